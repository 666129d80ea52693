"""The page network."""
