"""Loading: files are found, read, checked, resolved and written; what they replace goes, what is certain is merged."""
