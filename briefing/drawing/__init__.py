"""The map for print: places and labels without overlap, lines around labels, and the table of looks."""
