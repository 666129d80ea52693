"""The page intake."""
