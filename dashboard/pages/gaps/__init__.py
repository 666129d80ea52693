"""The page Lücken: findings and what becomes of them, and the networking goals."""
