"""Tables for a spreadsheet, as CSV or workbook; no cell of them is ever a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from graph.cells import neutral

LONGEST_CELL = 32_767  # characters, in a workbook
Line = Sequence[str]


def as_csv(head: Line, lines: Iterable[Line]) -> bytes:
    """Return a table as a CSV file that German spreadsheets open."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in line] for line in (head, *lines))
    return file.getvalue().encode("utf-8-sig")


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
    """Return the cells of a row in which "=1+1" is a text, without what no workbook can hold, cut where one ends."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cells = [WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", text)[:LONGEST_CELL]) for text in line]
    for cell in cells:
        cell.data_type = "s"
    return cells
