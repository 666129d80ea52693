"""What all kinds of lists share: the meaning of columns, saved and found again."""
