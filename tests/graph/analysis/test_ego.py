"""The ego network is what networkx finds within two steps, each by the strongest weaker tie."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.ego import ego
from graph.analysis.tie_graph import TieGraph

IDS = [f"n{i}" for i in range(9)]
edges = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda e: e[0] < e[1]),
    st.floats(0.1, 9),
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(edges)
def test_who_is_one_or_two_steps_away_is_found_by_the_strongest_way(found: dict[tuple[str, str], float]) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(IDS)
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in found.items())
    near = ego(TieGraph.from_edges(IDS, [(a, b, w) for (a, b), w in found.items()]), "n4")
    steps = nx.single_source_shortest_path_length(graph, "n4", cutoff=2)
    assert {n.id: n.steps for n in near} == {node: n for node, n in steps.items() if n}
    for n in near:
        if n.steps == 1:
            assert (n.through, n.strength) == ("n4", graph.edges["n4", n.id]["weight"])
        else:
            weaker = {
                j: min(graph.edges["n4", j]["weight"], graph.edges[j, n.id]["weight"])
                for j in graph["n4"]
                if j in graph[n.id]
            }
            assert n.strength == pytest.approx(max(weaker.values()))
            assert weaker[n.through] == pytest.approx(n.strength)
    ranked = [(n.steps, -n.strength, n.id) for n in near]
    assert ranked == sorted(ranked)


def test_a_limit_keeps_the_strongest_of_each_distance() -> None:
    ties = [("n0", "n1", 1.0), ("n0", "n2", 3.0), ("n0", "n3", 2.0), ("n2", "n5", 1.0), ("n2", "n6", 2.0)]
    star = TieGraph.from_edges(IDS, ties)
    assert [(n.id, n.steps) for n in ego(star, "n0", 1)] == [("n2", 1), ("n6", 2)]
