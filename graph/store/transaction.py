"""A transaction that reads what only reads, and writes what says which nodes it touches."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import get_ident
from typing import TYPE_CHECKING, Any

from graph.model.claims import Claims
from graph.model.schema import Schema, load
from graph.store.batch_size import ROWS, batched
from graph.store.cypher import Write, everything, said_of

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Record, Result, Transaction

_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|DROP)\b", re.IGNORECASE)
_KEYS = ("id", "start", "end")


class Unsaid(RuntimeError):
    """A statement changes the network without a word, so that pages show what was: a fault of this program."""


def plain(rows: "Iterable[Record]") -> list[dict[str, Any]]:
    """Return rows as they are; `data()` of the driver takes each value apart for nodes, which no statement returns."""
    return [dict(zip(row.keys(), row.values(), strict=True)) for row in rows]


class Tx:
    """One transaction; it knows which nodes were touched while somebody notes that (see `touched.noted`)."""

    def __init__(self, tx: "Transaction", schema: Schema | None = None) -> None:
        self._tx, self.schema = tx, schema or load()
        self.touched: set[str] | None = None
        self.state: dict[str, Any] = {}  # what stands of the store itself, once who writes has locked it
        self.steps = 0  # how often nodes were touched
        self.whole = False  # more was touched than can be named
        self.wrote = False  # a transaction that wrote nothing is rolled back
        self.changed = False  # what the data say is another now: the data version counts on
        self.adds = False  # a load goes on, which only adds to what is known
        self.reshaped: set[str] = set()  # sources of nodes that something else than a load touched
        self._looked_at: set[str] = set()

        self._worker: ThreadPoolExecutor | None = None
        self._pending: Future[None] | None = None
        self._at_work = 0  # the thread that does what is pending

    def later(self, work: Callable[[], object]) -> None:
        """Do some work beside what the caller goes on with; who reads or writes next waits for its end.

        What goes wrong with it is raised there, or by `settle`.
        """
        self.settle()

        def do() -> None:
            self._at_work = get_ident()
            work()

        self._worker = self._worker or ThreadPoolExecutor(max_workers=1)
        self._pending = self._worker.submit(do)

    def settle(self) -> None:
        """Wait until all that was to be done later is done."""
        if self._pending and get_ident() != self._at_work:
            pending, self._pending = self._pending, None
            pending.result()

    def close(self) -> None:
        """Wait for the end of what is still done; nobody may use the connection before."""
        with suppress(Exception):  # the caller has an error of its own, which comes first
            self.settle()
        if self._worker:
            self._worker.shutdown()

    def listed(self, query: str, **parameters: Any) -> list[list[Any]]:
        """Return the one list that a statement collects: many rows as one cost a fifth of the time."""
        row = self.read(query, **parameters).single()
        return list(row[0]) if row else []

    def read(self, query: str, **parameters: Any) -> "Result":
        """Run a statement that only reads.

        Raises:
            Unsaid: it writes.
        """
        if _WRITES.search(query):
            raise Unsaid(f"this writes and is no Write: {query}")
        self.settle()
        return self._tx.run(query, parameters)

    def write(self, statement: Write, **parameters: Any) -> list[dict[str, Any]]:
        """Run a statement that writes and return its rows.

        Raises:
            Unsaid: it touches nodes and nobody notes them, or says that it touches what is no node.
            ValueError: a row without a key. On a key that is null one engine refuses and the other makes a node.
        """
        _have_keys([parameters, *parameters.get("rows", ())])
        self.settle()
        self.wrote = True
        ids = frozenset(statement.touches(parameters))
        if ids or statement.touches is everything:
            self._note(statement, ids)
        if not self.adds:
            self._look_at(ids - self._looked_at)
        return plain(self._tx.run(statement.text, parameters))

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Let what is written meanwhile count as a load: what sources say already stays as they said it."""
        before, self.adds = self.adds, True
        try:
            yield
            self.settle()
        finally:
            self.adds = before

    def _look_at(self, ids: Collection[str]) -> None:
        """Note whose words are about to be changed: the sources of nodes as they are before."""
        self._looked_at.update(ids)
        for label, some in self.schema.by_label(ids).items():
            if label == "Source":
                self.reshaped.update(some)
                continue
            for part in batched(some, ROWS):
                for claims in self.listed(said_of(label), ids=part):
                    self.reshaped |= Claims.parse(claims or ()).sources()

    def _note(self, statement: Write, ids: Collection[str]) -> None:
        if self.touched is None:
            raise Unsaid(f"this touches nodes and nobody notes it: {statement.text}")
        for node_id in ids:
            if not self.schema.is_node(str(node_id)):
                raise Unsaid(f"{node_id!r} is touched and no node: {statement.text}")
        self.steps += 1
        self.touched.update(ids)
        self.whole |= statement.touches is everything


def _have_keys(rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        for name in _KEYS:
            if name in row and row[name] is None:
                raise ValueError(f"a row without {name}")
