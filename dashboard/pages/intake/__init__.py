"""The page Import: files are uploaded, understood, previewed, loaded, and a load is taken back."""
