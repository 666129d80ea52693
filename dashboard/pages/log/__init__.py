"""The page Protokoll."""
