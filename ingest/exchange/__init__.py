"""Networks of other programs: nodes and edges as they have them, and what those mean here."""
