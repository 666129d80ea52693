"""The pipeline: a file is read and mapped, checked as a whole, resolved against the network and written."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record, Source
from graph.store import Access
from graph.store.changes import Changes, Overruled
from ingest.loading.erased_people import Gate
from ingest.loading.proposing import propose
from ingest.loading.report import FileReport
from ingest.readers.checksum import checksum
from ingest.records import Mapped, Note, Options, RowLog
from ingest.sources import kind_of

MOST_REJECTED = 0.1  # share of rows that may be rejected before a file is refused
SHOWN = 5  # rejected rows that a refusal lists
KEPT = 50_000  # records kept between checking and writing; larger files are read a second time
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that passed all checks and is ready to be written."""

    path: Path
    mapped: Mapped
    row_log: RowLog
    kept: Sequence[Record] | None
    name: str
    kind: str
    options: Options = field(default_factory=Options)

    @property
    def source(self) -> Source:
        """Return the source the file is."""
        return self.mapped.source

    def records(self) -> Iterator[Record]:
        """Return the records, kept or read again."""
        return iter(self.kept) if self.kept is not None else self.mapped.records(RowLog())

    @property
    def count(self) -> int:
        """Return how many records there are, as far as that is known before they are written."""
        return len(self.kept) if self.kept is not None else self.row_log.rows - self.row_log.rejected.total


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for reference cycles less often: loading makes millions of objects and none of those."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_rare_collection()
def prepare(
    path: Path, options: Options, *, most_rejected: float = MOST_REJECTED, keep: int | None = None, name: str = ""
) -> Prepared:
    """Read, map and check a file; nothing is written. `name` is what reports call it, "" its own.

    Up to `keep` records stay in memory until they are written; a file with more is read a second time.

    Raises:
        InputError: the file, or more than `most_rejected` of its rows, can not be used.
    """
    _refuse_broken_text(path, options)
    sha256 = checksum(path)
    kind = kind_of(path, options.kind)
    mapped = kind.understand(path, sha256, options)
    row_log = RowLog()
    kept: list[Record] | None = []
    for record in mapped.records(row_log):
        if kept is not None:
            kept.append(record)
            if len(kept) > (KEPT if keep is None else keep):
                kept = None
    if row_log.rejected.total > round(most_rejected * row_log.rows, 6):  # 0.29 * 100 is 28.999...
        if row_log.rows == 1:
            raise row_log.rejected[0]
        raise _TooManyRejected(path.name, row_log)
    return Prepared(path, mapped, row_log, kept, name or path.name, kind.name, options)


class _TooManyRejected(InputError):
    """More rows than allowed are rejected; the first of them are listed."""

    def __init__(self, file: str, row_log: RowLog) -> None:
        super().__init__("too_many_rejected", file=file, rejected=row_log.rejected.total, rows=row_log.rows, first="")
        self.first = row_log.rejected[:SHOWN]

    def message(self, language: str = "de") -> str:
        self._list_first(language)
        return super().message(language)

    def reason(self, language: str = "de") -> str:
        self._list_first(language)
        return super().reason(language)

    def _list_first(self, language: str) -> None:
        self.context["first"] = "\n".join(f"  {error.message(language)}" for error in self.first)


@_rare_collection()
def load(
    store: Access, prepared: Prepared, *, dry_run: bool = False, progress: Progress = lambda *_: None
) -> FileReport:
    """Write a prepared file and return its report; with `dry_run` say what would change.

    Raises:
        StoreError: the database is away or busy; nothing of the file is kept.
    """
    gate = Gate.of(store, prepared.row_log.notes)
    if prepared.mapped.proposals:
        return propose(store, gate.source(prepared.source), prepared.mapped.proposals, gate, dry_run=dry_run)
    changes = store.writer().load(
        gate.source(prepared.source),
        gate.records(prepared.records()),
        dry_run=dry_run,
        progress=lambda done: progress(prepared.name, done, prepared.count),
    )
    return report_on(store, prepared, changes, dry_run=dry_run)


def report_on(store: Access, prepared: Prepared, changes: Changes, *, dry_run: bool = False) -> FileReport:
    """Return the report on a file that was written."""
    row_log = prepared.row_log
    same = [
        Note("note_same_content", context={"value": known["name"]})
        for known in store.view().sources(sha256=prepared.source.sha256)
        if known["id"] != prepared.source.id
    ]
    loops = [Note("note_loop", place=place, context={"type": name}) for name, place in changes.loops]
    apart = [Note("note_apart", place=place, context={"value": name}) for name, place in changes.apart]
    held = [
        Note("note_fact_correction_holds" if one.what.isupper() else "note_correction_holds", context=_overruled(one))
        for one in changes.overruled
    ]
    return FileReport(
        prepared.name,
        prepared.source.id,
        row_log.rows,
        row_log.rejected,
        [*row_log.notes, *loops, *apart, *held, *same],
        changes,
        dry_run,
        prepared.mapped.event,
        prepared.mapped.event_date,
        prepared.kind,
        list_kind=prepared.mapped.list_kind,
    )


def _overruled(one: Overruled) -> dict[str, object]:
    return {"name": one.name, "field": one.what, "said": one.said, "holds": one.holds or "–"}


def _refuse_broken_text(path: Path, options: Options) -> None:
    """Refuse names that are no text: they could not be stored."""
    for text in (path.name, options.title, options.publisher, options.event):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            shown = text.encode(errors="replace").decode()
            raise InputError("bad_name", file=path.name.encode(errors="replace").decode(), value=shown) from error
