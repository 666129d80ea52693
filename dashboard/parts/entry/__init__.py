"""Festhalten: the dialog by which colleagues write down what they learn, on every page by one button and one key."""
