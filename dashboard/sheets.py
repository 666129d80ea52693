"""Tables for a spreadsheet, as CSV or workbook; no cell of them is ever a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from graph.cells import neutral

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
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in (head, *lines):
        cells = [WriteOnlyCell(sheet, value=neutral(ILLEGAL_CHARACTERS_RE.sub(" ", text))) for text in line]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
