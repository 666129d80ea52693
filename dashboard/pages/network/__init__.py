"""The page Netz: the map with search and filters, and the facts of what is selected."""
