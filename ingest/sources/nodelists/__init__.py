"""Pairs of tables: a CSV of nodes and a CSV of edges that lie beside each other, as Gephi, Kumu and others write them.

Either file stands for both: they are one source, so loading the second as well changes nothing.
"""

from pathlib import Path

from graph.errors import InputError
from ingest.exchange.mapping import understand_network
from ingest.exchange.pair import ENDINGS, NodesAndEdges, pair_of_edges, pair_of_nodes
from ingest.exchange.probing import first_cells
from ingest.exchange.tables import edge_header, first_row, network, node_header
from ingest.exchange.words import read_words
from ingest.readers.delimited import read_delimited
from ingest.readers.probe import Probe
from ingest.readers.table import Row
from ingest.records import Kind, Mapped, Options


def recognises(probe: Probe) -> bool:
    """Return whether a table has columns for both ends of an edge, or is the table of nodes beside such a one."""
    row = Row(1, first_cells(probe))
    if edge_header(row):
        return True
    if node_header(row) is None:
        return False
    try:
        edges = pair_of_nodes(probe.path).edges
    except InputError:
        return False
    return edge_header(Row(1, first_cells(Probe(edges)))) is not None


def pair(path: Path) -> NodesAndEdges:
    """Return the pair one of whose files is given.

    Raises:
        InputError: it is no table, or its partner is not there.
    """
    row = first_row(read_delimited(path)[0])
    return pair_of_edges(path) if row and edge_header(row) else pair_of_nodes(path)


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a pair of tables.

    Raises:
        InputError: a table has no such header, or the partner is not there.
    """
    both = pair(path)
    found = network(*both.sheets())
    return understand_network(found, read_words("ingest.exchange"), both.edges, both.sha256(), options, both.title())


KIND = Kind("nodelists", ENDINGS, understand, recognises)
