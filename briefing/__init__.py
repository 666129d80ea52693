"""What leaves the building: documents, drawn maps, exchange formats, and the words for all of them."""
