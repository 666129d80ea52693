"""The page Überblick: figures, a first map, the latest sources, and where to go on."""
