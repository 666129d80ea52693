"""The page Hilfe: the handbook, chapter by chapter."""
