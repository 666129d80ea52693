"""Which names, and which nodes, are one person or one organisation: pure functions, nothing is written."""
