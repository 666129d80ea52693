"""The model: what nodes, facts, claims, keys and dates are."""
