"""What other programs say about actors: nodes and edges, and what their types and fields mean here."""
