"""Readers: a file becomes rows of text, with the place of each; what they mean is not known here."""
