"""The page Vergleich: two days, or two regions, side by side."""
