"""Nodes and facts as columns, sorted: nodes by id, facts by place of their type and id; one file holds one table."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

import numpy as np

from graph.columns.texts import Bytes, Lists, Longs, Rows, Texts, spread
from graph.columns.twins import twins_of

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Some = TypeVar("Some", "NodeColumns", "FactColumns")
# What a row of a node stands for: one that is gone, one that is there, one that only facts of the table name.
GONE, THERE, ELSEWHERE = 0, 1, 2
_FOUND = ("around_at", "around", "twins", "leaders", "by_id")


@dataclass(frozen=True, slots=True)
class NodeColumns:
    """A row for each node; `said` is its fields in JSON.

    `label`, `kind`, `begin` and `until` are places in the words of the table; the latter two are the days of an event,
    and that of a source. `whole` tells of a row that all facts which start at the node are in the same table.
    """

    ids: Texts
    state: Bytes
    whole: Bytes
    label: Rows
    kind: Rows
    begin: Rows
    until: Rows
    name: Texts
    folded: Texts
    search: Texts
    x: Floats
    y: Floats
    invented: Bytes
    unfinished: Bytes
    said: Texts
    keys: Lists
    claims: Lists


@dataclass(frozen=True, slots=True)
class FactColumns:
    """A row for each fact; `start` and `end` are rows of nodes, `flipped` where it starts at the other end.

    `role`, `begin`, `until`, `recorded`, `retired` and `sources` are places in the words of the table. Fact `i` has its
    evidence at `evidence[i]:evidence[i + 1]` of `sources` and `places`; the latter begin with `#`.
    """

    ids: Texts
    type: Rows
    start: Rows
    end: Rows
    flipped: Bytes
    role: Rows
    begin: Rows
    until: Rows
    recorded: Rows
    retired: Rows
    places: Lists
    sources: Rows


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of nodes and facts, the words they name, and what is soon found with them.

    Of node `i` the facts are `around[around_at[i]:around_at[i + 1]]`. The facts in `twins` say what those in `leaders`
    do. `by_id` are all facts in the order of their ids.
    """

    nodes: NodeColumns
    facts: FactColumns
    words: Texts
    around_at: Longs
    around: Rows
    twins: Rows
    leaders: Rows
    by_id: Rows

    @classmethod
    def of(cls, nodes: NodeColumns, facts: FactColumns, words: Texts) -> Self:
        """Return a table with its index."""
        says = (facts.type, facts.role, facts.begin, facts.until)
        twins, leaders = (found.astype(np.int32) for found in twins_of(facts.start, facts.end, says))
        around = adjacency(len(nodes.ids), facts.start, facts.end)
        return cls(nodes, facts, words, *around, twins, leaders, facts.ids.order().astype(np.int32))

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return all arrays by name."""
        found: dict[str, np.ndarray[Any, Any]] = {name: getattr(self, name) for name in _FOUND}
        for part, columns in (("node", self.nodes), ("fact", self.facts)):
            for f in fields(columns):
                found |= _taken_apart(f"{part}.{f.name}", getattr(columns, f.name))
        return found | _taken_apart("words", self.words)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Self:
        """Return the table that has these arrays.

        Raises:
            KeyError: one of them is missing.
            ValueError: they do not fit together.
        """
        nodes = NodeColumns(**{f.name: _put_together(f"node.{f.name}", arrays) for f in fields(NodeColumns)})
        facts = FactColumns(**{f.name: _put_together(f"fact.{f.name}", arrays) for f in fields(FactColumns)})
        for columns in (nodes, facts):
            sizes = {len(getattr(columns, f.name)) for f in fields(columns) if f.name != "sources"}
            if len(sizes) > 1:
                raise ValueError("columns of different lengths")
        return cls(nodes, facts, _put_together("words", arrays), **{name: arrays[name] for name in _FOUND})


def adjacency(count: int, start: Rows, end: Rows) -> tuple[Longs, Rows]:
    """Return for each node where its facts begin in a list of rows of facts, ascending for each, and that list."""
    ends = np.concatenate([start, end])
    order = np.argsort(ends * np.int64(1 << 32) + np.tile(np.arange(len(start)), 2), kind="stable")
    at = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=count), out=at[1:])
    return at, (order % max(len(start), 1)).astype(np.int32)


def taken(columns: Some, rows: np.ndarray[Any, Any]) -> Some:
    """Return some rows of columns."""
    return type(columns)(**{f.name: _rows_of(columns, f.name, rows) for f in fields(columns)})


def _rows_of(columns: Any, name: str, rows: np.ndarray[Any, Any]) -> Any:
    column = getattr(columns, name)
    if name == "sources":
        _, items = spread(columns.places.at, rows)
        return column[items]
    return column.take(rows)


def followed(columns: Some, others: Some) -> Some:
    """Return the rows of both, one after the other."""
    return type(columns)(
        **{f.name: _followed(getattr(columns, f.name), getattr(others, f.name)) for f in fields(columns)}
    )


def _followed(one: Any, other: Any) -> Any:
    return one.then(other) if isinstance(one, Texts | Lists) else np.concatenate([one, other])


def _taken_apart(name: str, column: Any) -> dict[str, np.ndarray[Any, Any]]:
    if isinstance(column, Texts):
        return {f"{name}.at": column.at, f"{name}.blob": column.blob}
    if isinstance(column, Lists):
        return {f"{name}.lists": column.at, **_taken_apart(name, column.items)}
    return {name: column}


def _put_together(name: str, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Any:
    if f"{name}.lists" in arrays:
        return Lists(arrays[f"{name}.lists"], Texts(arrays[f"{name}.at"], arrays[f"{name}.blob"]))
    if f"{name}.at" in arrays:
        return Texts(arrays[f"{name}.at"], arrays[f"{name}.blob"])
    return arrays[name]
