"""The network in the languages of other tools."""
