"""Where work on the store runs: in transactions of its own, each tried again after conflicts, or in one that is open.

Writer and curator do not know which: what they do alone and what they do inside a unit of work is the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from graph.access.acts import Doings, Unmarked, transaction
from graph.errors import StoreError
from graph.store.change_notes import noted
from graph.store.retry import may_be_there, write
from graph.store.transaction import Tx, plain

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

T = TypeVar("T")
UNTOLD = frozenset({"place"})  # acts that say nothing about anybody: where names stand on the map
Lock = Callable[[], AbstractContextManager[Any]]


class DryRun(Exception):
    """Rolls the transaction back, with what the work returned."""

    def __init__(self, result: object) -> None:
        self.result = result


class Log(Protocol):
    """The audit log, as far as the store needs it."""

    def record(self, act: str, ids: Iterable[str] = (), **details: Any) -> int:
        """Write a line and return its number; what can not be written must not be done."""
        ...


class Running(Protocol):
    """Runs work; `mark` is what lines of the log say of it."""

    @property
    def mark(self) -> str:
        """Return " (dry run)" where all will be rolled back, "" else."""
        ...

    def alone(self) -> AbstractContextManager[Any]:
        """Hold the store's write lock, so that writers queue and never mix."""
        ...

    def write(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns that writes."""
        ...

    def rehearse(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns, of which nothing stays written."""
        ...

    def look(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns that only reads."""
        ...


@dataclass(frozen=True, slots=True)
class OwnTransactions:
    """Each piece of work is a transaction, tried again after conflicts; the log has it before it counts."""

    driver: "Driver"
    database: str
    lock: Lock
    mark: str = ""
    log: Log | None = None

    def alone(self) -> AbstractContextManager[Any]:
        """Hold the store's write lock."""
        return self.lock()

    def write(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns, committed with a note of what it touched.

        Raises:
            StoreConflict: other writers were faster again and again.
            StoreUnavailable: the database went away; nothing was written.
            StoreError: the log can not be written; nothing was written.
            Unmarked: no act says what this is.
        """
        told = LoggedWrite(self.log)
        with transaction() as doings, told.taken_back_where_it_fails():
            return write(self.driver, self.database, partial(told.before_it_counts, partial(noted, work), doings))

    def rehearse(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns, and roll back what it wrote."""
        try:
            return self.write(partial(_rolled_back, work))
        except DryRun as done:
            result: T = done.result  # type: ignore[assignment]
            return result

    def look(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns that only reads."""
        return write(self.driver, self.database, work)


@dataclass(frozen=True, slots=True)
class OpenTransaction:
    """All work is part of one transaction, which somebody else commits or rolls back."""

    tx: Tx
    mark: str = ""

    def alone(self) -> AbstractContextManager[Any]:
        """Do nothing: who opened the transaction holds the lock."""
        return nullcontext()

    def write(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns."""
        return work(self.tx)

    def rehearse(self, work: Callable[[Tx], T]) -> T:
        """Refuse: a part can not be taken back alone.

        Raises:
            RuntimeError: always. The unit as a whole is the dry run.
        """
        raise RuntimeError("a unit of work is rehearsed as a whole")

    def look(self, work: Callable[[Tx], T]) -> T:
        """Return what work returns."""
        return work(self.tx)

    def rows(self, query: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the rows of a statement that only reads, with what the transaction has written so far."""
        return plain(self.tx.read(query, **parameters))


@dataclass(slots=True)
class LoggedWrite:
    """What the log was told of one transaction."""

    log: Log | None
    number: int = 0

    def before_it_counts(self, work: Callable[[Tx], T], doings: Doings, tx: Tx) -> T:
        """Return what work returns, with a line in the log of what it wrote."""
        result = work(tx)
        if tx.wrote and not doings.acts:
            raise Unmarked("something is written, and no act says what it is")
        if tx.wrote and self.log and set(doings.acts) - UNTOLD:
            again = {"again": self.number} if self.number else {}
            acts = dict.fromkeys(doings.acts)
            also = {"also": "+".join([*acts][1:7])} if len(acts) > 1 else {}
            self.number = self.log.record(doings.acts[0], tx.touched or (), **doings.details, **also, **again)
        return result

    @contextmanager
    def taken_back_where_it_fails(self) -> Iterator[None]:
        """Tell the log where a transaction it knows of came to nothing, or where that is not known."""
        try:
            yield
        except Exception as error:
            if self.number and self.log:
                with suppress(StoreError):
                    self.log.record("perhaps_done" if may_be_there(error) else "not_done", line=self.number)
            raise


def _rolled_back(work: Callable[[Tx], T], tx: Tx) -> T:
    raise DryRun(work(tx))
