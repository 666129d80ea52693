"""Making nodes and relationships in few statements: all properties at once, the ends by the engine's own ids.

On the embedded engine `CREATE` and then `SET` writes each of them twice; the ends found by an index take longer than by
the engine's own id on both engines. A statement names all properties that a label or type may have, and those that a
row does not have are not written: an engine that has just begun takes longer to understand a statement than to do it.
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
_OF_NODES = ("id", "keys", "claims", "name", "search_text", "invented")
_OF_FACTS = (
    *("id", "from_key", "to_key", "recorded_at", "evidence"),
    *("role", "valid_from", "valid_to", "corrected_by"),
)
_ENDS = {"start", "a", "b"}


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
        rows = list(nodes)
        names = {*_OF_NODES, *self.tx.schema.nodes[label].fields}.union(*rows)
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
            names = {*_OF_FACTS}.union(*some) - _ENDS
            made = sum(self._put(cypher.make_facts(name, names), some))
            if made != len(some):
                raise StoreError("store_refused", detail=f"{made} of {len(some)} {name}")

    def _put(self, statement: Write, rows: list[Properties]) -> Iterator[Any]:
        for part in batched(rows, ROWS):
            (row,) = self.tx.write(statement, rows=part)
            yield row["made"]
