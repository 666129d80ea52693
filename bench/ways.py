"""The ways to load the same nodes and relationships; each is a function that does it once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from neo4j import ManagedTransaction

from bench.engines import Place
from graph.bookkeeping import KEY
from graph.model.schema import Schema
from graph.store.view import View
from ingest.loading.pipeline import load, prepare
from ingest.records import Options

ROWS = 2000  # a transaction of the bare ways; larger and smaller ones were not faster
# What the program keeps for itself beside the facts; nobody who writes bare Cypher would.
BOOKKEEPING = ("keys", "claims", "search_text", "invented", "from_key", "to_key")

Rows = Sequence[Mapping[str, Any]]
Verb = Literal["MERGE", "CREATE"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by label and relationships by type and labels of the ends, as rows for UNWIND."""

    nodes: Mapping[str, Rows]
    relationships: Mapping[tuple[str, str, str], Rows]
    keys: Rows = ()

    @property
    def facts(self) -> int:
        """Return the number of nodes and relationships; keys are bookkeeping and do not count."""
        groups = (*self.nodes.values(), *self.relationships.values())
        return sum(map(len, groups))

    def without_bookkeeping(self) -> "Graph":
        """Return the same nodes and relationships without what only this program needs."""
        return Graph(
            {label: [_bare(row) for row in rows] for label, rows in self.nodes.items()},
            {ends: [_bare(row) for row in rows] for ends, rows in self.relationships.items()},
        )


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in row["properties"].items() if name not in BOOKKEEPING}
    return {**row, "properties": properties}


def read_graph(view: View, schema: Schema) -> Graph:
    """Return everything in a database."""
    nodes = {label: [{"id": n["id"], "properties": n} for n in view.nodes(label)] for label in schema.nodes}
    relationships: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for name in schema.relationships:
        for row in view.facts(name):
            ends = (name, schema.label_of(row["start"]), schema.label_of(row["end"]))
            found = {"id": row["f"]["id"], "start": row["start"], "end": row["end"], "properties": row["f"]}
            relationships.setdefault(ends, []).append(found)
    keys = [{"id": key, "properties": {"id": key, "node": node}} for key, node in view.keys().items()]
    return Graph({label: rows for label, rows in nodes.items() if rows}, relationships, keys)


def count_facts(place: Place) -> int:
    """Return the number of nodes and relationships in a database, bookkeeping left out."""
    return read_graph(place.store.view(), place.store.schema).facts


def pipeline(place: Place, path: Path) -> None:
    """Load a list as `akteursnetz ingest` does: read, map, check, resolve, write."""
    load(place.store, prepare(path, Options(invented=True)))


def cypher(place: Place, statements: Sequence[tuple[str, Rows]]) -> None:
    """Run statements in batches, the rows being ready in memory."""
    with place.driver.session(database=place.database) as session:
        for statement, rows in statements:
            for part in _parts(rows):
                session.execute_write(_run, statement, part)


def one_by_one(place: Place, statements: Sequence[tuple[str, Rows]]) -> None:
    """Run the same statements with one query and one transaction a row, as a first script does."""
    with place.driver.session(database=place.database) as session:
        for statement, rows in statements:
            for row in rows:
                session.run(statement, rows=[row]).consume()


def _run(tx: ManagedTransaction, statement: str, rows: Rows) -> None:
    tx.run(statement, rows=rows).consume()


def statements(verb: Verb, graph: Graph) -> list[tuple[str, Rows]]:
    """Return what writes a graph with one MERGE or one CREATE a row, and the rows."""
    return [*_nodes(verb, graph), *_relationships(verb, graph)]


def _nodes(verb: Verb, graph: Graph) -> Iterator[tuple[str, Rows]]:
    for label, rows in [*graph.nodes.items(), (KEY, graph.keys)]:
        yield f"UNWIND $rows AS row {verb} (n:{label} {{id: row.id}}) SET n += row.properties", rows


def _relationships(verb: Verb, graph: Graph) -> Iterator[tuple[str, Rows]]:
    for (name, start, end), rows in graph.relationships.items():
        yield (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
            f"{verb} (a)-[r:{name} {{id: row.id}}]->(b) SET r += row.properties",
            rows,
        )


def py2neo(place: Place, works: Sequence[Callable[[Any], None]]) -> None:
    """Run the bulk functions of py2neo, one transaction each."""
    from py2neo import Graph as Client

    client = Client(place.uri, auth=(place.username, place.password), name=place.database)
    try:
        for work in works:
            client.update(work)
    finally:
        client.service.connector.close()


def bulk(graph: Graph) -> list[Callable[[Any], None]]:
    """Return the calls of py2neo's bulk functions that write a graph, the rows being ready in memory."""
    from py2neo.bulk import merge_nodes, merge_relationships

    nodes = [
        partial(merge_nodes, data=part, merge_key=(label, "id"))
        for label, rows in [*graph.nodes.items(), (KEY, graph.keys)]
        for part in _parts([row["properties"] for row in rows])
    ]
    relationships = [
        partial(
            merge_relationships,
            data=part,
            merge_key=(name, "id"),
            start_node_key=(start, "id"),
            end_node_key=(end, "id"),
        )
        for (name, start, end), rows in graph.relationships.items()
        for part in _parts([(row["start"], row["properties"], row["end"]) for row in rows])
    ]
    return [*nodes, *relationships]


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))
