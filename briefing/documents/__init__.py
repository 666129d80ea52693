"""A briefing as a document: the request, whom it is about, its blocks and source notes, its earlier editions."""
