"""A store written anew into an empty one: the same network, decisions, notes and keys.

Databases keep the bytes of what was deleted: in free room of a page, in old versions, in the log written ahead. A
copy has none of them.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from graph.bookkeeping import KEPT_RECORDS, KEY, META
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.batch_size import ROWS, batched
from graph.store.change_notes import afresh
from graph.store.cypher import Write
from graph.store.progress import Progress
from graph.store.retry import write
from graph.store.transaction import Tx

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

    from graph.store.view import View

_LOG = logging.getLogger(__name__)
_LEFT = ("identity",)  # what is kept of the old store counts no more


def copy(view: "View", driver: "Driver", database: str, schema: Schema, progress: Progress) -> int:
    """Write all that a view reads into an empty database and return how many nodes and relationships that were.

    Raises:
        StoreUnavailable: one of them went away; the new one is not whole.
    """
    bar = _Bar(progress, view.count(schema))
    places: dict[str, str] = {}  # how the new database calls each node itself
    with _Writing(driver, database) as into:
        for statement, rows in _nodes(view, schema):
            into.put(statement, rows, partial(_made, places, bar, len(rows)))
        into.rest()
        for statement, rows in _facts(view, schema, places):
            into.put(statement, rows, partial(bar.add, len(rows)))
        into.rest()
        for label, statement, rows in _beside(view):
            into.put(statement, rows, partial(_LOG.debug, "copied: %d of %s", len(rows), label))
    return bar.done


@dataclass(slots=True)
class _Bar:
    progress: Progress
    total: int
    done: int = 0

    def add(self, count: int, made: object = None) -> None:
        self.done += count
        self.progress(self.done, self.total)


@dataclass
class _Writing:
    """Writes one part while the next one is read; `rest` waits until all is written."""

    driver: "Driver"
    database: str
    _worker: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, max_workers=1))
    _pending: Future[None] | None = None

    def put(self, statement: Write, rows: list[dict[str, Any]], then: Callable[[list[dict[str, Any]]], object]) -> None:
        self.rest()
        self._pending = self._worker.submit(self._write, statement, rows, then)

    def rest(self) -> None:
        if self._pending:
            pending, self._pending = self._pending, None
            pending.result()

    def _write(
        self, statement: Write, rows: list[dict[str, Any]], then: Callable[[list[dict[str, Any]]], object]
    ) -> None:
        then(write(self.driver, self.database, partial(afresh, partial(_put, statement, rows))))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self.rest()
        finally:
            self._worker.shutdown()


def _put(statement: Write, rows: list[dict[str, Any]], tx: Tx) -> list[dict[str, Any]]:
    return tx.write(statement, rows=rows)


def _made(places: dict[str, str], bar: _Bar, count: int, made: list[dict[str, Any]]) -> None:
    places.update((node, place) for row in made for node, place in row["made"])
    bar.add(count)


def _nodes(view: "View", schema: Schema) -> Iterator[tuple[Write, list[dict[str, Any]]]]:
    """Yield what makes all nodes, of one label and with the same properties in each part."""
    for label in schema.nodes:
        for names, rows in _alike(view.nodes(label), _names):
            yield cypher.make_nodes(label, names), rows


def _facts(view: "View", schema: Schema, places: Mapping[str, str]) -> Iterator[tuple[Write, list[dict[str, Any]]]]:
    for name in schema.relationships:
        for names, rows in _alike(view.facts(name), lambda row: _names(row["f"])):
            ended = [row for row in rows if row["start"] in places and row["end"] in places]
            if len(ended) < len(rows):  # as `check` tells of them: an end that is no node of the schema
                _LOG.warning("left out: %d of %s without both ends", len(rows) - len(ended), name)
            if ended:
                yield cypher.make_facts(name, names), [_placed(row, places) for row in ended]


def _placed(row: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    return {**row["f"], "start": row["start"], "a": places[row["start"]], "b": places[row["end"]]}


def _alike(
    rows: Iterable[dict[str, Any]], names: Callable[[dict[str, Any]], tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """Yield rows that have the same properties together, in parts."""
    waiting: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        some = waiting.setdefault(names(row), [])
        some.append(row)
        if len(some) == ROWS:
            yield names(row), waiting.pop(names(row))
    yield from waiting.items()


def _names(properties: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of properties, which come to stand in a statement.

    Raises:
        ValueError: one was never written by this program.
    """
    if odd := [name for name in properties if not name.isidentifier()]:
        raise ValueError(f"a property is called {odd[0]!r}")
    return tuple(sorted(properties))


def _beside(view: "View") -> Iterator[tuple[str, Write, list[dict[str, Any]]]]:
    yield from ((KEY, cypher.CREATE_KEYS, part) for part in batched(_keys(view), ROWS))
    yield from _records(view)


def _keys(view: "View") -> Iterator[dict[str, str]]:
    return ({"id": key, "node": node} for key, node in view.keys().items())


def _records(view: "View") -> Iterator[tuple[str, Write, list[dict[str, Any]]]]:
    for label in (*KEPT_RECORDS, META):
        rows = (row for row in view.bookkeeping(label) if not str(row["id"]).startswith("write-"))
        kept = ({name: value for name, value in row.items() if name not in _LEFT} for row in rows)
        for part in batched(kept, ROWS):
            yield label, cypher.write_bookkeeping(label), part
