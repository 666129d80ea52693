"""Keeps the network of one database: in memory and in a folder, brought up to date by what each write touched.

The notes of each write say which nodes it touched. These and the facts that start at them are read again, all else is
kept. Where notes are missing everything is read. What comes out is what `Network.read` says.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from portalocker import LockException, LockFlags, lock

from graph.columns.columns import NetworkColumns
from graph.columns.counted import counts_of, keep_counts
from graph.columns.files import HEAD, KeptTables, read_kept, write_kept
from graph.columns.growing import GrowingTable
from graph.columns.layers import Layers, merged
from graph.columns.network import ColumnNetwork
from graph.columns.reading import read_all, read_touched
from graph.columns.table import Table
from graph.model.schema import Schema, load
from graph.network import Network
from graph.store.progress import Progress
from graph.store.view import Moment, View

_QUICKLY_READ = 30_000  # nodes and relationships
_READS = 5  # times it is tried again when somebody wrote meanwhile
_LARGE, _SHARE = 2000, 10  # rows of changes that are many: so many, and more than this part of the base


class Keeper:
    """Keeps the network of one database; threads may share it. Without a folder it is kept in memory only."""

    def __init__(self, folder: Path | None = None, schema: Schema | None = None) -> None:
        self._folder, self._schema = folder, schema or load()
        self._kept: KeptTables | None = None
        self._network: ColumnNetwork | None = None
        self._of = Moment()  # of which moment the network is
        self._ahead: tuple[KeptTables, int] | None = None  # what a unit of work saw, after how many steps of its own
        self._has_read = False  # whether anything had to be read of the database since somebody asked
        self._lock = Lock()
        self.whole = 0  # how often everything was read

    @property
    def has_kept(self) -> bool:
        """Whether something is kept, or everything had to be read: the next time only what changed has to be."""
        return self.has_at_hand or bool(self.whole) or (self._folder is not None and (self._folder / HEAD).exists())

    @property
    def has_at_hand(self) -> bool:
        """Whether something is kept in memory."""
        return self._kept is not None

    def network(self, view: View, progress: Progress | None = None) -> Network:
        """Return the network as it is in the database now; `progress` is told how much of a whole read is done.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        with self._lock:
            return self._as_of(view, view.moment(), progress)[0]

    def at_hand(self, view: View) -> Network | None:
        """Return the network as it is in the database now where little of it has to be read for that; else None.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        found = self._at_hand(view)
        return found[0] if found else None

    def follow(self, view: View, brought: int = 0) -> None:
        """Bring what is kept to where the database is, for who reads next, with how much there is.

        All is read only where that takes seconds, or little beside the writing of what was `brought`: so many nodes and
        facts.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        found = self._at_hand(view)
        if found is None and view.count(self._schema) <= max(_QUICKLY_READ, _SHARE * brought):
            with self._lock:
                found = self._as_of(view, view.moment())
        if found and self._folder and found[1].identity:
            keep_counts(self._folder, found[1], counts_of(found[0]))

    def ahead(self, view: View) -> Network:
        """Return the network as a unit of work sees it; it is kept once it is said that it stays (`keep`)."""
        with self._lock:
            now, steps = view.moment(), view.steps()
            found = self._updated(view, now) or self._first(view, now) or self._read(view, now, None)
            self._ahead = found, steps
            return network_of(self._schema, found)

    def keep(self, steps: int) -> None:
        """Keep what a unit of work saw, which was not rolled back and came to its end after so many steps.

        What it touched after it had looked is not in there: nothing is kept then, and who asks next reads it.
        """
        with self._lock:
            if self._ahead and steps and self._ahead[1] == steps and self._ahead[0].moment.identity:
                self._kept = self._ahead[0]
            self._ahead = None

    def forget(self) -> None:
        """Leave out what a unit of work saw that was rolled back, or is begun anew."""
        with self._lock:
            self._ahead = None

    def _first(self, view: View, now: Moment) -> KeptTables | None:
        """Return what the first writer of all sees, who has touched everything there is; None for any other."""
        if now.writes != 1 or now.version or not view.steps():
            return None
        touched = view.touched(0, 1)
        if touched is None:
            return None
        return KeptTables(now, self._alone_standing(read_touched(view, self._schema, touched)))

    def _as_of(self, view: View, now: Moment, progress: Progress | None = None) -> tuple[Network, Moment]:
        """Return the network as it is now, and the moment it is of, under the lock: others may read on meanwhile."""
        if self._network and now.identity and now == self._of:
            return self._network, self._of
        self._has_read = False
        self._kept = self._updated(view, now)
        if self._kept:
            kept = self._settled(view, now, progress)
        else:
            with self._alone("read.lock"):
                kept = self._settled(view, now, progress)
        self._network = network_of(self._schema, kept)
        self._kept, self._of = kept, kept.moment
        return self._network, self._of

    def _at_hand(self, view: View) -> tuple[Network, Moment] | None:
        """Return the network and its moment where little has to be read for that."""
        with self._lock:
            now = view.moment()
            kept = self._updated(view, now)
            self._kept = kept or self._kept
            return self._as_of(view, now) if kept else None

    def _settled(self, view: View, now: Moment, progress: Progress | None) -> KeptTables:
        """Return what there is when nobody writes; who reads everything does it alone: the others wait and use that."""
        for _ in range(_READS):
            kept = self._kept = self._updated(view, now) or self._read(view, now, progress)
            if not self._has_read:
                break
            self._has_read, before, now = False, now, view.moment()
            if now == before:
                break
        return self._written(kept, view)

    def _updated(self, view: View, now: Moment) -> KeptTables | None:
        """Return what there is now, from what is kept where that suffices."""
        for kept in (self._kept, self._from_folder):
            known = kept() if callable(kept) else kept
            found = self._later(view, now, known) if known else None
            if found:
                return found
        return None

    def _later(self, view: View, now: Moment, kept: KeptTables) -> KeptTables | None:
        """Return what was kept with what was touched since; None where that is not known."""
        if not now.identity or now.identity != kept.moment.identity or kept.moment.writes > now.writes:
            return None
        if kept.moment == now:
            return kept
        touched = view.touched(kept.moment.writes, now.writes)
        if touched is None:
            return None
        if not touched:
            return replace(kept, moment=now)
        self._has_read = True
        changes = merged(Layers(kept.layers.changes, read_touched(view, self._schema, touched)))
        return replace(kept, moment=now, layers=Layers(kept.layers.base, changes))

    def _read(self, view: View, now: Moment, progress: Progress | None) -> KeptTables:
        """Return everything, read anew."""
        self.whole += 1
        self._has_read = True
        return KeptTables(now, self._alone_standing(read_all(view, self._schema, progress)))

    def _alone_standing(self, base: Table) -> Layers:
        return Layers(base, GrowingTable(self._schema).done())

    def _from_folder(self) -> KeptTables | None:
        return read_kept(self._folder, self._schema) if self._folder else None

    def _written(self, kept: KeptTables, view: View) -> KeptTables:
        """Return what is kept, in the folder where that can be; many changes become part of the base."""
        changed = len(kept.layers.changes.nodes.ids) + len(kept.layers.changes.facts.ids)
        if changed > max(_LARGE, (kept.layers.node_count + kept.layers.fact_count) // _SHARE):
            kept = KeptTables(kept.moment, self._alone_standing(merged(kept.layers)))
        if self._folder is None or not kept.moment.identity:
            return kept
        with suppress(OSError), self._alone("write.lock"):  # a full or read-only disk: all is the same, only later
            found = self._from_folder()
            if found and found.moment.identity == kept.moment.identity and _is_later(found.moment, kept.moment, view):
                return kept
            return write_kept(self._folder, self._schema, kept)
        return kept

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Hold a lock of the folder; where it can not be had, go on."""
        handle = None
        if self._folder:
            with suppress(OSError, LockException):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                handle = os.fdopen(os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o600), "r+")
                lock(handle, LockFlags.EXCLUSIVE)
        try:
            yield
        finally:
            if handle:
                handle.close()


def _is_later(found: Moment, kept: Moment, view: View) -> bool:
    """Return whether what was found is as late as what is kept, or later, and of no future that was taken back."""
    return found == kept or (kept.writes <= found.writes and found.writes <= view.writes())


def stored(folder: Path, moment: Moment, schema: Schema | None = None) -> Network | None:
    """Return the network of exactly this moment from the files of a folder, without a database; None without it."""
    schema = schema or load()
    kept = read_kept(folder, schema)
    return network_of(schema, kept) if kept and moment.identity and kept.moment == moment else None


def network_of(schema: Schema, kept: KeptTables) -> ColumnNetwork:
    """Return the network of some tables."""
    return ColumnNetwork(schema, NetworkColumns(schema, kept.layers), kept.moment.version)
