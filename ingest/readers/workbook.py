"""Workbooks: XLSX, XLS and ODS through calamine, looked through before they are opened."""

import datetime
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from graph.errors import InputError
from ingest.readers.archive import look_through
from ingest.readers.entities import without_entities
from ingest.readers.merged import Below, Range, has_spans, spans_in
from ingest.readers.table import LONGEST_CELL, MOST_COLUMNS, Row, Sheet, where


def read_workbook(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        InputError: an unsafe archive, or one that can not be read.
    """
    if zipfile.is_zipfile(path):
        look_through(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = list(workbook.sheet_names)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("broken_workbook", file=path.name, detail=_first_line(error)) from error
    shown = [name if len(names) > 1 else "" for name in names]
    spans = spans_in(path) if path.suffix.lower() == ".ods" and has_spans(path) else {}
    below = spans or {}
    return [
        Sheet(
            path.name,
            title,
            partial(_rows, workbook, where(path.name, title), name, below.get(name, ())),
            merged_unread=spans is None,
        )
        for title, name in zip(shown, names, strict=True)
    ]


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
        if any(len(text) > LONGEST_CELL for text in texts):
            raise InputError("cell_too_long", file=file, row=number, limit=LONGEST_CELL)
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
