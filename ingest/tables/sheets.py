"""The tables of a file: which endings hold some, their sheets, and what is said of those nobody sees."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.errors import InputError
from ingest.readers.delimited import read_delimited
from ingest.readers.encoding import garbled_in
from ingest.readers.table import Sheet
from ingest.readers.workbook import read_workbook
from ingest.records import Note

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_GARBLED = 0.1  # share of rows; with more the file as a whole was converted wrongly
DELIMITED = (".csv", ".tsv", ".txt")


def read_sheets(path: Path) -> list[Sheet]:
    """Return the tables of a file.

    Raises:
        InputError: it is none.
    """
    if path.suffix.lower() in WORKBOOKS:
        return read_workbook(path)
    try:
        return read_delimited(path)
    except InputError as error:
        if error.key != "garbled_text" or not _few_are_garbled(path):
            raise
        return read_delimited(path, garbled_rows=True)  # those rows are rejected one by one


def _few_are_garbled(path: Path) -> bool:
    """Return whether only single rows below the first have umlauts that were converted wrongly."""
    (sheet,) = read_delimited(path, garbled_rows=True)
    first, *rows = [bool(garbled_in("\n".join(row.cells))) for row in sheet.rows()] or [True]
    return not first and 0 < sum(rows) <= MOST_GARBLED * len(rows)


def notes_on_hidden(sheets: Sequence[Sheet]) -> Iterator[Note]:
    """Yield what is said of sheets and rows that a spreadsheet does not show."""
    for sheet in sheets:
        if sheet.is_hidden and next(sheet.rows(), None):
            yield Note("note_hidden_sheet", sheet.name)
        elif (hidden := sheet.hidden_rows()) and (filled := sorted(hidden & {row.number for row in sheet.rows()})):
            yield Note("note_hidden_rows", sheet.name, context={"count": len(filled), "first": filled[0]})
