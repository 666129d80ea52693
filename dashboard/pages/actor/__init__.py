"""The page actor."""
