"""Workbooks: XLSX, XLS and ODS through calamine, looked through before they are opened."""

import datetime
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from graph.errors import InputError
from ingest.readers.archive import look_through
from ingest.readers.delimited import read_delimited
from ingest.readers.entities import without_entities
from ingest.readers.hidden import hidden_rows
from ingest.readers.html_table import is_html, read_html
from ingest.readers.merged import Below, Range, has_spans, spans_in
from ingest.readers.table import MOST_COLUMNS, Row, Sheet, refuse_long_cells, where

_OLD = ".xls"  # the ending that programs give to HTML and CSV, so that a spreadsheet opens them
_START = 4096  # bytes by which a text is told from a workbook


def read_workbook(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook; HTML and CSV under the ending .xls are read as what they are.

    Raises:
        InputError: an unsafe archive, or one that can not be read.
    """
    if zipfile.is_zipfile(path):
        look_through(path)
    elif path.suffix.lower() == _OLD and is_html(path):
        return read_html(path)
    elif path.suffix.lower() == _OLD and is_text(path):
        return read_delimited(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = list(workbook.sheet_names)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("broken_workbook", file=path.name, detail=_first_line(error)) from error
    shown = [name if len(names) > 1 else "" for name in names]
    spans = spans_in(path) if path.suffix.lower() == ".ods" and has_spans(path) else {}
    below = spans or {}
    apart = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible]
    hidden = set(apart) if len(apart) < len(names) else set()  # all of them: then that is how it is meant
    return [
        Sheet(
            path.name,
            title,
            partial(_rows, workbook, where(path.name, title), name, below.get(name, ())),
            merged_unread=spans is None,
            is_hidden=name in hidden,
            hidden_rows=partial(hidden_rows, path, index),
        )
        for index, (title, name) in enumerate(zip(shown, names, strict=True))
    ]


def is_text(path: Path) -> bool:
    """Return whether a file is a text with separators, as programs save it under the ending of a workbook."""
    with path.open("rb") as file:
        start = file.read(_START)
    lines = start.split(b"\n")
    return (
        b"\0" not in start and bool(start) and all(byte >= 32 or byte in b"\t\r\n" for byte in start) and len(lines) > 1
    )


def _rows(workbook: CalamineWorkbook, file: str, name: str, spans: Sequence[Range]) -> Iterator[Row]:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise InputError("broken_workbook", file=file, detail=_first_line(error)) from error
    below = Below(sheet.merged_cell_ranges or spans)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if len(cells) > MOST_COLUMNS:
            raise InputError("too_many_columns", file=file, row=number, value=len(cells), limit=MOST_COLUMNS)
        if cells.count("") == len(cells):
            continue
        texts = below.fill(number - 1, tuple(_text(cell) for cell in cells))
        refuse_long_cells(file, number, texts)
        yield Row(number, texts)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.datetime):
        return cell.isoformat()
    return without_entities(str(cell)).strip()


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
