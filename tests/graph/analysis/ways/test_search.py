"""The search finds what networkx finds, on random networks; with a limit of steps, what trying all ways finds."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.ways import Way, Ways, WaysAsked
from graph.analysis.ways.settings import load_way_settings
from tests.graph.analysis.ways.tiny import expanded, know, took_part, ways

PEOPLE = [f"p{i}" for i in range(1, 9)]
person = st.sampled_from(PEOPLE)
knows = st.tuples(person, person).map(lambda pair: know(*pair))
meets = st.tuples(st.integers(1, 6), st.sets(person, min_size=2, max_size=5)).map(
    lambda found: took_part(f"e{found[0]}", *sorted(found[1]))
)
works = st.tuples(person, st.sampled_from(["o1", "o2"])).map(lambda found: [("WORKS_FOR", *found)])
paid = st.lists(st.one_of(knows, meets, works), min_size=1, max_size=12).map(
    lambda parts: ways(list(dict.fromkeys(fact for part in parts for fact in part)), **{name: {} for name in PEOPLE})
)


FREE = load_way_settings().model_copy(update={"step": 0.0})  # so that longer ways are often the nearer ones
networks = st.one_of(paid, paid.map(lambda found: Ways(found.case, FREE)))


def length(graph: "nx.Graph[str]", people: tuple[str, ...]) -> float:
    return float(nx.path_weight(graph, people, weight="length"))


@settings(max_examples=300, deadline=None)
@given(networks)
def test_the_first_way_is_as_near_as_that_of_networkx(found: Ways) -> None:
    graph = expanded(found)
    routes = found.routes("p1", "p2")
    assert bool(routes) == nx.has_path(graph, "p1", "p2")
    if routes:
        people = routes[0].path.people
        assert length(graph, people) == pytest.approx(nx.shortest_path_length(graph, "p1", "p2", weight="length"))
        assert routes[0].length == pytest.approx(length(graph, people))
        assert [s.strength for s in routes[0].path.steps] == pytest.approx(
            [graph.edges[s.a, s.b]["strength"] for s in routes[0].path.steps]
        )


@settings(max_examples=300, deadline=None)
@given(networks, st.integers(1, 4))
def test_a_limit_of_steps_gives_the_nearest_of_all_ways_as_short(found: Ways, most: int) -> None:
    graph = expanded(found)
    all_ways = list(nx.all_simple_paths(graph, "p1", "p2", cutoff=most))
    routes = found.routes("p1", "p2", WaysAsked(most_steps=most))
    assert bool(routes) == bool(all_ways)
    if routes:
        assert len(routes[0].path.steps) <= most
        assert length(graph, routes[0].path.people) == pytest.approx(min(length(graph, tuple(w)) for w in all_ways))


@settings(max_examples=300, deadline=None)
@given(networks, st.sampled_from(["o1", "o2"]))
def test_between_an_organisation_and_a_person_it_is_the_nearest_of_all_pairs(found: Ways, organisation: str) -> None:
    if organisation not in found.case.network.nodes:
        return
    graph = expanded(found)
    there = {r.start for r in found.case.network.around(organisation)}
    lengths = nx.multi_source_dijkstra_path_length(graph, there, weight="length")
    routes = found.routes(organisation, "p2")
    assert bool(routes) == ("p2" in lengths)
    if routes:
        assert routes[0].length == pytest.approx(lengths["p2"])


def occasions(way: Way) -> set[str]:
    return {step.reason.via or "|".join(sorted((step.a, step.b))) for step in way.path.steps}


@settings(max_examples=300, deadline=None)
@given(networks)
def test_ways_are_loopless_and_clearly_different_from_each_other(found: Ways) -> None:
    graph = expanded(found)
    routes = found.routes("p1", "p2", WaysAsked(5))
    for i, way in enumerate(routes):
        people = way.path.people
        assert len(set(people)) == len(people)
        assert nx.is_path(graph, people)
        for before in routes[:i]:
            own, theirs = set(people[1:-1]), set(before.path.people[1:-1])
            assert own != theirs
            assert 2 * len(own & theirs) <= min(len(own), len(theirs))
            assert not own or not theirs or occasions(way) - occasions(before)


@settings(max_examples=100, deadline=None)
@given(networks, person.filter(lambda p: p not in ("p1", "p2")))
def test_without_somebody_it_is_the_way_in_a_network_without_them(found: Ways, avoided: str) -> None:
    graph = expanded(found)
    graph.remove_node(avoided)
    routes = found.routes("p1", "p2", WaysAsked(avoid=frozenset({avoided})))
    assert bool(routes) == nx.has_path(graph, "p1", "p2")
    if routes:
        assert routes[0].length == pytest.approx(nx.shortest_path_length(graph, "p1", "p2", weight="length"))


def test_a_large_random_network_gives_the_same_lengths_as_networkx() -> None:
    random = np.random.default_rng(5)
    facts = [
        fact
        for e in range(300)
        for fact in took_part(f"e{e}", *(f"p{i}" for i in random.choice(800, random.integers(3, 9), replace=False)))
    ]
    found = ways(facts)
    graph = expanded(found)
    pairs = random.choice(sorted(graph), (40, 2))
    for a, b in pairs.tolist():
        routes = found.routes(a, b)
        expected = nx.shortest_path_length(graph, a, b, weight="length") if nx.has_path(graph, a, b) else None
        assert (routes[0].length if routes else None) == (pytest.approx(expected) if expected is not None else None)
