"""What several pages use: fields, filters, tables, the map with its facts, links and the state in the address."""
