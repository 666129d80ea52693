"""Tables read from a database: everything, or what some writes touched."""

from collections.abc import Iterable
from typing import TypeVar

from graph.columns.growing import GrowingTable
from graph.columns.table import Table
from graph.model.schema import Schema
from graph.store.hiding import seen
from graph.store.progress import Progress
from graph.store.view import View

T = TypeVar("T")
_STEP = 5000  # rows between two reports of progress


def read_all(view: View, schema: Schema, progress: Progress | None = None) -> Table:
    """Return all that is in the database; `progress` is told how many rows of all are read.

    Raises:
        StoreUnavailable: the database can not be reached.
    """
    view = seen(view)
    table, told = GrowingTable(schema), _Counting(view, schema, progress)
    for label in schema.nodes:
        for row in told.counted(view.node_rows(label)):
            table.node(label, row)
    for name, kind in schema.relationships.items():
        for start, end, row in told.counted(view.fact_rows(name)):
            table.fact(kind, start, end, row)
    told.all()
    return table.done()


def read_touched(view: View, schema: Schema, touched: Iterable[str]) -> Table:
    """Return some nodes with the facts that start there; those that are not there any more are gone."""
    view = seen(view)
    table, by_label = GrowingTable(schema), schema.by_label(touched)
    for label, ids in by_label.items():
        rows = {row["id"]: row for row in view.nodes_with(label, ids)}
        for node_id in ids:
            if node_id in rows:
                table.node(label, rows[node_id])
            else:
                table.gone(node_id)
    kinds = {kind.type: kind for kind in schema.relationships.values()}
    for label, ids in by_label.items():
        for type_, row in view.facts_starting(label, ids):
            table.fact(kinds[type_], row["start"], row["end"], row["f"])
    return table.done()


class _Counting:
    """Tells somebody how many rows are read of how many."""

    def __init__(self, view: View, schema: Schema, progress: Progress | None) -> None:
        self._progress, self._done = progress, 0
        self._total = view.count(schema) if progress else 0

    def counted(self, rows: Iterable[T]) -> Iterable[T]:
        for row in rows:
            self._done += 1
            if self._progress and self._done % _STEP == 0:
                self._progress(self._done, max(self._total, self._done))
            yield row

    def all(self) -> None:
        if self._progress:
            self._progress(self._done, self._done)
