"""Loading: files are found, read, checked, resolved and written, and what follows from that."""
