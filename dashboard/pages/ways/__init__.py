"""The page Wege: introduction paths between two, common contacts, and who of our own people knows somebody."""
