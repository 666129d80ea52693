"""The page Akteur: all that is known of one node, with a time line, its ties and its sources."""
