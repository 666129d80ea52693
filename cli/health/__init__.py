"""What `doctor` looks at: each check says what is so, and where it is wrong how to mend it."""
