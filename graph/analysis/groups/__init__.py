"""Groups: participants into parallel workshops, so that as many valuable new ties as possible arise."""
