"""What people decide and the office keeps: merges, findings' standing, goals, places on the map."""
