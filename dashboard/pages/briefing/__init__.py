"""The page briefing."""
