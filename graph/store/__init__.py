"""The store: one Bolt connection to either engine, with a `View` that reads and a `Writer` that writes."""

import logging
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from graph.errors import InputError, StoreError, UsageError
from graph.model.schema import Schema, load
from graph.store import cypher
from graph.store.change_notes import afresh
from graph.store.cluster import is_routed, share_bookmarks
from graph.store.copying import copy
from graph.store.curator import Curator
from graph.store.migrate import STEPS, migrate
from graph.store.restoring import fill, is_empty, is_restoring
from graph.store.retry import refusals, session, write
from graph.store.running import Lock, OpenTransaction, OwnTransactions
from graph.store.transaction import Tx
from graph.store.unit import Access, Unit
from graph.store.view import View
from graph.store.writer import Writer

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

LIVENESS = 2.0  # seconds a connection may lie idle before it is asked whether it lives: servers are restarted
_log = logging.getLogger(__name__)
T = TypeVar("T")


class Store:
    """A database with the schema of this program; `close` it, or use it in a `with` statement."""

    def __init__(
        self,
        uri: str,
        username: str,
        password: str,
        database: str,
        *,
        engine: str = "neo4j",
        lock: Lock = nullcontext,
        on_close: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        snapshots: Path | None = None,
        keys: Path | None = None,
    ) -> None:
        from graph.store.bolt import GraphDatabase

        self.engine = engine
        self.uri = uri
        self.database = database
        self.schema: Schema = load()
        self.snapshots = snapshots  # where the network is kept between processes
        self.keys = keys  # where the key of fingerprints is, and the book of who was erased
        self._lock, self._on_close, self._clock = lock, on_close, clock
        self._driver: Driver = GraphDatabase.driver(
            uri,
            auth=(username, password),
            notifications_min_severity="OFF",
            connection_timeout=10,
            max_transaction_retry_time=5,
            liveness_check_timeout=LIVENESS,
        )
        if is_routed(self._driver):
            share_bookmarks(self._driver, uri, database)

    def migrate(self) -> int:
        """Make constraints and bring the database to the newest schema version; return the steps taken.

        An up-to-date database is not locked for that: reading does not wait for somebody else's load.
        """
        if self.view().schema_version() == len(STEPS):
            return 0
        with self._lock():
            return migrate(self._driver, self.database, self.schema)

    def view(self) -> View:
        """Return the reading side."""
        return View(self._driver, self.database, self.schema)

    def writer(self) -> Writer:
        """Return the writing side."""
        return Writer(self._running(), self.schema, self._clock)

    def curator(self) -> Curator:
        """Return the side that merges, parts and withdraws."""
        return Curator(self._running(), self.schema, self._clock)

    def unit(self, work: Callable[[Unit], T], *, dry_run: bool = False) -> T:
        """Return what `work` returns: all it writes is one transaction under the write lock; with `dry_run` none stays.

        After a conflict the work is begun again, so it must not count on what an earlier try has found.

        Raises:
            StoreConflict: other writers were faster again and again.
            StoreUnavailable: the database went away; nothing was written.
        """

        def in_transaction(tx: Tx) -> T:
            return work(
                Unit(
                    OpenTransaction(tx, " (dry run)" if dry_run else ""),
                    self.schema,
                    self._clock,
                    self.snapshots,
                    self.keys,
                )
            )

        running = self._running()
        with running.alone():
            return running.rehearse(in_transaction) if dry_run else running.write(in_transaction)

    def finish_owed(self) -> int:
        """Do what a broken run left to be done and return how many withdrawals that were.

        Nobody has seen any of it meanwhile; a load that broke off is finished by loading the file again.
        """
        return self.curator().finish_owed() if self.view().owed_withdrawals() else 0

    def _running(self) -> OwnTransactions:
        return OwnTransactions(self._driver, self.database, self._lock)

    def server(self) -> str:
        """Return name and version of the database program.

        Raises:
            StoreUnavailable: it can not be reached, or refuses the password.
        """
        with refusals(), session(self._driver, self.database) as current:
            summary = current.run("RETURN 1").consume()
        return str(summary.server.agent)

    def erase_everything(self) -> None:
        """Delete every node, relationship and key; constraints stay. There is no way back."""
        with self._lock():
            self._erase()
        _log.info("everything erased")

    def take_over(self, view: View, progress: Callable[[int, int], object] = lambda done, total: None) -> int:
        """Write all that a view of another store reads into this empty one; return how many nodes and facts.

        Raises:
            StoreUnavailable: one of them went away; this store is not whole.
        """
        return copy(view, self._driver, self.database, self.schema, progress)

    def forget_kept(self) -> None:
        """Let nothing count any more that was kept of the store, and forget the notes of who was touched by what."""

        def forget(tx: Tx) -> None:
            tx.write(cypher.FORGET_IDENTITY)
            tx.write(cypher.FORGET_NOTES)

        with self._lock():
            write(self._driver, self.database, partial(afresh, forget))

    def _erase(self) -> None:
        # Nothing that was kept of the store counts from here on, also if this breaks off.
        write(self._driver, self.database, partial(afresh, lambda tx: tx.write(cypher.FORGET_IDENTITY)))
        while write(self._driver, self.database, partial(afresh, lambda tx: tx.write(cypher.ERASE)[0]["n"])):
            pass

    def restore(self, path: Path, progress: Callable[[int, int], object] = lambda done, total: None) -> int:
        """Make this store what it was when an export was written, and return the number of lines read.

        What breaks off is taken back, by the next restoration at the latest.

        Raises:
            UsageError: there is something in the store.
            InputError: the export is not whole, or not one of this program.
        """
        with self._lock():
            if write(self._driver, self.database, is_restoring):
                self._start_over()
            elif not write(self._driver, self.database, is_empty):
                raise UsageError("store_not_empty")
            try:
                count = fill(self._driver, self.database, self.schema, path, progress)
            except InputError:
                raise
            except Exception:
                with suppress(StoreError):
                    self._start_over()
                raise
        _log.info("restored: %d lines", count)
        return count

    def _start_over(self) -> None:
        self._erase()
        migrate(self._driver, self.database, self.schema)

    def close(self) -> None:
        """End the connection; the embedded engine ends with its last user."""
        self._driver.close()
        self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["Access", "Curator", "Store", "Unit", "View", "Writer"]
