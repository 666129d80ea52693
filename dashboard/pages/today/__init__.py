"""The page Heute: what is due for who opens it, and what is new."""
