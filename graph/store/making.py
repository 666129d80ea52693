"""Making nodes and relationships in few statements: all properties at once, the ends by the engine's own ids.

On the embedded engine `CREATE` and then `SET` writes each of them twice; the ends found by an index take longer than by
the engine's own id on both engines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.errors import StoreError
from graph.store import cypher
from graph.store.batch_size import ROWS, batched
from graph.store.cypher import Write
from graph.store.transaction import Tx

Properties = Mapping[str, Any]


class MadeFact(NamedTuple):
    """A relationship to be made: its type, the ids of its ends, its properties."""

    type: str
    start: str
    end: str
    properties: Properties


@dataclass(slots=True)
class Making:
    """Makes what there is not yet; `places` are the engine's own ids of nodes, which hold within a transaction."""

    tx: Tx
    places: dict[str, str] = field(default_factory=dict)

    def nodes(self, label: str, nodes: Iterable[Properties]) -> None:
        """Make nodes of a label."""
        for names, rows in _alike(nodes):
            for made in self._put(cypher.make_nodes(label, names), rows):
                self.places.update(made)

    def facts(self, facts: Iterable[MadeFact]) -> None:
        """Connect nodes that were made or found before.

        Raises:
            StoreError: the database did not find an end.
        """
        by_type: dict[str, list[Properties]] = {}
        for fact in facts:
            ends = {"start": fact.start, "a": self.places[fact.start], "b": self.places[fact.end]}
            by_type.setdefault(fact.type, []).append({**fact.properties, **ends})
        for name, some in sorted(by_type.items()):
            for names, rows in _alike(some):
                made = sum(self._put(cypher.make_facts(name, names - {"start", "a", "b"}), rows))
                if made != len(rows):
                    raise StoreError("store_refused", detail=f"{made} of {len(rows)} {name}")

    def _put(self, statement: Write, rows: list[Properties]) -> Iterator[Any]:
        for part in batched(rows, ROWS):
            (row,) = self.tx.write(statement, rows=part)
            yield row["made"]


def _alike(rows: Iterable[Properties]) -> Iterator[tuple[frozenset[str], list[Properties]]]:
    """Yield the rows that have the same properties together, with the names of these."""
    found: dict[frozenset[str], list[Properties]] = {}
    for row in rows:
        found.setdefault(frozenset(row), []).append(row)
    yield from sorted(found.items(), key=lambda item: sorted(item[0]))
