"""CSV and TSV as offices save them: the encoding and the separator are found out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from graph.errors import InputError
from ingest.readers.encoding import find_encoding, refuse_garbled
from ingest.readers.entities import without_entities
from ingest.readers.packed import open_text
from ingest.readers.returned import own_width, restored
from ingest.readers.table import LONGEST_CELL, MOST_COLUMNS, Row, Sheet, refuse_long_cells

# The comma last: it stands in texts more often than the others.
SEPARATORS = ";\t|,"
_SAMPLE = 64_000
csv.field_size_limit(24 << 20)  # beyond the longest cell, so that its column is known when it is refused
_STATED = re.compile(r'"?sep=([;,|\t])"?\s*', re.IGNORECASE)  # what Excel writes and reads as a first line
# Follows the last line: files with NUL are refused, so this in a cell tells of a quotation mark left open.
_END = "\0"


def read_delimited(
    path: Path, separator: str = "", *, verbatim: bool = False, garbled_rows: bool = False
) -> list[Sheet]:
    """Return the one sheet of a CSV or TSV file; `separator` where it is known, cells with their blanks if `verbatim`.

    With `garbled_rows` the caller looks after umlauts that were converted wrongly, row by row.

    Raises:
        InputError: no encoding fits, or nothing separates columns.
    """
    encoding = find_encoding(path)
    if not garbled_rows:
        refuse_garbled(path, encoding)
    found = separator or separator_of(path, encoding)
    return [Sheet(path.name, "", lambda: _rows(path, encoding, found, verbatim=verbatim))]


def separator_of(path: Path, encoding: str) -> str:
    """Return the separator a file states or shows.

    Raises:
        InputError: nothing separates columns.
    """
    with open_text(path, encoding) as file:
        sample = file.read(_SAMPLE)
        if file.read(1):
            sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    stated = _STATED.match(sample)
    return stated[1] if stated else find_separator(sample) or _when_none_is_found(sample, path.name)


def find_separator(sample: str) -> str | None:
    r"""Return the separator that gives the same number of columns, more than one, in most rows of a sample.

    >>> find_separator("Name, Vorname;Organisation\nLang, Anna;Werk A, B und C\n")
    ';'
    >>> find_separator("Ende\t14.09.23, 11:33\nDauer\t1h\nName\tBeitritt\tRolle\nLang, Anna\t14.09.23, 9:58\t\n")
    '\t'
    """
    best: tuple[float, str] | None = None
    tabbed = False
    for separator in SEPARATORS:
        rows = list(islice(_readable(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)), 50))
        filled = [row for row in rows if any(row)]
        widths = Counter(len(row) for row in filled if len(row) > 1)
        if widths:
            share = max(widths.values()) / len(filled)
            tabbed = tabbed or (separator == "\t" and widths.total() * 2 > len(filled))
            if separator == "," and tabbed:  # which stands in texts, a tab does not: tables of several widths have it
                continue
            if best is None or share > best[0]:
                best = (share, separator)
    return best[1] if best else None


def _when_none_is_found(sample: str, file: str) -> str:
    """Return the separator of a file that begins with very many empty cells; any other is refused."""
    most = max(SEPARATORS, key=sample.count)
    if sample.count(most) > MOST_COLUMNS:
        return most
    if not sample.strip(f'"{SEPARATORS}\r\n '):
        raise InputError("empty_file", file=file)
    if max(map(len, sample.splitlines())) > LONGEST_CELL:
        raise InputError("cell_too_long", file=file, row=1, limit=LONGEST_CELL)
    raise InputError("no_separator", file=file)


def _readable(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield rows up to the first that the csv module can not read."""
    try:
        yield from rows
    except csv.Error:
        return


def _rows(path: Path, encoding: str, separator: str, *, verbatim: bool = False) -> Iterator[Row]:
    number = 1
    width: int | None = None  # of what a report of rejected rows has of the list itself
    with open_text(path, encoding) as file:
        lines = file if verbatim else map(without_entities, file)
        first = next(lines, "")
        if _STATED.fullmatch(first):
            number, first = 2, ""
        reader = csv.reader(_and_end(chain(filter(None, [first]), lines)), delimiter=separator)
        try:
            for cells in reader:
                if cells == [_END]:
                    return
                if number == 1:
                    width = own_width(cells)
                _refuse_swallowed(path.name, number, cells, separator)
                yield _row(path.name, number, restored(cells, width), verbatim=verbatim)
                number += 1
        except csv.Error as error:
            raise InputError("cell_too_long", file=path.name, row=number, limit=LONGEST_CELL) from error


def _refuse_swallowed(file: str, number: int, cells: list[str], separator: str) -> None:
    """Refuse a cell that holds whole rows: a quotation mark was opened by mistake, and closed far below.

    Raises:
        InputError: lines within the cell have as many columns as the row.
    """
    if cells and cells[-1].endswith(_END):  # never closed, which is told by itself
        return
    for cell in cells:
        if "\n" not in cell or separator not in cell:
            continue
        first, *inner = cell.splitlines()
        rows = [line for line in inner if line.count(separator) >= max(len(cells) - 1, 1)]
        if rows and ('"' in cell or len(rows) > 1 or len(cells) > 2):
            raise InputError("swallowed_rows", file=file, row=number, value=first, count=len(rows))


def _and_end(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield _END


def _row(file: str, number: int, cells: list[str], *, verbatim: bool = False) -> Row:
    if len(cells) > MOST_COLUMNS:
        raise InputError("too_many_columns", file=file, row=number, value=len(cells), limit=MOST_COLUMNS)
    if cells and cells[-1].endswith(_END):
        raise InputError("open_quote", file=file, row=number, value=cells[-1].splitlines()[0])
    refuse_long_cells(file, number, cells)
    return Row(number, tuple(cells) if verbatim else tuple(cell.strip() for cell in cells))
