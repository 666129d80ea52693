"""The words everything else is said in: nodes, facts, claims, keys, dates, decisions, and the schema."""
