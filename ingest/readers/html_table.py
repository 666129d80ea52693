"""Tables in HTML, which many programs save under the ending .xls and spreadsheets open as if nothing were."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from graph.errors import InputError
from ingest.readers.encoding import find_encoding
from ingest.readers.packed import open_text
from ingest.readers.table import LONGEST_CELL, MOST_COLUMNS, Row, Sheet, refuse_long_cells

_PART = 1 << 16
_BREAKS = ("br", "p", "div", "li")
_SILENT = ("script", "style", "title")
_START = 4096


def is_html(path: Path) -> bool:
    """Return whether a file begins as a page or a table of HTML does."""
    with path.open("rb") as file:
        start = file.read(_START).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")) or (
        start.startswith(b"<") and b"<table" in start
    )


def read_html(path: Path) -> list[Sheet]:
    """Return the tables of a page, those without rows left out.

    Raises:
        InputError: there is none, no encoding fits, or a table is far too large.
    """
    parser = _Tables(path.name)
    with open_text(path, find_encoding(path)) as file:
        while part := file.read(_PART):
            parser.feed(part)
    parser.close()
    tables = [table for table in parser.tables if table]
    if not tables:
        raise InputError("html_without_table", file=path.name)
    names = [f"{number}" if len(tables) > 1 else "" for number in range(1, len(tables) + 1)]
    return [Sheet(path.name, name, _TableRows(table)) for name, table in zip(names, tables, strict=True)]


@dataclass(frozen=True, slots=True)
class _TableRows:
    rows: list[Row]

    def __call__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read: its rows, the open row and cell, and the cells that reach into later rows."""

    rows: list[Row] = field(default_factory=list)
    number: int = 0
    cells: list[str] | None = None
    text: list[str] | None = None
    span: tuple[int, int] = (1, 1)
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    kept: dict[int, tuple[int, str]] = field(default_factory=dict)  # for the row after this one


class _Tables(HTMLParser):
    """Collects the rows of all tables; a table within a cell is one of its own."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file, self.tables, self._open, self._silent = file, list[list[Row]](), list[_OpenTable](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag == "table":
            self._open.append(_OpenTable())
            self.tables.append(self._open[-1].rows)
        elif self._open and tag == "tr":
            self._end_row()
            self._open[-1].cells = []
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            table, said = self._open[-1], dict(attrs)
            table.cells = [] if table.cells is None else table.cells
            table.text, table.span = [], (_number(said.get("colspan")), _number(said.get("rowspan")))
        elif self._open and tag in _BREAKS and self._open[-1].text:
            self._open[-1].text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if not self._open:
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].text is not None and not self._silent:
            self._open[-1].text.append(" ".join(data.split("\n")) if data.strip() else " ")

    def close(self) -> None:
        super().close()
        while self._open:
            self._end_row()
            self._open.pop()

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.text is None or table.cells is None:
            return
        self._fill(table)
        lines = (" ".join(line.split()) for line in "".join(table.text).split("\n"))
        text, (across, down) = "\n".join(filter(None, lines)), table.span
        if len(text) > LONGEST_CELL:
            refuse_long_cells(self.file, table.number + 1, [*table.cells, text])
        if down > 1:
            table.kept[len(table.cells)] = (down - 1, text)
        table.cells += [text, *[""] * (across - 1)]
        table.text = None
        if len(table.cells) > MOST_COLUMNS:
            value = len(table.cells)
            raise InputError("too_many_columns", file=self.file, row=table.number + 1, value=value, limit=MOST_COLUMNS)

    def _end_row(self) -> None:
        table = self._open[-1]
        self._end_cell()
        if table.cells is None:
            return
        self._fill(table)
        table.number += 1
        table.below, table.kept = table.kept, {}
        if any(table.cells):
            table.rows.append(Row(table.number, tuple(table.cells)))
        table.cells = None

    def _fill(self, table: _OpenTable) -> None:
        """Put in what cells above reach down with."""
        while table.cells is not None and len(table.cells) in table.below:
            column = len(table.cells)
            left, text = table.below.pop(column)
            if left > 1:
                table.kept[column] = (left - 1, text)
            table.cells.append(text)


def _number(text: str | None) -> int:
    return min(int(text), MOST_COLUMNS) if text and text.isdecimal() and int(text) else 1
