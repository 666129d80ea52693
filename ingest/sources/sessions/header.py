"""The header of a session list: strict, so that a participant list is never taken for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from graph.model.fold import fold
from graph.packaged import read_yaml
from ingest.readers.table import Row, Sheet

LOOKED_THROUGH = 30
IGNORED = "ignored"
PEOPLE = ("speaker", "panellist", "moderator")
MEANINGS = ("session", "topic", "start", "end", "day", "room", *PEOPLE, "format", IGNORED)
# Where one of these stands, the list is one of people.
_OF_PERSONS = frozenset(
    map(fold, ("Vorname", "Nachname", "Familienname", "First name", "Last name", "Anrede", "E-Mail", "Email", "Mail"))
)


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """The row of the header, the index of each meaning's columns, its titles, and those nobody knows."""

    row: int
    columns: Mapping[str, tuple[int, ...]]
    titles: tuple[str, ...]
    unused: tuple[str, ...]
    above: tuple[Row, ...]


@cache
def words() -> dict[str, Any]:
    """Return the words of session lists."""
    found: dict[str, Any] = read_yaml(
        files("ingest.sources.sessions").joinpath("columns.yaml").read_text(encoding="utf-8")
    )
    return found


@cache
def _meanings() -> dict[str, str]:
    return {fold(title): meaning for meaning in MEANINGS for title in words()[meaning]}


def find_header(sheet: Sheet) -> SessionHeader | None:
    """Return the header of a session list, None where a sheet is none."""
    above: list[Row] = []
    for row in islice(sheet.rows(), LOOKED_THROUGH):
        if is_header(row.cells):
            return _header(row, tuple(above))
        above.append(row)
    return None


def is_header(cells: Iterable[str]) -> bool:
    """Return whether a row is the header of a session list: a column of people on stage, one of titles or of times.

    >>> is_header(["Beginn", "Thema", "Referent/in"]), is_header(["Name", "Beginn", "Rolle"])
    (True, False)
    >>> is_header(["Nachname", "Referent", "Titel"])
    False
    """
    folded = [fold(cell) for cell in cells]
    known = {meaning for text in folded if (meaning := _meanings().get(text))}
    on_stage = known & {"speaker", "panellist", "moderator"}
    what = "session" in known or ("topic" in known and "start" in known)
    return bool(on_stage and what) and not _OF_PERSONS & set(folded)


def _header(row: Row, above: tuple[Row, ...]) -> SessionHeader:
    columns: dict[str, list[int]] = {}
    for index, title in enumerate(row.cells):
        if meaning := _meanings().get(fold(title)):
            columns.setdefault(meaning, []).append(index)
    if "session" not in columns:  # then "Thema" is what the session is called
        columns["session"] = columns.pop("topic")
    known = {index for indices in columns.values() for index in indices}
    titles = tuple(" ".join(title.split()) for title in row.cells)
    unused = tuple(title for index, title in enumerate(titles) if fold(title) and index not in known)
    columns.pop(IGNORED, None)
    return SessionHeader(row.number, {m: tuple(found) for m, found in columns.items()}, titles, unused, above)
