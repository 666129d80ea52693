"""Address books in CSV, as Outlook and Google export them, German and English."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from graph.errors import InputError
from graph.model.fold import fold, visible
from ingest.readers.delimited import find_separator, read_delimited
from ingest.readers.probe import Probe
from ingest.readers.table import Row, Sheet
from ingest.sources.contacts.contact import Contact, pattern, words

_MEANINGS = (
    *("given", "middle", "family", "whole", "title", "suffix", "organisation", "unit", "function", "email"),
    *("city", "land", "website", "category", "private"),
)
_FEWEST_MARKS = 3
_SEVERAL = re.compile(r"\s*:::\s*")  # Google's sign between several values of one cell
_TOPICS = re.compile(r"\s*(?::::|[;,])\s*")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of an address book: indices of columns by meaning, and the titles nobody knows."""

    row: int
    titles: Sequence[str]
    indices: dict[str, Sequence[int]]
    unused: Sequence[str]


def recognises(probe: Probe) -> bool:
    """Return whether a table has the columns of an address book."""
    head = probe.head
    separator = find_separator(head[: head.rfind("\n") + 1] or head)
    try:
        rows = islice(csv.reader(io.StringIO(head, newline=""), delimiter=separator or ","), 3)
        return any(map(_is_header, rows))
    except csv.Error:
        return False


def _is_header(titles: Sequence[str]) -> bool:
    folded = [fold(title) for title in titles]
    named = any(pattern("family").fullmatch(title) or pattern("whole").fullmatch(title) for title in folded)
    return named and sum(bool(pattern("marks").fullmatch(title)) for title in folded) >= _FEWEST_MARKS


def read_export(path: Path) -> tuple[Sheet, Columns]:
    """Return the table of an address book and its columns.

    Raises:
        InputError: not a table, or one without the columns of an address book.
    """
    (sheet,) = read_delimited(path)
    for row in islice(sheet.rows(), 3):
        if _is_header(row.cells):
            return sheet, _columns(row)
    raise InputError("no_address_book", file=path.name)


def _columns(row: Row) -> Columns:
    indices: dict[str, list[int]] = {}
    unused: list[str] = []
    for index, title in enumerate(row.cells):
        folded = fold(title)
        meaning = next((m for m in _MEANINGS if pattern(m).fullmatch(folded)), "")
        if meaning:
            indices.setdefault(meaning, []).append(index)
        elif folded and not pattern("ignored").fullmatch(folded):
            unused.append(title)
    return Columns(row.number, row.cells, {name: tuple(found) for name, found in indices.items()}, unused)


def contacts(sheet: Sheet, columns: Columns) -> Iterator[tuple[Row, Contact]]:
    """Yield the rows that hold anything, each with its contact."""
    for row in sheet.rows():
        if row.number > columns.row and not row.is_blank():
            yield row, _contact(sheet, columns, row)


def _contact(sheet: Sheet, columns: Columns, row: Row) -> Contact:
    def cells(meaning: str) -> list[str]:
        found = (row.cells[i] for i in columns.indices.get(meaning, ()) if i < len(row.cells))
        return [cell for cell in found if fold(cell)]

    texts = {m: visible(found[0]) for m in _MEANINGS if (found := cells(m)) and m not in ("email", "category")}
    emails = [part for cell in cells("email") for part in _SEVERAL.split(cell)]
    labels = [part.lstrip("* ") for cell in cells("category") for part in _TOPICS.split(cell)]
    private = any(fold(cell) in words()["is_private"] for cell in cells("private"))
    units = [visible(cell) for cell in cells("unit")]
    return Contact(sheet.place(row.number), row.number, texts, emails, labels, units, is_private=private)
