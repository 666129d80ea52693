"""The page Veranstaltungen: programme, guests, groups, and what came after an event."""
