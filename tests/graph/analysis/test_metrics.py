"""Every metric is that of networkx, on whichever engine it is found."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from graph.analysis import communities
from graph.analysis.interop import to_networkx
from graph.analysis.metrics import METRICS, centrality, measure
from graph.analysis.questions import cuts
from graph.analysis.tie_graph import TieGraph


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> TieGraph:
    n = draw(st.integers(1, most))
    ids = [f"n{i:02}" for i in range(n)]
    chosen = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n))
    pairs = sorted({(min(a, b), max(a, b)) for a, b in chosen if a != b})
    return TieGraph.from_edges(ids, [(ids[a], ids[b], draw(st.floats(0.1, 9))) for a, b in pairs])


REFERENCE = {
    "degree": lambda g: dict(g.degree()),
    "strength": lambda g: dict(g.degree(weight="weight")),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": lambda g: nx.eigenvector_centrality(g, weight="weight", tol=1e-10, max_iter=10_000),
    "pagerank": lambda g: nx.pagerank(g, tol=1e-12, max_iter=1000),
    "constraint": nx.constraint,
    "effective_size": lambda g: nx.effective_size(g, nodes=list(g)),
    "core": nx.core_number,
    "articulation": lambda g: dict.fromkeys(g, 0.0) | dict.fromkeys(nx.articulation_points(g), 1.0),
}


@pytest.mark.parametrize("name", METRICS)
@given(graph=graphs())
def test_a_metric_is_that_of_networkx(name: str, graph: TieGraph) -> None:
    try:
        expected = REFERENCE[name](to_networkx(graph))
    except nx.PowerIterationFailedConvergence:  # two parts that are nearly as strong
        reject()
    values = [expected[node] for node in graph.ids]
    np.testing.assert_allclose(measure(graph, name).values, values, rtol=1e-5, atol=1e-6, equal_nan=True)


@pytest.mark.parametrize("name", ["betweenness", "closeness"])
@given(graph=graphs())
def test_the_exact_engine_gives_the_same_as_networkx(name: str, graph: TieGraph) -> None:
    expected = REFERENCE[name](to_networkx(graph))
    small, centrality.SMALL = centrality.SMALL, 0
    try:
        found = measure(graph, name)
    finally:
        centrality.SMALL = small
    assert found.engine == "rustworkx"
    np.testing.assert_allclose(found.values, [expected[node] for node in graph.ids], atol=1e-9)


@given(graphs())
def test_articulation_points_and_bridges_are_those_of_networkx(graph: TieGraph) -> None:
    reference = to_networkx(graph)
    found = {node for node, is_one in zip(graph.ids, centrality.articulation_points(graph), strict=True) if is_one}
    assert found == set(nx.articulation_points(reference))
    assert centrality.bridges(graph) == {tuple(sorted(edge)) for edge in nx.bridges(reference)}


def pieces_of(graph: TieGraph, found: cuts.Cut) -> list[tuple[str, ...]]:
    return [tuple(graph.ids[int(i)] for i in piece) for piece in (found.largest, *found.others)]


@given(graphs())
def test_pieces_are_the_components_that_networkx_finds_without_a_node(graph: TieGraph) -> None:
    reference = to_networkx(graph)
    expected = {}
    for node in nx.articulation_points(reference):
        rest = reference.subgraph(nx.node_connected_component(reference, node) - {node})
        expected[node] = {tuple(sorted(piece)) for piece in nx.connected_components(rest)}
    sizes = cuts.sizes_without(graph)
    assert {graph.ids[i]: pieces for i, pieces in sizes.items()} == {
        node: sorted(map(len, pieces)) for node, pieces in expected.items()
    }
    for i in sizes:
        found = cuts.Cutter(graph).cut(i, sizes[i])
        assert found.node == i
        assert set(pieces_of(graph, found)) == expected[graph.ids[i]]
        assert list(found.sizes) == sizes[i][::-1]


def test_a_middle_with_two_arms_and_a_ring_falls_into_three_pieces() -> None:
    """a-b-m, m-c, and m in a ring with x, y: without m {a, b}, {x, y} and {c}; without b {a} and the other four."""
    edges = [("a", "b"), ("b", "m"), ("m", "c"), ("m", "x"), ("x", "y"), ("y", "m")]
    graph = TieGraph.from_edges("abcmxy", [(one, other, 1.0) for one, other in edges])
    assert cuts.sizes_without(graph) == {1: [1, 4], 3: [1, 2, 2]}
    assert pieces_of(graph, cuts.Cutter(graph).cut(3, [1, 2, 2])) == [("a", "b"), ("x", "y"), ("c",)]


def test_two_parts_that_are_as_strong_have_an_eigenvector_all_the_same() -> None:
    edges = [("a", "b", 1.0), ("c", "d", 1.0 - 1e-9)]
    values = measure(TieGraph.from_edges("abcd", edges), "eigenvector").values
    assert (values**2).sum() == pytest.approx(1.0)
    assert values.tolist() == pytest.approx([0.5] * 4, abs=1e-3)


@pytest.mark.parametrize("name", ["betweenness", "closeness"])
def test_above_a_size_a_sample_is_taken_and_said_and_repeats(name: str) -> None:
    reference = nx.barabasi_albert_graph(600, 3, seed=1)
    ids = [f"n{i:03}" for i in range(600)]
    graph = TieGraph.from_edges(ids, [(ids[a], ids[b], 1.0) for a, b in reference.edges])
    found, engine, sample = getattr(centrality, name)(graph, exact=0)
    again = getattr(centrality, name)(graph, exact=0)[0]
    exact = list(REFERENCE[name](reference).values())
    assert sample == centrality.SAMPLE
    assert engine in {"networkit", "scipy"}
    assert (found == again).all()
    assert np.corrcoef(found, exact)[0, 1] > 0.95


def test_burts_constraint_of_a_star_and_a_triangle() -> None:
    """The middle of a star of three: 3 * (1/3)^2. Each of a triangle: 2 * (1/2 + 1/2 * 1/2)^2."""
    star = TieGraph.from_edges("abcd", [("a", x, 1.0) for x in "bcd"])
    assert measure(star, "constraint").values[0] == pytest.approx(1 / 3)
    triangle = TieGraph.from_edges("abc", [("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 1.0)])
    assert measure(triangle, "constraint").values.tolist() == pytest.approx([1.125] * 3)


def test_an_empty_graph_has_no_values() -> None:
    graph = TieGraph.from_edges([], [])
    assert all(len(measure(graph, name).values) == 0 for name in METRICS)
    assert len(communities.partition(graph)) == 0


def test_two_cliques_with_one_tie_between_are_two_communities() -> None:
    edges = [(a, b, 1.0) for clique in ("abcd", "wxyz") for a in clique for b in clique if a < b]
    graph = TieGraph.from_edges("abcdwxyz", [*edges, ("d", "w", 1.0)])
    assert communities.partition(graph).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_who_knows_both_sides_is_a_broker_and_who_knows_one_is_none() -> None:
    """x knows a1, a2 and b1: two pairs, of which a1 and b1 know each other already."""
    graph = TieGraph.from_edges(
        ["a1", "a2", "b1", "x", "y"],
        [("x", "a1", 1.0), ("x", "a2", 1.0), ("x", "b1", 1.0), ("a1", "b1", 1.0), ("y", "a1", 1.0)],
    )
    assert dict(communities.brokers(graph, ["a1", "a2"], ["b1"])) == {"x": 1}
