"""All ties at once are the ties of each, and those of organisations are worked out by hand."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.pairs import KINDS
from graph.analysis.snapshot import take_snapshot
from graph.analysis.spans import span
from graph.analysis.strengths import Strengths
from graph.analysis.ties import Ties, load_weights
from tests.graph.networks import network

DAY = date(2022, 6, 30)
NODES = [
    *((f"p{i}", {}) for i in range(5)),
    ("o1", {}),
    ("o2", {"kind": "union"}),
    ("e1", {"format": "workshop", "start": "2021-03-16"}),
    ("e2", {"format": "panel"}),
    ("s1", {"date": "2020"}),
    ("s2", {"date": "2023-01-01"}),
]
dates = st.sampled_from(["", "2001", "2021-06", "2022-06-30", "2024"])
sources = st.sampled_from([(), ("s1",), ("s2",), ("s1", "s2")])


@st.composite
def facts(draw: st.DrawFn) -> list[tuple[str, ...]]:
    people = st.sampled_from([f"p{i}" for i in range(5)])
    kind = st.sampled_from(["WORKS_FOR", "MEMBER_OF", "TOOK_PART_IN", "KNOWS"])
    found = []
    for _ in range(draw(st.integers(0, 12))):
        name = draw(kind)
        ends = {"TOOK_PART_IN": st.sampled_from(["e1", "e2"]), "KNOWS": people}.get(name, st.sampled_from(["o1", "o2"]))
        role = draw(st.sampled_from(["", "invited"])) if name == "TOOK_PART_IN" else ""
        found.append((name, draw(people), draw(ends), role, draw(dates), draw(dates), *draw(sources)))
    return found


@given(facts())
def test_the_ties_of_all_people_at_once_are_those_of_each(rows: list[tuple[str, ...]]) -> None:
    net = network(NODES, rows)
    graph = Strengths(take_snapshot(net), DAY).people_graph
    one_by_one = Ties(net, DAY)
    for i, person in enumerate(graph.ids):
        expected = {tie.b: tie.strength for tie in one_by_one.of(person)}
        row = graph.matrix[[i]].tocoo()
        assert {graph.ids[j]: w for j, w in zip(row.col, row.data, strict=True)} == pytest.approx(expected)


@given(facts())
def test_the_spans_of_all_facts_are_those_of_each(rows: list[tuple[str, ...]]) -> None:
    net = network(NODES, rows)
    snapshot = take_snapshot(net)
    spans = snapshot.spans(DAY)
    by_id = {r.id: r for r in net.relations}
    for i, fact in enumerate(snapshot.fact_ids):
        expected = span(net, by_id[fact], DAY)
        assert bool(spans.counted[i]) == (expected is not None)
        if expected:
            assert int(spans.day[i]) == (expected.day.toordinal() if expected.day else 0)


def test_organisations_are_tied_by_their_people_and_what_they_do_themselves() -> None:
    """p1 of o1 knows p2 of o2: 8. o1 and o2 cooperate: 8. The colleagues p1 and p3 within o1 add nothing."""
    rows = [
        ("WORKS_FOR", "p1", "o1"),
        ("WORKS_FOR", "p3", "o1"),
        ("WORKS_FOR", "p2", "o2"),
        ("KNOWS", "p1", "p2", "met"),
        ("COOPERATES_WITH", "o1", "o2"),
    ]
    pairs = Strengths(take_snapshot(network(NODES, rows)), DAY).organisations
    weights = load_weights()
    expected = [weights.acquaintance.weight, weights.between["cooperation"].weight]
    assert sorted((KINDS[k], v) for k, v in zip(pairs.kind, pairs.value, strict=True)) == [
        ("cooperation", expected[1]),
        ("people", expected[0]),
    ]


def test_who_belongs_to_both_ties_them_once_and_not_again_as_a_colleague() -> None:
    rows = [("WORKS_FOR", "p1", "o1"), ("MEMBER_OF", "p1", "o2"), ("WORKS_FOR", "p2", "o2")]
    pairs = Strengths(take_snapshot(network(NODES, rows)), DAY).organisations
    assert [(KINDS[k], v) for k, v in zip(pairs.kind, pairs.value, strict=True)] == [("shared_person", 4.0)]


def test_who_has_left_takes_the_contact_along() -> None:
    rows = [("WORKS_FOR", "p1", "o1", "", "2010", "2021"), ("WORKS_FOR", "p2", "o2"), ("KNOWS", "p1", "p2", "met")]
    assert len(Strengths(take_snapshot(network(NODES, rows)), DAY).organisations) == 0


def test_what_was_recorded_later_was_not_known_then() -> None:
    from dataclasses import replace

    net = network(NODES, [("KNOWS", "p1", "p2", "met")])
    net.relations[:] = [replace(net.relations[0], recorded_at="2022-01-01T00:00:00+00:00")]
    snapshot = take_snapshot(net)
    assert len(Strengths(snapshot, DAY, datetime(2021, 12, 31, tzinfo=UTC)).people) == 0
    assert len(Strengths(snapshot, DAY, datetime(2022, 1, 2, tzinfo=UTC)).people) == 1
