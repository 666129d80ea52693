"""A unit of work: it reads and writes like a store, and all of it is one transaction, which stays or goes whole."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from graph.model.schema import Schema
from graph.store.curator import Curator
from graph.store.running import OpenTransaction
from graph.store.stored import States
from graph.store.view import View
from graph.store.writer import Writer


class Access(Protocol):
    """What a store and a unit of work both offer."""

    @property
    def snapshots(self) -> Path | None:
        """The folder in which the network is kept between processes."""
        ...

    @property
    def keys(self) -> Path | None:
        """The folder with the key of fingerprints and the book of who was erased."""
        ...

    def view(self) -> View:
        """Return the reading side."""
        ...

    def writer(self) -> Writer:
        """Return the side that loads."""
        ...

    def curator(self) -> Curator:
        """Return the side that merges, parts and withdraws."""
        ...


class Unit:
    """One open transaction; `Store.unit` commits it, rolls it back, or begins it anew after a conflict."""

    def __init__(
        self,
        running: OpenTransaction,
        schema: Schema,
        clock: Callable[[], datetime],
        snapshots: Path | None = None,
        keys: Path | None = None,
    ) -> None:
        self._running, self.schema, self._clock = running, schema, clock
        self.snapshots, self.keys = snapshots, keys

    def view(self) -> View:
        """Return the reading side: what was there before, and what the unit has written so far."""
        return _UnitView(self._running, self.schema)

    def writer(self) -> Writer:
        """Return the side that loads."""
        return Writer(self._running, self.schema, self._clock)

    def curator(self) -> Curator:
        """Return the side that merges, parts and withdraws."""
        return Curator(self._running, self.schema, self._clock)

    def states(self) -> States:
        """Return whole nodes and relationships to be changed or deleted: the data are others from now on."""
        self._running.tx.changed = True
        return States(self._running.tx, self.schema)


class _UnitView(View):
    """Reads inside a transaction; the write it belongs to is the last one, and not noted yet."""

    def __init__(self, running: OpenTransaction, schema: Schema) -> None:
        self._running, self._schema = running, schema

    def steps(self) -> int:
        return self._running.tx.steps

    def touched(self, after: int, until: int) -> frozenset[str] | None:
        tx = self._running.tx
        before = super().touched(after, until - 1)
        return None if before is None or tx.whole else before | frozenset(tx.touched or ())

    def _meta(self) -> dict[str, Any]:
        return self._running.tx.state or super()._meta()

    def _latest(self, query: str) -> Iterator[dict[str, Any]]:
        return self._rows(query)

    def _rows(self, query: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        return iter(self._running.rows(query, parameters))

    def _values(self, query: str) -> Iterator[list[Any]]:
        return (list(row.values()) for row in self._running.tx.read(query))
