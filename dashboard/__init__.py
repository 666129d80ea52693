"""Getting answers out: commands, pages and the network map."""
