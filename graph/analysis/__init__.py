"""Pure questions about a network: no database call in here."""
