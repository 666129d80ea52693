"""What the kinds of lists share about tables."""
