"""Datenschutz: the rights of people, and what the office owes without being asked."""
