"""A briefing is made: cut to its audience, composed, written, recorded."""
