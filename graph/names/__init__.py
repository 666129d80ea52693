"""Names as German sources write them: persons and organisations taken apart, shown, compared."""
