"""The page Prüfen: pairs and proposals wait for a decision, and each decision can be undone."""
