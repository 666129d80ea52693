"""What the map shows and what is kept of it: contacts as lines, where actors lie, named views and stories."""
