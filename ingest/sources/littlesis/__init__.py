"""LittleSis: the exports of entities and of relationships, two CSV files that lie beside each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.errors import InputError
from graph.model.fold import fold
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.mapping import understand_network
from ingest.exchange.pair import ENDINGS, pair_of_edges, pair_of_nodes
from ingest.exchange.probing import first_cells
from ingest.exchange.tables import network
from ingest.exchange.words import read_words
from ingest.readers.probe import Probe
from ingest.records import Kind, Mapped, Options

SCHEME = "littlesis"
_RELATIONSHIPS = {"entity1 id", "entity2 id"}
_ENTITIES = {"primary ext", "primary type", "blurb"}


def recognises(probe: Probe) -> bool:
    """Return whether a table is an export of relationships, or one of entities beside such a one."""
    folded = {fold(cell) for cell in first_cells(probe)}
    if folded >= _RELATIONSHIPS:
        return True
    return {"id", "name"} <= folded and bool(folded & _ENTITIES) and _is_beside_relationships(probe.path)


def _is_beside_relationships(path: Path) -> bool:
    try:
        edges = pair_of_nodes(path).edges
    except InputError:
        return False
    return {fold(cell) for cell in first_cells(Probe(edges))} >= _RELATIONSHIPS


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of both exports, whichever is given.

    Raises:
        InputError: the other file is not there, or one is no such table.
    """
    folded = {fold(cell) for cell in first_cells(Probe(path))}
    both = pair_of_edges(path) if folded >= _RELATIONSHIPS else pair_of_nodes(path)
    found = network(*both.sheets())
    read = GraphFile(lambda: _nodes(found), lambda: _edges(found))
    words = read_words(__package__, "ingest.exchange")
    return understand_network(read, words, both.edges, both.sha256(), options, f"LittleSis {both.title()}".strip())


def _nodes(found: GraphFile) -> Iterator[GraphNode | InputError]:
    """Yield the nodes with their number in LittleSis as an external id."""
    for node in found.nodes():
        known = isinstance(node, GraphNode) and node.id.isdecimal()
        yield replace(node, external=(f"{SCHEME}:{node.id}",)) if isinstance(node, GraphNode) and known else node


def _edges(found: GraphFile) -> Iterator[GraphEdge | InputError]:
    """Yield the edges with the role that the first description is, or for relationships of two sides the second."""
    for edge in found.edges():
        if isinstance(edge, GraphEdge):
            folded = {fold(name): values for name, values in edge.fields.items()}
            role = folded.get("description1") or folded.get("title") or folded.get("description2") or ()
            kept = {
                n: v for n, v in edge.fields.items() if not fold(n).startswith("description") and fold(n) != "title"
            }
            yield replace(edge, fields={**kept, **({"role": role} if role else {})}, directed=True)
        else:
            yield edge


KIND = Kind("littlesis", ENDINGS, understand, recognises)
