"""The ties of some are those that all have, without those of everybody else."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.case import Case
from graph.analysis.ego import ego
from graph.analysis.explain import Explainer
from graph.analysis.near_strengths import NearStrengths, pairs_with
from graph.analysis.pairs import Pairs, pairs_within
from graph.analysis.snapshot import take_snapshot
from graph.analysis.strengths import Strengths
from graph.network import Network
from tests.graph.networks import network

DAY = date(2022, 6, 30)
PEOPLE = [f"p{i}" for i in range(6)]
ORGANISATIONS = ["o1", "o2", "o3", "o4"]
NODES = [
    *((p, {}) for p in PEOPLE),
    *((o, {}) for o in ORGANISATIONS),
    ("e1", {"format": "workshop", "start": "2021-03-16"}),
    ("e2", {"format": "panel"}),
]
ENDS = {
    "WORKS_FOR": (PEOPLE, ORGANISATIONS),
    "MEMBER_OF": (PEOPLE + ORGANISATIONS, ORGANISATIONS),
    "TOOK_PART_IN": (PEOPLE + ORGANISATIONS, ["e1", "e2"]),
    "KNOWS": (PEOPLE, PEOPLE),
    "COOPERATES_WITH": (ORGANISATIONS, ORGANISATIONS),
    "FUNDS": (ORGANISATIONS, ORGANISATIONS),
}
dates = st.sampled_from(["", "2015", "2021-06", "2024"])


@st.composite
def networks(draw: st.DrawFn) -> Network:
    facts = []
    for kind in draw(st.lists(st.sampled_from(sorted(ENDS)), max_size=22)):
        start, end = (draw(st.sampled_from(ends)) for ends in ENDS[kind])
        facts.append((kind, start, end, "", draw(dates), draw(dates)))
    return network(NODES, facts)


def rows(pairs: Pairs, wanted: set[int]) -> list[tuple[object, ...]]:
    columns = [getattr(pairs, name).tolist() for name in Pairs.__slots__]
    return [row for row in zip(*columns, strict=True) if wanted & {row[0], row[1]}]


@given(networks(), st.sets(st.integers(0, len(NODES) - 1), max_size=3), st.booleans())
def test_the_ties_of_some_are_those_of_all(net: Network, nodes: set[int], through: bool) -> None:
    whole = Strengths(take_snapshot(net), DAY)
    near = NearStrengths(whole, nodes, through_people=through)
    assert rows(near.people, nodes) == rows(whole.people, nodes)
    if through:
        assert rows(near.organisations, nodes) == rows(whole.organisations, nodes)


@given(networks(), st.sampled_from([*PEOPLE, *ORGANISATIONS]))
def test_an_ego_network_needs_only_the_ties_around_it(net: Network, centre: str) -> None:
    case, whole = Case(net, DAY), Case(net, DAY)
    reference = ego(whole.actors if centre.startswith("p") else whole.organisations, centre)
    assert ego(case.near(centre), centre) == reference
    assert "people" not in case.strengths.__dict__


@given(networks())
def test_a_pair_taken_apart_alone_is_taken_apart_as_among_all(net: Network) -> None:
    whole, alone = Case(net, DAY), Case(net, DAY)
    assert len(whole.strengths.people) >= 0 <= len(whole.strengths.organisations)
    for a, b in (("p0", "p1"), ("o1", "o2"), ("p0", "o1"), ("o3", "p4")):
        assert Explainer(net, alone.strengths).explain(a, b) == Explainer(net, whole.strengths).explain(a, b)
    assert not {"people", "organisations"} & alone.strengths.__dict__.keys()


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=20), st.integers(2, 5))
def test_pairs_with_some_are_those_pairs_of_all(places: list[tuple[int, bool]], limit: int) -> None:
    places.sort()
    group = np.array([g for g, _ in places], dtype=np.int64)
    chosen = np.array([c for _, c in places], dtype=np.bool_)
    i, j = pairs_within(group, limit)
    expected = {(a, b) for a, b in zip(i.tolist(), j.tolist(), strict=True) if chosen[a] or chosen[b]}
    found = list(zip(*(x.tolist() for x in pairs_with(group, chosen, limit)), strict=True))
    assert len(found) == len(set(found))
    assert set(found) == expected
