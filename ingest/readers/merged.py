"""Merged cells: what stands in the first one holds for those below it."""

import zipfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ingest.readers.table import MOST_COLUMNS

Range = tuple[tuple[int, int], tuple[int, int]]

_PART = 4 << 20
_SPANNED = b"number-rows-spanned="


class Below:
    """Fills the first cell of a vertical merge into the rows under it, row by row from the top."""

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
