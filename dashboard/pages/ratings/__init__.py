"""The page Einschätzung: interest and influence as the office rates organisations, and matrices with their gaps."""
