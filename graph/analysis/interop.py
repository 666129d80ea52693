"""The network in the hands of other libraries: networkx, rustworkx, networkit, pandas and, as an extra, py2neo."""

from typing import TYPE_CHECKING, Any

import networkx as nx
import rustworkx as rx

from graph.analysis.tie_graph import TieGraph
from graph.network import Network
from graph.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


def to_networkx(graph: TieGraph) -> "nx.Graph[str]":
    """Return the ties as a networkx graph of ids, their strength as `weight`."""
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(graph.ids)
    found.add_weighted_edges_from((graph.ids[i], graph.ids[j], w) for i, j, w in graph.edge_list())
    return found


def to_rustworkx(graph: TieGraph) -> "rx.PyGraph[str, float]":
    """Return the ties as a rustworkx graph; node i is that of the same place, its payload the id."""
    found: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    found.add_nodes_from(list(graph.ids))
    found.add_edges_from(graph.edge_list())
    return found


def to_networkit(graph: TieGraph, *, weighted: bool = False) -> Any:
    """Return the ties as a networkit graph; node i is that of the same place."""
    import networkit as nk
    from scipy.sparse import coo_matrix

    a, b, w = graph.edges()
    ends = coo_matrix((w, (a, b)), shape=graph.matrix.shape)
    return nk.GraphFromCoo(ends, n=graph.size, weighted=weighted, directed=False)


def network_to_networkx(network: Network) -> "nx.MultiDiGraph[str]":
    """Return all nodes and facts as a networkx graph; the key of an edge is the id of the fact."""
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes.values():
        found.add_node(node.id, label=node.label, name=node.name, kind=node.kind)
    for r in network.relations:
        found.add_edge(r.start, r.end, key=r.id, type=r.type, role=r.role, valid_from=r.valid_from, valid_to=r.valid_to)
    return found


def to_pandas(network: Network) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Return the nodes and the facts as two tables with their id as index."""
    import pandas as pd

    nodes = [(n.id, n.label, n.name, n.kind, n.invented) for n in network.nodes.values()]
    facts = [
        (r.id, r.type, r.start, r.end, r.role, r.valid_from, r.valid_to, list(r.evidence)) for r in network.relations
    ]
    return (
        pd.DataFrame(nodes, columns=["id", "label", "name", "kind", "invented"]).set_index("id"),
        pd.DataFrame(
            facts, columns=["id", "type", "start", "end", "role", "valid_from", "valid_to", "evidence"]
        ).set_index("id"),
    )


def to_py2neo(settings: Settings) -> Any:
    """Return a py2neo `Graph` on the configured Neo4j server; needs the extra `py2neo`.

    Raises:
        UsageError: unsafe settings, or no server is configured.
    """
    from graph.errors import UsageError

    settings.check()
    if not settings.neo4j_uri:
        raise UsageError("py2neo_needs_server")
    from py2neo import Graph

    password = settings.neo4j_password.get_secret_value()
    return Graph(settings.neo4j_uri, auth=(settings.neo4j_username, password), name=settings.neo4j_database)
