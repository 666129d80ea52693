"""The store: one Bolt connection to either engine, with a `View` that reads and a `Writer` that writes."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from graph.access.acts import UPKEEP, act
from graph.errors import InputError, StoreError, UsageError
from graph.files.erasure_key import ErasureKey
from graph.model.schema import Schema, load
from graph.store import cypher
from graph.store.backup import Backup, JsonLines
from graph.store.broken_off import BEGIN, TakenBack, TakingBack
from graph.store.change_notes import afresh, noted
from graph.store.cluster import is_routed, share_bookmarks
from graph.store.copying import copy
from graph.store.curator import Curator
from graph.store.load_locks import NOBODY_KNOWS, LoadLocks
from graph.store.migrate import STEPS, migrate
from graph.store.owed import join_id
from graph.store.progress import Progress, unheard
from graph.store.restoring import bring_up, fill, finish, is_empty, is_restoring
from graph.store.retry import refusals, session, write
from graph.store.running import Lock, Log, OpenTransaction, OwnTransactions
from graph.store.transaction import Tx
from graph.store.unit import Access, Unit
from graph.store.view import View
from graph.store.writer import Writer

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

LIVENESS = 2.0  # seconds a connection may lie idle before it is asked whether it lives: servers are restarted
_LOG = logging.getLogger(__name__)
T = TypeVar("T")


class Secure(Protocol):
    """Makes a backup before something is done, where the rule of whoever opened the store asks for one."""

    def __call__(self, store: "Store", reason: str, progress: Progress, records: int | None = None) -> object:
        """Make it; `records` is how much an import brings."""
        ...


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
        log: Log | None = None,
        presence: LoadLocks = NOBODY_KNOWS,
        secure: "Secure" = lambda store, reason, progress, records=None: None,
        keys: Path | None = None,
    ) -> None:
        from graph.store.bolt import GraphDatabase

        self.engine = engine
        self.uri = uri
        self.database = database
        self.schema: Schema = load()
        self.snapshots = snapshots  # where the network is kept between processes
        self.keys = keys  # where the key of fingerprints is, and the book of who was erased
        self._lock, self._on_close, self._clock, self._log = lock, on_close, clock, log
        self._secure, self._presence = secure, presence
        self._is_restoring = False
        self.taken_back: list[TakenBack] = []  # to be said to whoever opened it
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
        present = self.view().schema_version()
        if present == len(STEPS):
            return 0
        if present and present < len(STEPS):
            self.secure("migration")
        with self._lock():
            steps = migrate(self._driver, self.database, self.schema)
        self._told("migrate", steps=steps)
        return steps

    def view(self) -> View:
        """Return the reading side."""
        return View(self._driver, self.database, self.schema, sees_half=self._is_restoring)

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

    def loading(self) -> AbstractContextManager[Any]:
        """Be known as somebody who loads, so that nobody takes back what is not whole yet."""
        return self._presence.loading()

    def begin(self, source_id: str) -> None:
        """Note where a load in several transactions is begun; of a source that is known and whole nothing is noted."""
        known = self.view().sources(id=source_id)
        if known and not (known[0].get("unfinished") or known[0].get("withdrawn_at")):
            return
        said = {"id": join_id(source_id), "source": source_id, "place": self._presence.place}
        with self._lock():
            write(self._driver, self.database, partial(noted, lambda tx: tx.write(BEGIN, **said)))

    @act(UPKEEP)
    def take_back_broken(self, but: Collection[str] = ()) -> list[TakenBack]:
        """Take back the loads that broke off here, but those of some sources, and return what that was.

        Nothing is done while somebody loads.
        """
        if all(one.source in but for one in self.view().broken_off()):
            return []
        with self._presence.alone() as alone:
            if not alone:
                return []
            place = "" if self.engine == "embedded" else self._presence.place
            with self._lock():
                done = TakingBack(self._running(), self.schema, place, self._now).all_but(but)
        self.taken_back += done
        return done

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _running(self) -> OwnTransactions:
        return OwnTransactions(self._driver, self.database, self._lock, log=self._log)

    def _told(self, name: str, steps: int = 0) -> None:
        if self._log:
            self._log.record(name, steps=steps)

    def server(self) -> str:
        """Return name and version of the database program.

        Raises:
            StoreUnavailable: it can not be reached, or refuses the password.
        """
        with refusals(), session(self._driver, self.database) as current:
            summary = current.run("RETURN 1").consume()
        return str(summary.server.agent)

    @act("erase")
    def erase_everything(self) -> None:
        """Delete every node, relationship and key; constraints stay. There is no way back."""
        with self._lock():
            self._told("erase_everything")
            self._erase()
        _LOG.info("everything erased")

    def take_over(self, view: View, progress: Progress = unheard) -> int:
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

    def secure(self, reason: str, progress: Progress = unheard, records: int | None = None) -> None:
        """Make a backup before much is changed, as the rule of whoever opened the store asks for it.

        `records` is how much an import brings.

        Raises:
            UsageError: it can not be made; nothing is to be changed then.
        """
        self._secure(self, reason, progress, records)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Keep all writers waiting meanwhile; readers go on."""
        with self._lock():
            if self.engine == "embedded":  # there all of them hold the lock
                yield
                return
            with session(self._driver, self.database) as current, current.begin_transaction() as tx:
                tx.run(cypher.LOCK.text, new="").consume()
                yield
                tx.rollback()

    @act("restore")
    def restore(
        self,
        source: Path | Backup,
        progress: Progress = unheard,
        then: Callable[["Store"], object] = lambda store: None,
        *,
        without_erasures: bool = False,
    ) -> int:
        """Make this store what it was when an export or backup was written, and return the number of lines read.

        `then` is done before anybody else may read, who may only where the key of erasures is then the one the file
        names, or is lost for good (`without_erasures`). What breaks off is taken back, at the latest by the next try.

        Raises:
            UsageError: there is something in the store, or its key of erasures is not that of the file.
            InputError: the export is not whole, or not one of this program.
        """
        self._told("restore_without_erasures" if without_erasures else "restore")
        backup = JsonLines(source) if isinstance(source, Path) else source
        try:
            with self._lock():
                if write(self._driver, self.database, is_restoring):
                    self._start_over()
                elif not write(self._driver, self.database, is_empty):
                    raise UsageError("store_not_empty")
                self._is_restoring = True
                count = fill(self._driver, self.database, self.schema, backup, progress)
                bring_up(self._driver, self.database, self.schema, backup.version())
            then(self)
            if not without_erasures:
                self._refuse_other_key(backup)
            with self._lock():
                finish(self._driver, self.database)
        except InputError:
            raise
        except Exception:
            with suppress(StoreError), self._lock():
                if self._is_restoring:
                    self._start_over()
            raise
        finally:
            self._is_restoring = False
        _LOG.info("restored: %d lines", count)
        return count

    def _refuse_other_key(self, backup: Backup) -> None:
        wanted = backup.erasure_key()
        if wanted and self.keys and (found := ErasureKey(self.keys).id()) != wanted:
            raise UsageError("erasures_other_key" if found else "erasures_no_key", value=wanted, folder=str(self.keys))

    def refuse_half(self) -> None:
        """Refuse a store into which a backup is being written back.

        Raises:
            StoreUnavailable: it is one.
        """
        self.view().moment()

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
