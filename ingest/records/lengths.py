"""How long a value may be, by what it is: longer ones belong to no name and no office, and cost time wherever they go.

Kinds of sources refuse them where they know row and column; what gets past is stopped here, before it is stored.
"""

import re
from collections.abc import Iterator
from functools import cache

from graph.errors import InputError
from graph.model.facts import Entity, Record

LONGEST_NAME = 1_000  # characters of a name, a title, a role
LONGEST_TEXT = 2_000  # of an address, a place, a motto, and of what says where something stands
LONGEST_KEY = 4_000  # bytes: a database puts no longer ones into an index
MOST_VALUES = 1_000  # of one field
_ROW = re.compile(r"(?:row|line) (\d{1,9})\b")
_NAMES = frozenset({"name", "role", "title", "kind", "given_name", "family_name", "short_name", "aliases", "variants"})


@cache
def longest(field: str) -> int:
    """Return how many characters a value of a field may have.

    >>> longest("name"), longest("website")
    (1000, 2000)
    """
    return LONGEST_NAME if field in _NAMES else LONGEST_TEXT


def refuse_long(record: Record, file: str) -> None:
    """Refuse what has a value beyond the length of its kind.

    Raises:
        InputError: with file, row, and the field as column.
    """
    for entity in record.entities:
        for field, text in _texts(entity):
            if len(text) > longest(field):
                raise too_long(text, file, field, entity.place)
        for key in entity.keys:
            if len(key) > LONGEST_KEY // 4 and len(key.encode()) > LONGEST_KEY:
                raise too_long(key, file, "name", entity.place, LONGEST_KEY)
    for fact in record.facts:
        if len(fact.role) > LONGEST_NAME or len(fact.place) > LONGEST_TEXT:
            field = "role" if len(fact.role) > LONGEST_NAME else "at"
            raise too_long(fact.role if field == "role" else fact.place, file, field, fact.place)


def too_long(text: str, file: str, field: str, place: str = "", limit: int = 0, row: int | None = None) -> InputError:
    """Return the error about a value, in the row that its place names."""
    found = _ROW.search(place[:LONGEST_TEXT])
    row = row or (int(found[1]) if found else None)
    shown, limit = " ".join(text[:100].split()), limit or longest(field)
    return InputError("value_too_long", file=file, row=row, column=field, value=shown, length=len(text), limit=limit)


def _texts(entity: Entity) -> Iterator[tuple[str, str]]:
    yield "name", entity.name
    yield "at", entity.place
    for field, value in entity.values.items():
        if isinstance(value, str):
            yield field, value
        else:
            yield from ((field, text) for text in value)
