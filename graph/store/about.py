"""Which notes are about somebody: such a note is read by nobody while she is restricted, and goes with her."""

from collections.abc import Collection, Mapping
from typing import Any

_BOOKS = frozenset(
    {
        *("briefing_sentence", "care", "due", "finding", "finding_history", "introduction", "introduction_history"),
        *("promise", "promise_history"),
    }
)
_ALL_ABOUT = ("actors", "people", "subjects")


def is_about(book: str, entry: str, body: Mapping[str, Any], ids: Collection[str]) -> bool:
    """Return whether an entry of a book is about people of some ids, and about nobody else."""
    if any(one in entry for one in ids) or (book in _BOOKS and _mentions(body, ids)):
        return True
    about = [body[name] for name in _ALL_ABOUT if isinstance(body.get(name), list)]
    return any(some and {*map(str, some)} <= {*ids} for some in about)


def _mentions(value: object, ids: Collection[str]) -> bool:
    if isinstance(value, str):
        return any(one in value for one in ids)
    if isinstance(value, list | tuple):
        return any(_mentions(one, ids) for one in value)
    return isinstance(value, Mapping) and any(_mentions(one, ids) for one in (*value, *value.values()))
