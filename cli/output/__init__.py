"""What commands print, and how they ask in a terminal."""
