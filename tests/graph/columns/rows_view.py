"""A view of rows in memory that behaves as that of a database: moments, notes of what was touched, and reading."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from graph.model.ledger import LedgerEntry
from graph.model.schema import Schema, load
from graph.store.view import Moment, View


class RowsView(View):
    """Nodes by id with their label, and facts by id with type, start, end and properties."""

    def __init__(self) -> None:
        self.schema: Schema = load()
        self.node: dict[str, tuple[str, dict[str, Any]]] = {}
        self.fact: dict[str, tuple[str, str, str, dict[str, Any]]] = {}
        self.notes: list[frozenset[str] | None] = []
        self.identity = "one"
        self.read = 0  # how often all nodes of a label were read

    def write(self, touched: Iterable[str] | None) -> None:
        """Note a write."""
        self.notes.append(None if touched is None else frozenset(touched))

    def moment(self) -> Moment:
        return Moment(self.identity, len(self.notes), len(self.notes))

    def writes(self) -> int:
        return len(self.notes)

    def data_version(self) -> int:
        return len(self.notes)

    def touched(self, after: int, until: int) -> frozenset[str] | None:
        notes = self.notes[after:until]
        return None if None in notes else frozenset(node for note in notes for node in note or ())

    def entries(self, book: str) -> list[LedgerEntry]:
        return []

    def nodes(self, label: str) -> Iterator[dict[str, Any]]:
        return iter([deepcopy(row) for of, row in self.node.values() if of == label])

    def facts(self, name: str) -> Iterator[dict[str, Any]]:
        return iter([{"start": a, "end": b, "f": deepcopy(f)} for of, a, b, f in self.fact.values() if of == name])

    def nodes_with(self, label: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        return [deepcopy(self.node[i][1]) for i in ids if i in self.node and self.node[i][0] == label]

    def facts_from(self, name: str, label: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        wanted = set(ids)
        return [row for row in self.facts(name) if row["start"] in wanted and self.node[row["start"]][0] == label]

    def facts_starting(self, label: str, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        wanted = [i for i in ids if i in self.node and self.node[i][0] == label]
        names = dict.fromkeys(of for of, *_ in self.fact.values())
        return ((name, row) for name in names for row in self.facts_from(name, label, wanted))

    def node_rows(self, label: str) -> Iterator[dict[str, Any]]:
        self.read += 1
        return self.nodes(label)

    def fact_rows(self, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        return ((row["start"], row["end"], row["f"]) for row in self.facts(name))

    def count(self, schema: Schema) -> int:
        return len(self.node) + len(self.fact)
