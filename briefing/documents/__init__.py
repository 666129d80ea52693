"""Briefings as documents: what is asked for, composed of sections, recorded."""
