"""CSV: the tables one below the other, each under its title; no cell is ever a formula."""

import csv
from collections.abc import Iterable
from pathlib import Path

from briefing.documents.document import Briefing
from briefing.renderers import RenderOptions
from briefing.renderers.workbook import sheets
from graph.files.cells import neutral


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the tables with semicolons and a byte order mark, as German spreadsheets expect them."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        for title, columns, rows in sheets(briefing):
            writer.writerow(_cells([title]))
            writer.writerow(_cells(columns))
            writer.writerows(_cells(row) for row in rows)
            writer.writerow([])


def _cells(row: Iterable[str]) -> list[str]:
    return [neutral(value.replace("\0", " ")) for value in row]
