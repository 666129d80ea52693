"""What types and fields of the schema are called by those who enter by hand: their names in the schema, or in words."""

from collections.abc import Iterable
from functools import cache

from graph.curation.entry_error import EntryError
from graph.model.fold import fold
from graph.model.schema import load


def label_named(text: str) -> str:
    """Return the type of node that a word means.

    Raises:
        EntryError: none.

    >>> label_named("person"), label_named("Veranstaltung")
    ('Person', 'Event')
    """
    return _one("type", text, _labels())


def type_named(text: str) -> str:
    """Return the type of fact that a word means.

    Raises:
        EntryError: none.

    >>> type_named("works-for"), type_named("arbeitet für")
    ('WORKS_FOR', 'WORKS_FOR')
    """
    return _one("type", text, _types())


def field_named(label: str, text: str) -> str:
    """Return the field of a type of node that a word means.

    Raises:
        EntryError: none.

    >>> field_named("Person", "Ort")
    'place'
    """
    kind = load().nodes[label]
    words = {fold(word): name for name, f in kind.fields.items() for word in (name, f.display.de, f.display.en)}
    return _one("name", text, {**words, "name": "name"}, key="entry_field")


def _one(field: str, text: str, words: dict[str, str], key: str = "entry_type") -> str:
    found = words.get(fold(text))
    if found is None:
        known = ", ".join(dict.fromkeys(words.values()))
        given = {"field": text[:60]} if key == "entry_field" else {"field": field, "value": text[:60]}
        raise EntryError(key, **given, known=known)
    return found


@cache
def _labels() -> dict[str, str]:
    return _by_words(
        (n.label, (n.label, n.display.de, n.display.en)) for n in load().nodes.values() if n.label != "Source"
    )


@cache
def _types() -> dict[str, str]:
    return _by_words((t.type, (t.type, t.display.de, t.display.en)) for t in load().relationships.values())


def _by_words(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    return {fold(word): name for name, words in named for word in words}
