"""A workbook: one sheet a table, one for the text and one for the sources; no cell is ever a formula."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from briefing.documents.document import Briefing, Map, NotedText, Table
from briefing.exchange.sheets import storable, text_cells
from briefing.renderers import RenderOptions
from briefing.renderers.text import sentences, with_notes

_NO_TITLE = re.compile(r"[\[\]:*?/\\']")
Row = Iterable[str]


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as a workbook; the paper is that on which its sheets are printed."""
    book = Workbook(write_only=True)
    book.properties.title = storable(briefing.title)
    book.properties.creator = "Akteursnetz"
    book.properties.language = briefing.language
    book.properties.created = book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    names = _SheetNames()
    for title, columns, rows in sheets(briefing):
        _sheet(book, names.free(title), columns, rows, options)
    book.save(out)


def sheets(briefing: Briefing) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    """Yield title, columns and rows of each sheet."""
    yield briefing.words["contents"], [briefing.title, briefing.subtitle], _text(briefing)
    for section in briefing.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block.title, block.columns, (map(_cell, row) for row in block.rows)
            elif isinstance(block, Map):
                yield block_title(briefing), _link_columns(briefing), _links(block)
    notes = ([str(n.number), n.text, n.url] for n in briefing.notes)
    yield briefing.words["sources"], ["", briefing.words["sources"], "URL"], notes


def block_title(briefing: Briefing) -> str:
    """Return what the sheet of the map is called."""
    return briefing.words["map"]


def _text(briefing: Briefing) -> Iterator[Row]:
    for section in briefing.sections:
        yield [section.title, ""]
        for sentence in sentences(section.blocks):
            yield ["", sentence]


def _link_columns(briefing: Briefing) -> list[str]:
    words = briefing.words
    return [words["from"], words["to"], words["tie"], words["line"]]


def _links(block: Map) -> Iterator[Row]:
    names = {f.id: f.name for f in block.picture.figures}
    return ([names[k.a], names[k.b], k.label, block.lines.get(k.line, k.line)] for k in block.picture.links)


def _cell(pieces: tuple[NotedText, ...]) -> str:
    return with_notes(pieces)


def _sheet(book: Workbook, title: str, columns: Row, rows: Iterable[Row], options: RenderOptions) -> None:
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.page_setup.paperSize = 8 if options.paper == "A3" else 9
    sheet.page_setup.orientation = "landscape" if options.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    head = _cells(sheet, columns)
    for i, cell in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = 34
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append(_cells(sheet, row))


def _cells(sheet: Any, row: Row) -> list[Any]:
    cells = text_cells(sheet, row)
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cells


class _SheetNames:
    """Names of sheets: 31 signs at most, none twice."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def free(self, title: str) -> str:
        """Return a name that is allowed and not taken."""
        plain = _NO_TITLE.sub(" ", storable(title)).strip() or "-"
        name, n = plain[:31], 1
        while name.lower() in self._used:
            n += 1
            name = f"{plain[: 31 - len(str(n)) - 1]} {n}"
        self._used.add(name.lower())
        return name
