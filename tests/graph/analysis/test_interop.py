"""The network in the hands of other libraries is the same network."""

import pytest

from graph.analysis import interop
from graph.analysis.tie_graph import TieGraph
from graph.errors import UsageError
from graph.settings import Settings
from tests.graph.networks import network
from tests.support.neo4j_server import Neo4jServer

GRAPH = TieGraph.from_edges(["a", "b", "c"], [("b", "a", 2.0), ("b", "c", 0.5)])


def test_every_library_has_the_same_ties() -> None:
    edges = {("a", "b", 2.0), ("b", "c", 0.5)}
    assert {(*sorted((a, b)), w) for a, b, w in interop.to_networkx(GRAPH).edges(data="weight")} == edges
    rust = interop.to_rustworkx(GRAPH)
    assert {(rust[a], rust[b], w) for a, b, w in rust.weighted_edge_list()} == edges
    kit = interop.to_networkit(GRAPH, weighted=True)
    found = {(*sorted((GRAPH.ids[a], GRAPH.ids[b])), w) for a, b, w in kit.iterEdgesWeights()}
    assert found == edges


def test_facts_become_edges_and_rows() -> None:
    net = network([("p1", {}), ("o1", {"kind": "union"})], [("WORKS_FOR", "p1", "o1", "Leitung", "2020")])
    whole = interop.network_to_networkx(net)
    assert whole.edges["p1", "o1", "f0"]["role"] == "Leitung"
    nodes, facts = interop.to_pandas(net)
    assert nodes.loc["o1", "kind"] == "union"
    assert facts.loc["f0", "evidence"] == ["src-1#row 1"]
    assert len(interop.to_pandas(network([], []))[0]) == 0


def test_py2neo_needs_a_server() -> None:
    with pytest.raises(UsageError, match="NEO4J_URI"):
        interop.to_py2neo(Settings(neo4j_uri=None))


@pytest.mark.neo4j
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_py2neo_reaches_the_same_neo4j_database(neo4j_server: Neo4jServer) -> None:
    settings = Settings(
        neo4j_uri=neo4j_server.uri,
        neo4j_username=neo4j_server.username,
        neo4j_password=neo4j_server.password,  # type: ignore[arg-type]
    )
    graph = interop.to_py2neo(settings)
    try:
        assert graph.run("RETURN 1 AS one").evaluate() == 1
    finally:
        graph.service.connector.close()
