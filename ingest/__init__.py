"""What comes in: files are read, mapped to facts, checked, resolved and written."""
