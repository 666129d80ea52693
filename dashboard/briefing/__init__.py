"""Briefings: what is known about some subjects, as a document one can hand on."""
