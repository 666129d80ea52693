"""How fast lists are loaded: the whole pipeline beside bare Cypher and py2neo. `python -m bench --help`."""
