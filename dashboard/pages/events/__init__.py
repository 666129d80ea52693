"""The page events."""
