"""What the pages ask, worked out once for each state of the data."""
