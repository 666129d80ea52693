"""What lists of all kinds share: their sheets and headers, the meaning of columns and cells, saved mappings."""
