"""The network written for other programs: one module for each format."""
