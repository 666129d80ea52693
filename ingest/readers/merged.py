"""Cells merged downwards: what stands in the first one holds for all of them."""

import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ingest.readers.archive import BROKEN_ARCHIVE
from ingest.readers.table import MOST_COLUMNS

Range = tuple[tuple[int, int], tuple[int, int]]

_PART = 4 << 20
_SPANNED = b"number-rows-spanned="
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_RANGES = 100_000


class Below:
    """Fills what stands in the first of merged cells into the rows below it, from the top down."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._open: dict[int, tuple[int, str]] = {}
        for (first, column), (last, _) in ranges:
            if last > first and column < MOST_COLUMNS:
                self._starts[first].append((column, last))

    def fill(self, index: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Return the cells of a row, counted from 0, with what merged cells above it hold."""
        for column, (last, _) in list(self._open.items()):
            if last < index:
                del self._open[column]
        filled = list(cells)
        for column, (_, text) in self._open.items():
            filled.extend([""] * (column + 1 - len(filled)))
            filled[column] = filled[column] or text
        for column, last in self._starts.get(index, ()):
            self._open[column] = (last, cells[column] if column < len(cells) else "")
        return tuple(filled)


def has_spans(path: Path) -> bool:
    """Return whether an ODS file has cells merged downwards."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            return False
        tail = b""
        with archive.open("content.xml") as part:
            while text := part.read(_PART):
                if _spans(tail + text):
                    return True
                tail = text[-len(_SPANNED) - 3 :]
    return False


def _spans(text: bytes) -> bool:
    return any(not rest[1:3].startswith((b'1"', b"1'")) for rest in text.split(_SPANNED)[1:] if len(rest) > 2)


def spans_in(path: Path) -> dict[str, list[Range]] | None:
    """Return the cells merged downwards in each sheet of an ODS file, None where they can not be told."""
    found: dict[str, list[Range]] = {}
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as part:
            for count, (sheet, merged) in enumerate(_merged(iterparse(part, events=("start", "end")))):
                if count >= _MOST_RANGES:
                    return None
                found.setdefault(sheet, []).append(merged)
    except (*BROKEN_ARCHIVE, DefusedXmlException, KeyError):
        return None
    return found


def _merged(events: Iterator[tuple[str, Element]]) -> Iterator[tuple[str, Range]]:
    """Yield the name of the sheet and each range of cells, from the events of the document."""
    sheet, row, column = "", 0, 0
    for event, element in events:
        tag = element.tag.removeprefix(_TABLE)
        if event == "start" and tag == "table":
            sheet, row = element.get(f"{_TABLE}name", ""), 0
        elif event == "start" and tag == "table-row":
            column = 0
        elif event == "end" and tag in ("table-cell", "covered-table-cell"):
            down, across = _number(element, "rows-spanned"), _number(element, "columns-spanned")
            if down > 1:
                yield sheet, ((row, column), (row + down - 1, column + across - 1))
            column += _number(element, "columns-repeated")
        elif event == "end" and tag == "table-row":
            row += _number(element, "rows-repeated")
            element.clear()


def _number(element: Element, name: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{name}", "1")), 1)
