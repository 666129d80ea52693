"""Suggestions: who should be introduced by whom, who should be invited, and how well such suggestions come true."""
