"""The network: schema, identity, store, analysis, privacy."""
