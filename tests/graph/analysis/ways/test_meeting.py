"""Common contacts and who of us knows somebody there, by hand and against plain loops."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.ways import Ways
from tests.graph.analysis.ways.tiny import expanded, know, took_part, ways

OFFICE = [("WORKS_FOR", p, "o1") for p in ("p1", "p2", "p3", "p9")]
THERE = [("WORKS_FOR", p, "o2") for p in ("p5", "p6")]
FACTS = [*OFFICE, *THERE, *know("p1", "p5"), *took_part("e1", "p2", "p6", "p8"), *know("p3", "p4", "p6")]


def test_common_contacts_stand_with_both_reasons_the_stronger_first() -> None:
    """p3 knows both (8 each); p4 met both in workshops of three (3/2 each), p5 knows only one."""
    facts = [*know("p1", "p3", "p2"), *took_part("e1", "p1", "p4", "p5"), *took_part("e2", "p4", "p2", "p6")]
    found = ways(facts).common("p1", "p2")
    assert [(c.person, c.strength) for c in found] == [("p3", 8.0), ("p4", 1.5)]
    steps = [(s.a, s.b, s.reason.via) for s in (found[1].one, found[1].other)]
    assert steps == [("p1", "p4", "e1"), ("p4", "p2", "e2")]


def test_who_sat_with_both_in_a_hall_of_two_hundred_knows_neither() -> None:
    hall = took_part("e1", *(f"p{i}" for i in range(200)))
    assert ways(hall, e1={"format": "conference", "start": "2021-03-16"}).common("p1", "p2") == []


def test_people_of_the_ends_are_no_common_contacts_of_two_organisations() -> None:
    found = ways(FACTS).common("o1", "o2")
    assert [(c.person, c.one.a, c.other.b) for c in found] == [("p4", "p3", "p6"), ("p8", "p2", "p6")]
    assert [r.end for r in found[0].facts] == ["o1", "o2"]


def test_our_people_who_know_somebody_there_come_before_those_who_know_who_does() -> None:
    """p1 knows p5, p2 met p6; p3 only knows p4 who knows p6; p9 has only colleagues."""
    found = ways(FACTS).reach("o1", "o2")
    assert [(r.person, [s.b for s in r.steps]) for r in found] == [("p1", ["p5"]), ("p2", ["p6"]), ("p3", ["p4", "p6"])]
    assert [(r.type, r.start, r.end) for r in found[0].facts] == [("WORKS_FOR", "p5", "o2")]


def test_who_of_us_belongs_to_the_target_is_no_contact_of_it() -> None:
    facts = [*FACTS, ("MEMBER_OF", "p1", "o2")]
    assert "p1" not in [r.person for r in ways(facts).reach("o1", "o2")]


def test_a_region_is_reached_through_its_people_and_their_organisations() -> None:
    found = ways([*FACTS, ("ACTIVE_IN", "o2", "r1"), ("ACTIVE_IN", "p4", "r1")]).reach("o1", "r1")
    assert [(r.person, [s.b for s in r.steps]) for r in found] == [("p1", ["p5"]), ("p3", ["p4"]), ("p2", ["p6"])]


def test_the_nearest_of_an_end_are_its_strongest_contacts_outside() -> None:
    assert [(s.a, s.b) for s in ways(FACTS).near("o2", 2)] == [("p5", "p1"), ("p6", "p4")]


def test_topics_and_regions_of_both_sides_are_what_could_bring_them_together() -> None:
    facts = [*OFFICE, *THERE, ("DEALS_WITH", "o1", "t1"), ("DEALS_WITH", "p5", "t1"), ("ACTIVE_IN", "o2", "r1")]
    assert [n.id for n in ways(facts).shared_interests("p1", "o2")] == ["t1"]


people = st.sampled_from([f"p{i}" for i in range(8)])
parts = st.one_of(
    st.tuples(people, people).map(lambda pair: know(*pair)),
    st.tuples(st.integers(1, 4), st.sets(people, min_size=2, max_size=4)).map(
        lambda found: took_part(f"e{found[0]}", *sorted(found[1]))
    ),
)
networks = st.lists(parts, max_size=10).map(
    lambda found: ways(
        [*OFFICE[:2], *THERE, *dict.fromkeys(fact for part in found for fact in part)],
    )
)


@settings(max_examples=200, deadline=None)
@given(networks)
def test_common_contacts_and_reach_are_what_plain_loops_find(found: Ways) -> None:
    graph, ours, theirs = expanded(found), {"p1", "p2"}, {"p5", "p6"}
    shared = {
        x
        for x in graph
        if x not in ours | theirs and any(x in graph[o] for o in ours) and any(x in graph[t] for t in theirs)
    }
    assert {c.person for c in found.common("o1", "o2")} == shared
    for c in found.common("o1", "o2"):
        best = [max(graph[c.person][o]["strength"] for o in side if o in graph[c.person]) for side in (ours, theirs)]
        assert c.strength == pytest.approx(min(best))  # summed in another order
    direct = {o for o in ours if any(t in graph[o] for t in theirs)}
    over = {o for o in ours - direct if any(x in shared for x in graph[o])}
    reached = found.reach("o1", "o2")
    assert {r.person for r in reached if len(r.steps) == 1} == direct
    assert {r.person for r in reached if len(r.steps) == 2} == over
