"""A file understood: its records, what was met on the way, and the kind of file that understands it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record, Source
from graph.model.proposals import Proposal
from graph.network import Network
from ingest.readers.probe import Probe
from ingest.records.allowance import Allowance
from ingest.records.lengths import refuse_long
from ingest.records.notes import Note, Rejected
from ingest.records.options import Options


@dataclass(slots=True)
class RowLog:
    """What was met while mapping; `rows` counts those that held anything. `allowance` is the time that is left."""

    rows: int = 0
    rejected: Rejected = field(default_factory=Rejected)
    notes: list[Note] = field(default_factory=list)
    allowance: Allowance | None = None

    @contextmanager
    def row(self) -> Iterator[None]:
        """Count a row while it is read; what is wrong with it rejects it, and reading goes on."""
        self.rows += 1
        if self.allowance:
            self.allowance.check(self.rows)
        try:
            yield
        except InputError as error:
            self.rejected.append(error)

    def taken(self, record: Callable[[], Record | None]) -> Iterator[Record]:
        """Yield the record of one row, counted; none where the row gives none, or is rejected."""
        found = None
        with self.row():
            found = record()
        if found:
            yield found


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file understood: its source, and its records, read anew at each call; findings are noted on the way.

    A document has no records but `proposals`: what it seems to say, beside a network, for a person to decide.
    `list_kind` is what kind of list it was taken for, "" for what is no list; `event_is_guessed` tells that nobody
    named the event.
    """

    source: Source
    records: Callable[[RowLog], Iterator[Record]]
    event: str = ""
    event_date: str = ""
    proposals: Callable[[Network], Sequence[Proposal]] | None = None
    list_kind: str = ""
    event_is_guessed: bool = False


def bounded(mapped: Mapped, path: Path) -> Mapped:
    """Return a file as it was understood, without records that hold a value too long, and given up when time is up."""

    def records(row_log: RowLog) -> Iterator[Record]:
        row_log.allowance = Allowance(path)
        for record in row_log.allowance.while_reading(mapped.records(row_log)):
            row_log.allowance.check(row_log.rows)
            try:
                refuse_long(record, path.name)
            except InputError as error:
                row_log.rejected.append(error)
            else:
                yield record

    return replace(mapped, records=records)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its endings, whether a file with one of them is of this kind, and how it is understood.

    A `general` kind takes what no other one recognises.
    """

    name: str
    endings: Sequence[str]
    understand: Callable[[Path, str, Options], Mapped]
    recognises: Callable[[Probe], bool] = lambda _: True
    general: bool = False
