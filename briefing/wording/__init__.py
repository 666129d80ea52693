"""Where words are made, in German and English: facts, ties, ways and findings, and the texts of the pages."""
