"""Who is at the desk, and what she may do: one question that every write passes, in pages and commands alike.

Where nobody signs in, one person works on her own machine and may do everything. The dashboard tells who is at its
desk (`ask_first`); a person who is signed in has the roles of her groups, on every run anew.
"""

from graph.access.desk import Person, ask_first, person, require
from graph.access.rights import ROLES, may

__all__ = ["ROLES", "Person", "ask_first", "may", "person", "require"]
