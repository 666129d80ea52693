"""Readers of documents: one module for each kind of file; what comes back is plain text."""
