"""The page ways."""
