"""vCards: several in a file, of the versions 2.1, 3 and 4."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vobject import readOne
from vobject.base import Component, VObjectError

from graph.errors import InputError
from graph.model.fold import fold, visible
from ingest.readers.blocks import Entry, read_entries
from ingest.sources.contacts.contact import Contact, words

KIND = "VCARD"
# Long data that nobody reads.
_DROPPED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "NOTE", "AGENT", "X-MS-CARDPICTURE", "X-PHOTO", "VERSION"})
_NO_CONTACTS = frozenset({"group", "location", "application", "device"})
# What vobject was seen to raise on damaged cards.
_BROKEN = (
    *(VObjectError, StopIteration, ValueError, LookupError, TypeError, AttributeError, AssertionError),
    *(RecursionError, OverflowError),
)


def entries(path: Path) -> Iterator[Entry]:
    """Yield the cards of a file with the line of each.

    Raises:
        InputError: no encoding fits, or a line is far too long.
    """
    return read_entries(path, {KIND}, _DROPPED)


def left_over(entry: Entry) -> list[str]:
    """Return the names of properties that are neither used nor left out on purpose."""
    known = {*words()["vcard_used"], *words()["vcard_ignored"]}
    named = (re.match(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]", line) for line in entry.lines)
    names = dict.fromkeys(found[1].upper() for found in named if found)
    return [name for name in names if name.lower() not in known and not name.startswith("X-")]


def read_card(entry: Entry, file: str) -> Contact | None:
    """Return the contact of a card, None for a group or a place.

    Raises:
        InputError: it has no end, is too large, or can not be read.
    """
    entry.refuse_problem(file)
    try:
        card = readOne(entry.text, allowQP=True)
        return _contact(card, entry.row)
    except _BROKEN as error:
        detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise InputError("broken_entry", file=file, row=entry.row, detail=detail) from error


def _contact(card: Component, row: int) -> Contact | None:
    kind = fold(_text(card, "kind") or _text(card, "x-addressbookserver-kind"))
    if kind in _NO_CONTACTS:
        return None
    name = _first(card, "n")
    parts = {part: _joined(getattr(name, part, "")) for part in ("given", "additional", "family", "prefix", "suffix")}
    organisation = [visible(str(part)) for part in _listed(_first(card, "org"))]
    address = _work_address(card)
    texts = {
        "given": parts["given"],
        "middle": parts["additional"],
        "family": parts["family"],
        "whole": _text(card, "fn"),
        "title": parts["prefix"],
        "suffix": parts["suffix"],
        "organisation": organisation[0] if organisation else "",
        "function": ", ".join(_once([_text(card, "title"), _text(card, "role")])),
        "city": _joined(getattr(address, "city", "")),
        "land": _joined(getattr(address, "region", "")),
        "website": _text(card, "url"),
    }
    emails = [str(line.value) for line in _lines(card, "email")]
    categories = [visible(str(part)) for line in _lines(card, "categories") for part in _listed(line.value)]
    company = kind in ("org", "organization", "organisation") or fold(_text(card, "x-abshowas")) == "company"
    private = fold(_text(card, "class")) in ("private", "confidential")
    return Contact(
        f"line {row}", row, texts, emails, categories, [unit for unit in organisation[1:] if unit], company, private
    )


def _first(card: Component, name: str) -> Any:
    lines = _lines(card, name)
    return lines[0].value if lines else None


def _lines(card: Component, name: str) -> list[Any]:
    return [*card.contents.get(name, [])]


def _text(card: Component, name: str) -> str:
    value = _first(card, name)
    return visible(value) if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _joined(value: Any) -> str:
    return visible(" ".join(str(part) for part in _listed(value)))


def _once(texts: list[str]) -> list[str]:
    return list({fold(text): text for text in texts if fold(text)}.values())


def _work_address(card: Component) -> Any:
    """Return the first address that is not the one at home."""
    for line in _lines(card, "adr"):
        kinds = {kind.lower() for text in line.params.get("TYPE", []) for kind in str(text).split(",")}
        if "home" not in kinds | {str(kind).lower() for kind in line.singletonparams}:
            return line.value
    return None
