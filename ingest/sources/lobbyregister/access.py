"""Fields of an entry, taken for what they are: text, fields below, lists of fields; anything else is empty."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.model.dates import parse_date
from graph.model.fold import visible

Fields = Mapping[str, Any]
_NOTHING: Fields = {}
_BROKEN = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can hold and no database


def text(fields: Fields, name: str) -> str:
    """Return the text of a field in one line, "" where it has none."""
    value = fields.get(name)
    if isinstance(value, str):
        return visible(whole(value))
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def whole(value: str) -> str:
    """Return a text with half characters replaced."""
    return value if value.isascii() else _BROKEN.sub("\ufffd", value)


def below(fields: Fields, *names: str) -> Fields:
    """Return the fields below, none where there are none."""
    for name in names:
        found = fields.get(name)
        if not isinstance(found, dict):
            return _NOTHING
        fields = found
    return fields


def items(fields: Fields, *names: str) -> Iterator[tuple[int, Fields]]:
    """Yield the fields in a list, numbered from 1."""
    found = below(fields, *names[:-1]).get(names[-1])
    if isinstance(found, list):
        for number, item in enumerate(found, start=1):
            if isinstance(item, dict):
                yield number, item


def date_of(fields: Fields, name: str) -> str:
    """Return the date of a field without the time of day, "" where it has none.

    >>> date_of({"sendingDate": "2024-05-24T10:51:46.000+01:00"}, "sendingDate")
    '2024-05-24'
    """
    said = text(fields, name).partition("T")[0]
    try:
        return parse_date(said) if said else ""
    except ValueError:
        return ""
