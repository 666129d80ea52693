"""Writing files safely: a file is whole or not there, and no cell of a table is ever a formula."""
