"""What a load did: figures, rejected rows, notes; as text, JSON, and an exit code."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.errors import InputError, sentence
from graph.model.bounded import Kept, total_of
from graph.store.changes import Changes

LOADED, SOME_REJECTED = 0, 1


class Rejected(Kept[InputError]):
    """The first rejected rows, and the number of all of them."""

    def append(self, item: InputError) -> None:
        """Add an error without the calls that led to it: they would keep whole rows in memory."""
        super().append(item.with_traceback(None))


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
        text = sentence(self.key, language, **self._said(language))
        return f"{where}: {text}" if where else text

    def _said(self, language: str) -> dict[str, object]:
        """Return the context, with the meaning of a column in words."""
        meaning = self.context.get("meaning")
        return self.context | ({"meaning": sentence(f"column_means_{meaning}", language)} if meaning else {})


@dataclass(frozen=True, slots=True)
class Replaced:
    """A source whose place another one took, and what nobody says any more since; the first of it by name."""

    id: str
    title: str
    nodes: int
    facts: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """Two nodes that were made one after a load: the decision by which that can be undone, and what was compared."""

    decision: str
    keep: str
    other: str
    compared: tuple[str, ...] = ()


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
    kind: str = ""
    replaced: Sequence[Replaced] = ()
    merged: Sequence[Merged] = ()
    waiting: int = 0

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the report as JSON values."""
        c = self.changes
        return {
            "file": self.file,
            "source": self.source,
            "event": {"name": self.event, "date": self.event_date} if self.event else None,
            "kind": self.kind,
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
            "rejected_count": total_of(self.rejected),
            "notes": [note.message(language) for note in self.notes],
            "replaced": [asdict(old) for old in self.replaced],
            "merged": [asdict(one) for one in self.merged],
            "waiting": self.waiting,
            "preview": self.preview(),
        }

    def preview(self) -> dict[str, list[dict[str, str]]]:
        """Return the first nodes and relationships that are made or changed, in names."""
        return {
            "nodes": [
                {"type": s.label, "name": s.name, "change": s.state.name.lower()} for s in self.changes.node_samples
            ],
            "relationships": [
                {"type": s.type, "start": s.start, "end": s.end, "role": s.role, "change": s.state.name.lower()}
                for s in self.changes.fact_samples
            ],
        }


def exit_code(reports: Sequence[FileReport]) -> int:
    """Return 0 when everything was loaded, 1 when rows were rejected."""
    return SOME_REJECTED if any(report.rejected for report in reports) else LOADED
