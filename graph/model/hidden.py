"""What stands where somebody is not named: read so, and never written in place of the name that is stored."""

from collections.abc import Mapping, Sequence
from typing import Any

HIDDEN = "[eingeschränkt]"  # stands where her name stood; the database is kept in German


def holds_hidden(value: object) -> bool:
    """Return whether somebody is not named somewhere in a value."""
    if isinstance(value, str):
        return HIDDEN in value
    if isinstance(value, Mapping):
        return any(map(holds_hidden, value.values()))
    return isinstance(value, list | tuple) and any(map(holds_hidden, value))


def restored(value: Any, stored: Any) -> Any:
    """Return a value with the texts that are stored, wherever it says the same but for the names.

    >>> restored({"why": "[eingeschränkt] bat darum", "n": 2}, {"why": "Ida Probe bat darum", "n": 1})
    {'why': 'Ida Probe bat darum', 'n': 2}
    """
    if isinstance(value, str):
        return stored if isinstance(stored, str) and _is_same(value, stored) else value
    if isinstance(value, Mapping):
        known = stored if isinstance(stored, Mapping) else {}
        return {name: restored(item, known.get(name)) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return _items(value, stored if isinstance(stored, list | tuple) else ())
    return value


def is_lost(value: object, stored: object) -> bool:
    """Return whether a value takes the place of a stored one in which somebody is named that it does not name."""
    if isinstance(value, str):
        return isinstance(stored, str) and value.count(HIDDEN) > stored.count(HIDDEN)
    if isinstance(value, Mapping):
        return isinstance(stored, Mapping) and any(is_lost(item, stored.get(name)) for name, item in value.items())
    if isinstance(value, list | tuple) and isinstance(stored, list | tuple) and stored:
        return any(holds_hidden(item) and all(is_lost(item, one) for one in stored) for item in value)
    return False


def _items(items: Sequence[Any], stored: Sequence[Any]) -> list[Any]:
    pairs = [*zip(items, stored, strict=False)]
    if len(items) == len(stored) and all(holds_hidden(item) or item == one for item, one in pairs):
        return [restored(item, one) for item, one in pairs]
    return [_one_of(item, stored) if holds_hidden(item) else item for item in items]


def _one_of(item: Any, stored: Sequence[Any]) -> Any:
    """Return the one item that is meant; where it could be another one as well it stays hidden."""
    alike = (one for one in stored if isinstance(one, str) == isinstance(item, str))
    found = [whole for one in alike if not is_lost(whole := restored(item, one), one)]
    return found[0] if len(found) == 1 else item


def _is_same(text: str, stored: str) -> bool:
    """Return whether a stored text says the same, with at least one letter wherever a name is hidden."""
    if HIDDEN not in text:
        return False
    first, *between, last = text.split(HIDDEN)
    if not (stored.startswith(first) and stored.endswith(last)):
        return False
    at, end = len(first), len(stored) - len(last)
    for part in between:
        found = stored.find(part, at + 1, end)
        if found < 0:
            return False
        at = found + len(part)
    return at < end
