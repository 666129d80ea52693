"""What a load did: figures, rejected rows, notes; as text, JSON, and an exit code."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.errors import InputError, sentence
from graph.model.bounded import total_of
from graph.store.changes import Changes
from ingest.records import Note

LOADED, SOME_REJECTED = 0, 1


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
    """The report on one file; `unchanged` are nodes and facts of one that was not read, since it is loaded as it is."""

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
    list_kind: str = ""
    unchanged: tuple[int, int] = (0, 0)

    @property
    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return how many nodes, and how many facts, are new, changed or as they were."""
        c, (nodes, facts) = self.changes, self.unchanged
        of_nodes = len(c.created), len(c.changed), len(c.unchanged) + nodes
        of_facts = len(c.facts_created), len(c.facts_changed), len(c.facts_unchanged) + facts
        names = ("created", "changed", "unchanged")
        return dict(zip(names, of_nodes, strict=True)), dict(zip(names, of_facts, strict=True))

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the report as JSON values."""
        nodes, facts = self.counts
        return {
            "file": self.file,
            "source": self.source,
            "event": {"name": self.event, "date": self.event_date} if self.event else None,
            "kind": self.kind,
            "list_kind": self.list_kind,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "nodes": nodes,
            "relationships": facts,
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


GROUPED = 5  # as many sentences of one kind are told one by one
_EXAMPLES = 3
_AND_MORE = "note_and_more"


def told_notes(notes: Sequence[Note], language: str) -> list[str]:
    """Return the notes as sentences; of many of one kind one sentence with their count and three examples."""
    groups: dict[tuple[str, str, str], list[Note]] = {}
    uncounted: Counter[tuple[str, str, str]] = Counter()
    group = ("", "", "")
    for note in notes:
        if note.key == _AND_MORE and isinstance(count := note.context.get("count"), int):
            uncounted[_group_of(note, groups) or group] += count  # without a column they follow those they count
            continue
        group = (note.key, note.sheet, note.column)
        groups.setdefault(group, []).append(note)
    said: list[str] = []
    for group, some in groups.items():
        places = [(n.where(language), str(n.context.get("value") or n.context.get("column") or "")) for n in some]
        said += _told([n.message(language) for n in some], places, len(some) + uncounted[group], language)
    return said


def _group_of(note: Note, groups: Mapping[tuple[str, str, str], Sequence[Note]]) -> tuple[str, str, str] | None:
    """Return the largest group about the column a note counts the rest of."""
    about = [group for group in groups if note.column and group[1:] == (note.sheet, note.column)]
    return max(about, key=lambda group: len(groups[group]), default=None)


def told_rejected(errors: Sequence[InputError], language: str) -> list[str]:
    """Return the reasons of rejected rows as sentences; of many of one kind one with count and three examples."""
    groups: dict[tuple[str, str, str], list[InputError]] = {}
    for error in errors:
        groups.setdefault((error.key, error.file, error.column), []).append(error)
    said: list[str] = []
    for some in groups.values():
        places = [(sentence("row", language, row=e.row) if e.row is not None else e.file, str(e.value)) for e in some]
        said += _told([e.message(language) for e in some], places, len(some), language)
    return said


def _told(messages: Sequence[str], places: Sequence[tuple[str, str]], count: int, language: str) -> list[str]:
    """Return the messages, or one sentence for them where there are many: the first, two others, and their count."""
    if count <= GROUPED:
        return [*messages]
    others = [f"{where} („{value}“)" if value else where for where, value in places[1:_EXAMPLES]]
    examples = ", ".join(filter(None, others))
    key = "notes_alike" if count == len(messages) else "notes_alike_first"
    rest, kept = count - 1 - len(others), len(messages)
    return [sentence(key, language, first=messages[0], examples=examples, count=count, rest=rest, kept=kept)]


def exit_code(reports: Sequence[FileReport]) -> int:
    """Return 0 when everything was loaded, 1 when rows were rejected."""
    return SOME_REJECTED if any(report.rejected for report in reports) else LOADED
