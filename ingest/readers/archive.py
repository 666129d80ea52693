"""XLSX and ODS are zip archives: they are looked through before they are opened, so that none is unsafe to read.

Zip bombs, entities, and cells so far out that the table between them would fill the memory are refused.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from graph.errors import InputError
from ingest.readers.table import column_letters

# A workbook of office size is far below; the bombs of the wild are far above.
MOST_ENTRIES = 2_000
MOST_BYTES = 250 * 1024 * 1024
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
LONGEST_DIRECTORY = 4 << 20  # bytes of the list of all entries, which is held in memory
MOST_CELLS = 5_000_000  # of a sheet, empty ones between the others included

_PART = 4 << 20
_TAIL = 300  # of a part kept for the next one, so that nothing is cut in two
# Where a cell or a row stands, the rest of its tag, and whether that ends here: "/" before tells an empty one.
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']([^<>]{0,2000})(>?(?:</(?:\w+:)?c>)?)""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    ElementTree.ParseError,
)


def look_through(path: Path) -> None:
    """Look through a zip archive that claims to be a workbook.

    Raises:
        InputError: it is broken, or not safe to open.
    """
    try:
        refuse_long_directory(path, "archive_unsafe")
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path.name, archive.infolist())
            for entry in archive.infolist():
                _check_part(path.name, archive, entry)
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as part:
                    _check_spread(path.name, *_spread_of_ods(part))
    except BROKEN_ARCHIVE as error:
        detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise InputError("broken_workbook", file=path.name, detail=detail) from error


# Where the list of all entries is told of: at the end, before a comment; above 4 GB before that.
_END, _LONGEST_COMMENT = b"PK\x05\x06", 1 << 16
_LARGE_END, _LARGE_AT = b"PK\x06\x06", b"PK\x06\x07"


def refuse_long_directory(path: Path, key: str) -> None:
    """Refuse a zip archive with a list of entries that would fill the memory, before it is opened.

    Raises:
        InputError: with that key.
    """
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, _LONGEST_COMMENT + 200), 2)
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        return  # no archive, which opening it says
    (size,) = struct.unpack_from("<L", tail, at + 12)
    large = tail.rfind(_LARGE_END, 0, at)
    if large >= 0 and _LARGE_AT in tail[large:at] and len(tail) >= large + 48:
        (size,) = struct.unpack_from("<Q", tail, large + 40)
    if size > LONGEST_DIRECTORY:
        raise InputError(key, file=path.name, detail=f"{size >> 20} MB > {LONGEST_DIRECTORY >> 20} MB")


def _check_sizes(file: str, entries: list[zipfile.ZipInfo]) -> None:
    size, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > MOST_ENTRIES:
        raise InputError("archive_unsafe", file=file, detail=f"{len(entries)} > {MOST_ENTRIES}")
    if size > MOST_BYTES or (size > RATIO_COUNTS_FROM and size > HIGHEST_RATIO * max(packed, 1)):
        raise InputError("archive_unsafe", file=file, detail=f"{packed >> 20} MB -> {size >> 20} MB")


def _check_part(file: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read a part to its end, since the sizes that an archive states need not be true."""
    last_row = last_column = 0
    with archive.open(entry) as part:
        for text in _overlapping(part):
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise InputError("archive_unsafe", file=file, detail=f"DOCTYPE, {entry.filename}")
            rows, columns = _spread_of_part(text)
            last_row, last_column = max(last_row, rows), max(last_column, columns)
    _check_spread(file, last_row, last_column)


def _spread_of_part(text: bytes) -> tuple[int, int]:
    """Return the last row and the last column of the filled cells in a piece of XML."""
    text = text.replace(b"></c>", b"/>")  # an empty cell is written in both ways
    places = _PLACE.findall(text)
    filled = {(letters, digits) for letters, digits, rest, end in places if not _is_empty(rest, end)}
    rows = max((_limited(digits) for _, digits in filled), default=0)
    columns = max((_number(letters) for letters, _ in filled), default=0)
    if len(_CELL.findall(text)) > sum(bool(letters) for letters, *_ in places):  # cells that follow one another
        columns = max(columns, *(len(_CELL.findall(row)) for row in _ROW.split(text)))
    return rows, columns


def _is_empty(rest: bytes, end: bytes) -> bool:
    """Return whether a cell holds nothing, however its element is closed."""
    return (bool(end) and rest.endswith(b"/")) or b"</" in end


def _overlapping(part: IO[bytes]) -> Iterator[bytes]:
    tail = b""
    while new := part.read(_PART):
        yield tail + new
        tail = new[-_TAIL:]


def _check_spread(file: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise InputError("far_cell", file=file, value=f"{column_letters(columns)}{rows}")


def _limited(digits: bytes) -> int:
    return int(digits[:12])


def _number(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 28 for AB."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number


def _spread_of_ods(part: IO[bytes]) -> tuple[int, int]:
    """Return rows and columns of the widest area a sheet spans; repeated rows and cells count in full."""
    widest, rows = (0, 0), 0
    last_row = last_column = 0
    for event, element in ElementTree.iterparse(part, events=("start", "end")):  # noqa: S314 - no DOCTYPE in it
        if event == "start":
            if element.tag == f"{_TABLE}table":
                rows = last_row = last_column = 0
        elif element.tag == f"{_TABLE}table-row":
            rows += _repeated(element, "rows")
            if width := _filled_width(element):
                last_row, last_column = rows, max(last_column, width)
                widest = max(widest, (last_row, last_column), key=lambda area: area[0] * area[1])
            element.clear()
    return widest


def _filled_width(row: ElementTree.Element) -> int:
    position = width = 0
    for cell in row:
        position += _repeated(cell, "columns")
        if len(cell) or f"{_OFFICE}value-type" in cell.attrib:
            width = position
    return width


def _repeated(element: ElementTree.Element, what: str) -> int:
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)
