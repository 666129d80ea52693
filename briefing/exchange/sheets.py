"""Tables for a spreadsheet, as CSV or workbook; no cell of them is ever a formula."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from graph.files.cells import neutral
from graph.files.drafts import draft_of

LONGEST_CELL = 32_767  # characters, in a workbook
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Line = Sequence[str]


def as_csv(head: Line, lines: Iterable[Line]) -> bytes:
    """Return a table as a CSV file that German spreadsheets open."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in line] for line in (head, *lines))
    return file.getvalue().encode("utf-8-sig")


def rows_as_csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return rows as such a file, with the names in the first row as titles; there has to be at least one."""
    return as_csv(list(rows[0]), ([_said(cell) for cell in row.values()] for row in rows))


def _said(cell: object) -> str:
    """Return a cell as German spreadsheets read it: decimals with a comma."""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def as_workbook(head: Line, lines: Iterable[Line], title: str) -> bytes:
    """Return a table as a workbook of one sheet; every cell is text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in (head, *lines):
        sheet.append(text_cells(sheet, map(neutral, line)))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def text_cells(sheet: Any, line: Iterable[str]) -> list[Any]:
    """Return the cells of a row as texts: "=1+1" is no formula, and what no workbook can hold is left out or cut."""
    from openpyxl.cell import WriteOnlyCell

    cells = [WriteOnlyCell(sheet, storable(text)[:LONGEST_CELL]) for text in line]
    for cell in cells:
        cell.data_type = "s"
    return cells


def storable(text: str) -> str:
    """Return a text with a blank for each character that no workbook can hold."""
    return _UNSTORABLE.sub(" ", text)


def write_table(out: Path, head: Line, lines: Iterable[Line], title: str) -> None:
    """Write a table as a workbook or as CSV, by the file's ending.

    Raises:
        UsageError: the file can not be written.
    """
    content = as_workbook(head, lines, title) if out.suffix.lower() == ".xlsx" else as_csv(head, lines)
    with draft_of(out) as draft:
        draft.write_bytes(content)
