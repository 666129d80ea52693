"""vCards: several in a file, of the versions 2.1, 3 and 4."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vobject import readOne
from vobject.base import Component, VObjectError

from graph.errors import InputError
from graph.model.fold import fold, visible
from ingest.readers.blocks import MarkedEntry, read_entries
from ingest.sources.contacts.contact import Contact, words

KIND = "VCARD"
# Long data that nobody reads.
_DROPPED = frozenset(
    {"PHOTO", "LOGO", "SOUND", "KEY", "NOTE", "AGENT", "X-MS-CARDPICTURE", "X-PHOTO", "VERSION", "PROFILE"}
)
_ONE_VALUE = re.compile(r"(?im)^((?:[\w-]+\.)?(?:FN|ORG|TITLE|ROLE)(?:;[^:\r\n]*)?:)([^\r\n]*)")
_COMMA = re.compile(r"(?<!\\),")
_NO_CONTACTS = frozenset({"group", "location", "application", "device"})
# What vobject was seen to raise on damaged cards.
_BROKEN = (
    *(VObjectError, StopIteration, ValueError, LookupError, TypeError, AttributeError, AssertionError),
    *(RecursionError, OverflowError),
)


def entries(path: Path) -> Iterator[MarkedEntry]:
    """Yield the cards of a file with the line of each.

    Raises:
        InputError: no encoding fits, or a line is far too long.
    """
    return read_entries(path, {KIND}, _DROPPED)


def left_over(entry: MarkedEntry) -> list[str]:
    """Return the names of properties that are neither used nor left out on purpose."""
    known = {*words()["vcard_used"], *words()["vcard_ignored"]}
    named = (re.match(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]", line) for line in entry.lines)
    names = dict.fromkeys(found[1].upper() for found in named if found)
    return [name for name in names if name.lower() not in known and not name.startswith("X-")]


def read_card(entry: MarkedEntry, file: str) -> Contact | None:
    """Return the contact of a card, None for a group or a place.

    Raises:
        InputError: it has no end, is too large, or can not be read.
    """
    entry.refuse_problem(file)
    try:
        card = readOne(_with_commas(entry.text), allowQP=True)
        return _contact(card, entry.row)
    except _BROKEN as error:
        detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise InputError("broken_entry", file=file, row=entry.row, detail=detail) from error


def _with_commas(text: str) -> str:
    r"""Return a card with the commas kept in what has one value: vobject would end "Auer, Bauer und Partner" there.

    >>> _with_commas("ROLE:Leiterin, Referentin")
    'ROLE:Leiterin\\, Referentin'
    """
    return _ONE_VALUE.sub(lambda found: found[1] + _COMMA.sub(r"\,", found[2]), text)


def _contact(card: Component, row: int) -> Contact | None:
    kind = fold(_text(card, "kind") or _text(card, "x-addressbookserver-kind"))
    if kind in _NO_CONTACTS:
        return None
    name = _first(card, "n")
    parts = {part: _joined(getattr(name, part, "")) for part in ("given", "additional", "family", "prefix", "suffix")}
    organisations = [[_component(part) for part in _listed(line.value)] for line in _lines(card, "org")]
    organisation = organisations[0] if organisations else []
    address = _work_address(card)
    texts = {
        "given": parts["given"],
        "middle": parts["additional"],
        "family": parts["family"],
        "whole": _text(card, "fn"),
        "title": parts["prefix"],
        "suffix": parts["suffix"],
        "organisation": organisation[0] if organisation else "",
        "function": ", ".join(_once([_of_org(card, "title", 0), _of_org(card, "role", 0)])),
        "city": _joined(getattr(address, "city", "")),
        "land": _joined(getattr(address, "region", "")),
        "website": _text(card, "url"),
    }
    emails = [str(line.value) for line in _lines(card, "email")]
    categories = [visible(str(part)) for line in _lines(card, "categories") for part in _listed(line.value)]
    company = kind in ("org", "organization", "organisation") or fold(_text(card, "x-abshowas")) == "company"
    private = fold(_text(card, "class")) in ("private", "confidential")
    units = [unit for unit in organisation[1:] if unit]
    more = tuple(_employment(card, index, parts) for index, parts in enumerate(organisations) if index and parts)
    return Contact(f"line {row}", row, texts, emails, categories, units, company, private, more)


def _employment(card: Component, index: int, parts: list[str]) -> tuple[str, str]:
    """Return a further organisation of a card, and the function in it."""
    said = [_of_org(card, "title", index), _of_org(card, "role", index), *parts[1:]]
    return parts[0], ", ".join(_once(said))


def _of_org(card: Component, name: str, index: int) -> str:
    """Return title or role in one of several organisations: that of the same group, else that in the same place."""
    lines, organisations = _lines(card, name), _lines(card, "org")
    if len(organisations) < 2:
        return _text(card, name)
    group = str(organisations[index].group or "") if index < len(organisations) else ""
    grouped = [line for line in lines if str(line.group or "") == group]
    apart = len({str(line.group or "") for line in organisations}) == len(organisations)
    found = grouped[:1] if apart and grouped else [] if apart else lines[index : index + 1]
    return visible(found[0].value) if found and isinstance(found[0].value, str) else ""


def _component(part: Any) -> str:
    """Return a component of ORG; a comma divides nothing there, though vobject takes it to."""
    return visible(",".join(map(str, part)) if isinstance(part, list) else str(part))


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
