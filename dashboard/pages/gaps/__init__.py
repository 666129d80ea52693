"""The page gaps."""
