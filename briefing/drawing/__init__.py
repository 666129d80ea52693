"""The drawn map: actors and ties placed for print, without overlapping labels."""
