"""Whole nodes and relationships inside a transaction, for work that changes what is stored and not only adds to it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.bookkeeping import PLACE
from graph.model.claims import Claims
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.batch_size import ROWS, batched
from graph.store.cypher import Write
from graph.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship as stored, with the ids of its ends."""

    type: str
    start: str
    end: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NodeSaid:
    """A node as it shall be: what is said of it, its keys, what was said before; `retired_at` where nobody is left."""

    id: str
    claims: Claims
    keys: Collection[str]
    before: Mapping[str, Any]
    retired_at: str
    former: Claims = field(default_factory=Claims)
    name: str = ""


@dataclass(frozen=True, slots=True)
class States:
    """Reads and writes whole states; `schema` gives labels and types."""

    tx: Tx
    schema: Schema

    def nodes(self, ids: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return the properties of the nodes that exist, by id."""
        return {
            row["id"]: row["properties"]
            for label, some in self.schema.by_label(ids).items()
            for part in batched(some, ROWS)
            for row in self.tx.read(cypher.whole_nodes(label), ids=part)
        }

    def described(self, node: NodeSaid) -> dict[str, Any]:
        """Return the properties that follow from claims and keys, with the place on the map it had before.

        A node nobody says anything of any more is retired: it keeps what was said last.
        """
        kind = self.schema.nodes[self.schema.label_of(node.id)]
        claims = node.claims if node.claims.items else node.former
        named = claims.properties(kind) if claims.items else {"name": node.name, "search_text": "", "invented": False}
        said = {"id": node.id, "keys": sorted(node.keys), "claims": node.claims.stored(), **named}
        if former := node.former.beyond(node.claims).stored():
            said["former_claims"] = former
        if not node.claims.items:
            said["retired_at"] = node.retired_at
        return said | {name: node.before[name] for name in PLACE if name in node.before}

    def restate(self, nodes: Iterable[dict[str, Any]]) -> None:
        """Give known nodes exactly these properties."""
        by_label: dict[str, list[dict[str, Any]]] = {}
        for properties in nodes:
            row = {"id": properties["id"], "properties": properties}
            by_label.setdefault(self.schema.label_of(properties["id"]), []).append(row)
        for label, rows in sorted(by_label.items()):
            self.write(cypher.replace_nodes(label), rows)

    def create(self, properties: dict[str, Any]) -> None:
        """Make a node."""
        label = self.schema.label_of(properties["id"])
        self.write(cypher.create_nodes(label), [{"id": properties["id"], "properties": properties}])

    def delete(self, node_id: str) -> None:
        """Delete a node that has no relationships left."""
        self.write(cypher.delete_nodes(self.schema.label_of(node_id)), [{"id": node_id}])

    def own(self, keys: Collection[str], node_id: str) -> None:
        """Give keys to a node."""
        self.write(cypher.MOVE_KEYS, [{"id": key, "node": node_id} for key in sorted(keys)])

    def owners(self, keys: Collection[str]) -> dict[str, str]:
        """Return the owner of each known key."""
        parts = batched(sorted(keys), ROWS)
        return {key: node for part in parts for key, node in self.tx.listed(cypher.OWNERS, keys=part)}

    def edges(self, node_id: str) -> list[Edge]:
        """Return all relationships of a node, each once."""
        label = self.schema.label_of(node_id)
        found: dict[str, Edge] = {}
        for name, kind in self.schema.relationships.items():
            for ends, query in ((kind.start, cypher.edges_from), (kind.end, cypher.edges_to)):
                if label in ends:
                    for row in self.tx.read(query(name, label), id=node_id):
                        found[row["f"]["id"]] = Edge(name, row["start"], row["end"], row["f"])
        return list(found.values())

    def move(self, edges: Sequence[tuple[Edge, str, str]]) -> None:
        """Lead relationships from a new start to a new end; all else stays as it is."""
        gone: dict[tuple[str, str], list[dict[str, Any]]] = {}
        made: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for edge, start, end in edges:
            ends = self.schema.label_of(start), self.schema.label_of(end)
            gone.setdefault((edge.type, ends[0]), []).append({"id": edge.properties["id"], "start": edge.start})
            made.setdefault((edge.type, *ends), []).append({"start": start, "end": end, "properties": edge.properties})
        for (name, label), rows in sorted(gone.items()):
            self.write(cypher.delete_facts(name, label), rows)
        for (name, *labels), rows in sorted(made.items()):
            self.write(cypher.create_facts(name, *labels), rows)

    def write(self, statement: Write, rows: Sequence[dict[str, Any]]) -> None:
        """Run a statement on rows, in batches."""
        for part in batched(rows, ROWS):
            self.tx.write(statement, rows=part)
