"""Getting facts in: read, map, check, resolve, write."""
