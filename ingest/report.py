"""What a load did: figures, rejected rows, notes; as text, JSON, and an exit code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import InputError, sentence
from graph.store.batch import Changes

LOADED, SOME_REJECTED = 0, 1


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was read and not used, with its place."""

    key: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    place: str = ""
    context: dict[str, object] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the note as a sentence, its place before it."""
        row = sentence("row", language, row=self.row) if self.row is not None else ""
        column = sentence("column", language, column=self.column) if self.column else ""
        where = ", ".join(filter(None, (self.sheet, row, column, self.place)))
        text = sentence(self.key, language, **self.context)
        return f"{where}: {text}" if where else text


@dataclass(frozen=True, slots=True)
class FileReport:
    """The report on one file."""

    file: str
    source: str
    rows: int
    rejected: Sequence[InputError]
    notes: Sequence[Note]
    changes: Changes
    dry_run: bool = False
    event: str = ""
    event_date: str = ""

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the report as JSON values."""
        c = self.changes
        return {
            "file": self.file,
            "source": self.source,
            "event": {"name": self.event, "date": self.event_date} if self.event else None,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "nodes": {"created": len(c.created), "changed": len(c.changed), "unchanged": len(c.unchanged)},
            "relationships": {
                "created": len(c.facts_created),
                "changed": len(c.facts_changed),
                "unchanged": len(c.facts_unchanged),
            },
            "rejected": [
                {
                    "file": e.file,
                    "row": e.row,
                    "column": e.column,
                    "value": e.value,
                    "reason": e.reason(language),
                }
                for e in self.rejected
            ],
            "notes": [note.message(language) for note in self.notes],
        }


def exit_code(reports: Sequence[FileReport]) -> int:
    """Return 0 when everything was loaded, 1 when rows were rejected."""
    return SOME_REJECTED if any(report.rejected for report in reports) else LOADED
