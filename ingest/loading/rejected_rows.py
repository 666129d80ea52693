"""The rejected rows as a list of their own: all cells as they were, and why each row was not taken.

Somebody corrects the cells in a spreadsheet and loads the file; the columns with the reasons are passed over then.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.errors import InputError
from graph.files.cells import neutral
from ingest.loading.pipeline import Prepared
from ingest.readers.returned import REASONS
from ingest.readers.table import Row, Sheet
from ingest.records import Options
from ingest.sources.sessions.header import find_header
from ingest.tables.columns import read_headers
from ingest.tables.header import meanings
from ingest.tables.sheets import DELIMITED, WORKBOOKS, read_sheets


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """The rejected rows of one table: its titles, and cells and error of each row; no titles where it is no table."""

    where: str
    titles: Sequence[str]
    rows: Sequence[tuple[Sequence[str], InputError]]


def rejected_rows(prepared: Prepared, options: Options) -> list[RejectedRows]:
    """Return the rejected rows of a file by table, as they stand there."""
    errors = {(error.file, error.row): error for error in prepared.row_log.rejected}
    if not errors:
        return []
    if prepared.path.suffix.lower() not in (*DELIMITED, *WORKBOOKS):
        return [RejectedRows(prepared.name, (), [((), error) for error in errors.values()])]
    found = []
    titles = _titles(prepared, options)
    for sheet in read_sheets(prepared.path):
        wanted = {row: error for (file, row), error in errors.items() if file == sheet.where}
        rows = [(row.cells, wanted[row.number]) for row in sheet.rows() if row.number in wanted]
        if rows:
            found.append(RejectedRows(sheet.where, titles.get(sheet.name) or _first(sheet), rows))
    return found


def _titles(prepared: Prepared, options: Options) -> Mapping[str, Sequence[str]]:
    """Return the titles of each sheet by its name; a list without a header gets those its columns were taken for."""
    sheets = read_sheets(prepared.path)
    if prepared.kind == "sessions":
        return {sheet.name: header.titles for sheet in sheets if (header := find_header(sheet))}
    if prepared.kind != "participants":
        return {}
    title_of = {meaning: title for title, meaning in reversed(meanings().items())}
    found = {}
    for read in read_headers(sheets, options):
        known = {i: title_of.get(meaning, meaning) for meaning, some in read.header.columns.items() for i in some}
        own = read.header.titles
        found[read.sheet.name] = own if read.header.row else [known.get(i, title) for i, title in enumerate(own)]
    return found


def _first(sheet: Sheet) -> Sequence[str]:
    return next((row for row in sheet.rows() if not row.is_blank()), Row(0, ())).cells


def write_rejected(file: IO[str], table: RejectedRows, language: str) -> None:
    """Write one table as CSV with semicolons: its titles and cells, then file, row, column, value and reason."""
    writer = csv.writer(file, delimiter=";")
    width = max((len(table.titles), *(len(cells) for cells, _ in table.rows)))
    writer.writerow(map(neutral, (*_filled(table.titles, width), *REASONS[language])))
    for cells, error in table.rows:
        reason = (error.file, str(error.row or ""), error.column, str(error.value), error.reason(language))
        writer.writerow(map(neutral, (*_filled(cells, width), *reason)))


def as_files(prepared: Prepared, options: Options, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the rejected rows of each table as CSV, with a file name for it."""
    for number, table in enumerate(rejected_rows(prepared, options), start=1):
        file = io.StringIO(newline="")
        write_rejected(file, table, language)
        yield f"{prepared.path.stem}-{number}.csv", file.getvalue().encode("utf-8-sig")


def _filled(cells: Sequence[str], width: int) -> Iterator[str]:
    yield from cells
    yield from [""] * (width - len(cells))


def places_of(path: Path, count: int) -> list[Path]:
    """Return where each of several tables is written: the named place, then the same with a number.

    >>> [str(place) for place in places_of(Path("rest.csv"), 2)]
    ['rest.csv', 'rest-2.csv']
    """
    return [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, count + 1))]
