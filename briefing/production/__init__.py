"""A briefing is made: what its audience may not see is taken away, it is composed, written and recorded."""
