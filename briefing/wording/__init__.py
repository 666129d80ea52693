"""Facts, ties and ways in words, German and English."""
