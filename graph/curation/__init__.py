"""What people decide and the office keeps: merges, the standing of findings, goals, places on the map."""
