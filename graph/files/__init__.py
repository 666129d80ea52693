"""Files that are whole or not there, and cells that are never formulas."""
