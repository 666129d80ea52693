"""Lists of findings for a spreadsheet, as CSV or workbook; no cell of them is ever a formula."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from dashboard.commands.finding_output import standing_words
from dashboard.commands.options import words
from dashboard.sentences import Sentences
from graph.analysis.questions import QUESTIONS, Finding, Standings
from graph.cells import neutral
from graph.drafts import draft_of
from graph.errors import UsageError

_COLUMNS = ("question", "finding", "reason", "advice", "source", "value", "state", "assigned_to", "id")
Rows = list[dict[str, str]]


def finding_rows(says: Sentences, standings: Standings, found: Mapping[str, Sequence[Finding]]) -> Rows:
    """Return a row of text for each finding, by its columns."""
    return [_row(says, standings, f) for findings in found.values() for f in findings]


def _row(says: Sentences, standings: Standings, finding: Finding) -> dict[str, str]:
    cells = (
        QUESTIONS[finding.question].title(says.language),
        finding.title.text(says.language),
        " ".join(reason.text(says.language) for reason in finding.reasons),
        finding.advice.text(says.language),
        "; ".join(map(says.citation, finding.evidence)),
        f"{finding.value:.3f}",
        standing_words(standings, finding),
        standings.of(finding).assigned_to,
        finding.id,
    )
    return dict(zip((words(f"analysis.column.{name}") for name in _COLUMNS), cells, strict=True))


def check_ending(out: Path) -> None:
    """Refuse a file that is neither CSV nor workbook, before the work is done.

    Raises:
        UsageError: another ending.
    """
    if out.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError("list_ending", file=str(out))


def write_list(rows: Rows, out: Path) -> int:
    """Write rows in the format of the file's ending and return how many there are.

    Raises:
        UsageError: another ending, or the file can not be written.
    """
    check_ending(out)
    content = as_workbook(rows) if out.suffix.lower() == ".xlsx" else as_csv(rows)
    with draft_of(out) as draft:
        draft.write_bytes(content)
    return len(rows)


def as_csv(rows: Rows) -> bytes:
    """Return rows as a CSV file that German spreadsheets open."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutral(name) for name in _head(rows)])
    writer.writerows([neutral(cell) for cell in row.values()] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def as_workbook(rows: Rows, title: str = "") -> bytes:
    """Return rows as a workbook of one sheet; every cell is text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title or date.today().isoformat())
    for cells in (_head(rows), *(list(row.values()) for row in rows)):
        written = []
        for text in cells:
            cell = WriteOnlyCell(sheet, value=neutral(ILLEGAL_CHARACTERS_RE.sub(" ", text)))
            cell.data_type = "s"
            written.append(cell)
        sheet.append(written)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _head(rows: Rows) -> list[str]:
    return list(rows[0]) if rows else [words(f"analysis.column.{name}") for name in _COLUMNS]
