"""The page Briefing: a document is ordered, previewed and written, and can be made again."""
