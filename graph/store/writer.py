"""Writing: a load of one source is one unit, tried again after conflicts, and seen by nobody before it is whole.

A file of office size is one transaction. A larger one takes several, since a transaction is held in memory; until
the last of them the source is marked as unfinished, and readers leave out what only unfinished sources say.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from typing import Any

from graph.access.acts import UPKEEP, act
from graph.model.facts import Record, Source
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.batch import Batch
from graph.store.batch_size import batched
from graph.store.changes import Changes
from graph.store.owed import KEEP_OWED, OWE_JOIN, join_id
from graph.store.running import Running
from graph.store.said import note_said
from graph.store.sources import write_source
from graph.store.transaction import Tx
from graph.store.whole_loads import WholeLoad, write_marks

_log = logging.getLogger(__name__)  # ids and numbers only: a log is read by others than the data
RECORDS = 2000  # a batch: flat memory, and few enough round trips
TRANSACTION = 20_000  # records: about 400 MB in the embedded engine
Progress = Callable[[int], object]


def fit(records: int) -> bool:
    """Return whether one transaction holds so many records."""
    return records <= TRANSACTION


class Writer:
    """Writes loads; each of them holds the store's write lock, so writers queue and never mix."""

    def __init__(self, running: Running, schema: Schema, clock: Callable[[], datetime]) -> None:
        self._running, self._schema, self._clock = running, schema, clock

    @act("import")
    def load(
        self,
        source: Source,
        records: Iterable[Record],
        *,
        dry_run: bool = False,
        progress: Progress = lambda done: None,
        open_ended: bool = False,
    ) -> Changes:
        """Write all records of a source and return what that changed; with `dry_run` nothing stays written.

        `progress` gets the number of records done. A dry run of more records than one transaction holds counts
        a node twice when only an earlier transaction would have told that two of its keys belong together.
        With `open_ended` the source stays unfinished, and a join is owed, until a load of it without records ends it.

        Raises:
            StoreUnavailable: the database went away; loading again finishes the work.
            StoreConflict: other writers were faster again and again.
        """
        total = Changes()
        done = 0
        with self._running.alone():
            for part, is_last in _with_last(batched(records, TRANSACTION)):
                ends = is_last and not open_ended
                work = partial(self._part, source, part, total, ends, open_ended, _shifted(progress, done))
                total.add(self._running.rehearse(work) if dry_run else self._running.write(work))
                done += len(part)
        mark = " (dry run)" if dry_run else self._running.mark
        _log.info("load of %s%s: %d records, %s", source.id, mark, done, total.counts())
        return total

    def _part(
        self,
        source: Source,
        records: Sequence[Record],
        before: Changes,
        is_last: bool,
        owes: bool,
        progress: Progress,
        tx: Tx,
    ) -> Changes:
        batch = Batch(tx, self._schema, source, self._now(), Changes())
        done = 0
        with tx.adding():
            for part, ahead in pairwise([*batched(records, RECORDS), []]):
                batch.write(part, ahead)
                done += len(part)
                progress(done)
            is_new = write_source(tx, source, batch.changes, self._now(), is_last=is_last)
            if batch.changes.any:
                note_said(tx, source.id, batch.said, is_new=is_new)
        if is_last and (batch.changes.any or before.any):
            tx.changed = True
        if owes and batch.changes.any:
            tx.write(OWE_JOIN, id=join_id(source.id), source=source.id)
        return batch.changes

    @act("import")
    def owe_join(self, source_id: str) -> None:
        """Note, in the unit that loads a source, that what it makes certain is to be merged when all of a run is in."""
        row = {"id": join_id(source_id), "source": source_id, "taken_back": None}
        with self._running.alone():
            self._running.write(lambda tx: tx.write(KEEP_OWED, rows=[row]))

    @act(UPKEEP)
    def note_whole(self, loads: Sequence[WholeLoad]) -> None:
        """Note, in the unit that made them whole, which loads need not be done again."""
        with self._running.alone():
            self._running.write(lambda tx: write_marks(tx, loads))

    @act(UPKEEP)
    def place(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Store where actors stand on the map; that is no fact and does not change the data version."""
        by_label: dict[str, list[dict[str, Any]]] = {}
        for node_id, (x, y) in sorted(positions.items()):
            row = {"id": node_id, "properties": {"map_x": x, "map_y": y}}
            by_label.setdefault(self._schema.label_of(node_id), []).append(row)

        def work(tx: Tx) -> None:
            for label, rows in by_label.items():
                for part in batched(rows, RECORDS):
                    with tx.adding():
                        tx.write(cypher.update_nodes(label), rows=part)

        with self._running.alone():
            self._running.write(work)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")


def _with_last(parts: Iterable[list[Record]]) -> Iterator[tuple[list[Record], bool]]:
    """Yield each part with whether it is the last; one empty part where there is none."""
    before: list[Record] | None = None
    for part in parts:
        if before is not None:
            yield before, False
        before = part
    yield before or [], True


def _shifted(progress: Progress, done: int) -> Progress:
    return lambda more: progress(done + more)
