"""A table with a column of names: read to the letter, and written again with the number of each name's group."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from graph.errors import InputError
from graph.files.cells import neutral
from graph.files.drafts import draft_of
from graph.model.fold import fold
from ingest.readers.checksum import checksum
from ingest.readers.delimited import SEPARATORS, read_delimited, separator_of
from ingest.readers.encoding import find_encoding
from ingest.readers.table import LONGEST_CELL, Row, Sheet
from ingest.readers.workbook import read_workbook

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")
CLUSTER = "cluster"
_NONE = "\x1f"  # separates nothing: a list of one column
_LOOKED_THROUGH = 30  # rows in which the header is looked for


@dataclass(frozen=True, slots=True)
class NameList:
    """A table, the row of its titles, the index of the column of names, and how the table was written."""

    sheet: Sheet
    header: Row
    index: int
    separator: str
    byte_order_mark: bool

    def rows(self) -> Iterator[tuple[Row, str]]:
        """Yield all rows of the table, each with its name, "" above and in the header and where there is none."""
        for row in self.sheet.rows():
            below = row.number > self.header.number and self.index < len(row.cells)
            yield row, row.cells[self.index] if below else ""

    def names(self) -> list[str]:
        """Return the names from top to bottom, without the rows that have none."""
        return [name for _, name in self.rows() if name.strip()]

    def new_title(self) -> str:
        """Return the title of the new column: `cluster`, or `cluster_2` where the table has one already."""
        taken = {fold(title) for title in self.header.cells}
        numbered = (CLUSTER if n == 1 else f"{CLUSTER}_{n}" for n in range(1, len(taken) + 2))
        return next(title for title in numbered if fold(title) not in taken)


def read_names(path: Path, column: str) -> NameList:
    """Return the table in a file that has a column of that title, whatever its case and spelling.

    Raises:
        InputError: a file that can not be read, or no such column.
    """
    checksum(path)
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        sheets, separator, marked = read_workbook(path), ";", True
    elif ending in DELIMITED:
        separator, marked = _form_of(path, column)
        sheets = read_delimited(path, separator or _NONE, verbatim=True)
    else:
        known = ", ".join((*DELIMITED, *WORKBOOKS))
        raise InputError("unknown_file_type", file=path.name, value=ending or path.name, known=known)
    for sheet in sheets:
        if found := _find_column(sheet, column):
            return NameList(sheet, *found, separator or ",", marked)
    raise InputError("match_unknown_column", file=path.name, value=column, found=_titles(sheets))


def _form_of(path: Path, column: str) -> tuple[str, bool]:
    """Return the separator, "" where the first line is the one title, and whether a byte order mark is written.

    Excel takes a file for UTF-8 only where it has that mark.
    """
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(LONGEST_CELL).strip()
    with path.open("rb") as raw:
        marked = encoding != "utf-8-sig" or raw.read(3) == b"\xef\xbb\xbf"
    alone = not any(map(first.count, SEPARATORS)) and fold(first) == fold(column)
    return "" if alone else separator_of(path, encoding), marked


def _find_column(sheet: Sheet, column: str) -> tuple[Row, int] | None:
    for same in (str, fold):
        for row in islice(sheet.rows(), _LOOKED_THROUGH):
            titles = [same(title.strip()) for title in row.cells]
            if same(column.strip()) in titles:
                return row, titles.index(same(column.strip()))
    return None


def _titles(sheets: Sequence[Sheet]) -> str:
    """Return the titles of the first row that has any."""
    rows = (row for sheet in sheets for row in islice(sheet.rows(), _LOOKED_THROUGH))
    first = next((row for row in rows if any(map(str.strip, row.cells))), None)
    return ", ".join(filter(None, map(str.strip, first.cells))) if first else "–"


def write_clusters(table: NameList, clusters: Sequence[int], out: Path) -> None:
    """Write the table with the number of each name's group as a last column, in one step at the end.

    Raises:
        UsageError: the file can not be written; one that was there before is left as it is.
    """
    width = max(len(row.cells) for row, _ in table.rows())
    numbers = iter(clusters)
    encoding = "utf-8-sig" if table.byte_order_mark else "utf-8"
    with draft_of(out) as draft, draft.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=table.separator, lineterminator="\n")
        for row, name in table.rows():
            added = table.new_title() if row.number == table.header.number else ""
            if name.strip():
                added = str(next(numbers))
            cells = [*map(neutral, row.cells), *[""] * (width - len(row.cells))]
            writer.writerow([*cells, added])
