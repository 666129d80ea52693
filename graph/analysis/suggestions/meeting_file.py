"""Dated meetings out of a CSV file: a day, and the names of those who met."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graph.analysis.suggestions.meetings import Meetings
from graph.errors import InputError
from graph.model.dates import first_day, parse_date
from graph.model.fold import fold

_LARGEST_FILE = 200_000_000


def read_meetings(path: Path) -> Meetings:
    """Return the meetings of a file with the columns `date` and `names`, the names separated by semicolons.

    Raises:
        InputError: the file can not be read, or lacks a column; or a day is none.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError("meetings_too_large", file=path.name)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return Meetings.of(_rows(path.name, csv.DictReader(file)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("meetings_unreadable", file=path.name, value=str(error)) from error


def _rows(file: str, rows: "csv.DictReader[str]") -> Iterator[tuple[date, set[str]]]:
    missing = {"date", "names"} - set(rows.fieldnames or ())
    if missing:
        raise InputError("meetings_column", file=file, column=min(missing))
    for row in rows:
        try:
            day = first_day(parse_date(row["date"] or ""))
        except ValueError as error:
            raise InputError("meetings_day", file=file, row=rows.line_num, column="date", value=row["date"]) from error
        yield day, {fold(name) for name in (row["names"] or "").split(";")} - {""}
