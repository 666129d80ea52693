"""Who should meet, through whom and why, on a network small enough to work it out by hand."""

from datetime import date

import numpy as np
import pytest

from graph.analysis.case import Case
from graph.analysis.suggestions.acquaintance import Acquaintance
from graph.analysis.suggestions.introductions import Introduction, Matchmaker
from graph.analysis.suggestions.network_meetings import meetings_of, topics_of
from graph.analysis.suggestions.on_network import evaluate_network
from graph.curation.lookup import find_any
from graph.curation.standings import Standing, Standings
from graph.errors import UsageError
from tests.graph.networks import network
from tests.support.worded import worded

DAY = date(2022, 6, 30)
Row = tuple[str, ...]

# p1 (o1) and p3 (o3) both know p2 (o2) and not each other; both o1 and o3 deal with t1 in r1.
NODES = [
    *((p, {"name": f"Person {p[1]}"}) for p in ("p1", "p2", "p3", "p4")),
    ("o1", {"kind": "initiative", "name": "Initiative Eins"}),
    ("o2", {"kind": "chamber", "name": "Kammer Zwei"}),
    ("o3", {"kind": "union", "name": "Gewerkschaft Drei"}),
    ("o4", {"kind": "company", "name": "Werk Vier"}),
    ("e1", {"format": "meeting", "start": "2022-03-01", "name": "Treffen Eins"}),
    ("e2", {"format": "meeting", "start": "2022-04-01", "name": "Treffen Zwei"}),
    ("t1", {"name": "Wasserstoff"}),
    ("r1", {"name": "Saarland"}),
]
FACTS: list[Row] = [
    *(("WORKS_FOR", f"p{i}", f"o{i}") for i in (1, 2, 3, 4)),
    ("TOOK_PART_IN", "p1", "e1", "participant", "", "", "src-e1"),
    ("TOOK_PART_IN", "p2", "e1", "participant", "", "", "src-e1"),
    ("TOOK_PART_IN", "p2", "e2", "participant", "", "", "src-e2"),
    ("TOOK_PART_IN", "p3", "e2", "participant", "", "", "src-e2"),
    *(("DEALS_WITH", o, "t1") for o in ("o1", "o3")),
    *(("ACTIVE_IN", o, "r1") for o in ("o1", "o3")),
]


def case(*more: Row, day: date = DAY, **narrow: str) -> Case:
    return Case(network(NODES, [*FACTS, *more]), day, **narrow)


def pairs(found: list[Introduction]) -> list[tuple[str, str]]:
    return [(i.a.id, i.b.id) for i in found]


def test_organisations_meet_through_their_people() -> None:
    meetings = meetings_of(case(), people=False)
    there = {(e, meetings.actors[a]) for e, a in zip(meetings.event.tolist(), meetings.actor.tolist(), strict=True)}
    together = {frozenset(a for f, a in there if f == e) for e, _ in there}
    assert {frozenset({"o1", "o2"}), frozenset({"o2", "o3"})} <= together


def test_nothing_after_the_day_and_no_invitation_is_a_meeting() -> None:
    before = meetings_of(case(day=date(2022, 3, 15)), people=True)
    assert date(2022, 4, 1).toordinal() not in before.day.tolist()
    invited: Row = ("TOOK_PART_IN", "p4", "e1", "invited")
    one, other = (meetings_of(case(*rows), people=True) for rows in ([], [invited]))
    assert len(one.actor) == len(other.actor)


def test_a_person_works_for_a_house_at_the_time_of_the_event() -> None:
    """p4 moved to o3 after both events: o3 was not at the event where p4 was."""
    rows: list[Row] = [
        ("WORKS_FOR", "p4", "o3", "", "2022-05-01"),
        ("TOOK_PART_IN", "p4", "e1", "participant"),
    ]
    meetings = meetings_of(case(*rows), people=False)
    place = meetings.actors.index("o3")
    assert date(2022, 3, 1).toordinal() not in meetings.day[meetings.actor == place].tolist()


def test_topics_come_from_oneself_the_house_and_events() -> None:
    c = case(("DEALS_WITH", "e1", "t1"))
    table = topics_of(c)
    weight = {n: float(table[c.place[n], c.place["t1"]]) for n in ("o1", "p1", "p2", "o2", "o4")}
    assert weight == {"o1": 4.0, "p1": 4.0, "p2": 1.0, "o2": 1.0, "o4": 0.0}


def test_the_two_who_share_a_contact_are_introduced_by_the_person_between_them() -> None:
    (found,) = Matchmaker(case()).suggest(5)
    assert (found.a.id, found.b.id) == ("o1", "o3")
    assert found.introducer is not None
    assert found.introducer.id == "p2"
    said = [worded(r) for r in found.finding.reasons]
    assert "Gemeinsame Themen: Wasserstoff." in said
    assert "Gemeinsame Region: Saarland." in said
    assert "Ein gemeinsamer Kontakt: Kammer Zwei." in said
    assert "Ein Kontakt ist nicht bekannt." in said
    assert worded(found.finding.advice) == "Person 2 könnte Initiative Eins und Gewerkschaft Drei bekannt machen."
    assert found.path is not None
    assert found.path.people == ("p1", "p2", "p3")
    assert [(s.reason.kind, s.reason.date, s.reason.size) for s in found.path.steps] == [
        ("event", "2022-03-01", 2),
        ("event", "2022-04-01", 2),
    ]
    assert {"src-e1#row 1", "src-e2#row 1"} <= set(found.finding.evidence)


def test_a_pair_that_closes_a_goal_says_so_and_counts_half_as_much_again() -> None:
    """An initiative needs a union by the goals of the program; a company closes nothing."""
    (found,) = Matchmaker(case()).suggest(5)
    said = " ".join(worded(r) for r in found.finding.reasons)
    assert "Schließt eine Lücke: Initiative Eins fehlt bisher ein Kontakt dieser Art: Gewerkschaft" in said
    other = [(n, f | {"kind": "company"}) if n == "o3" else (n, f) for n, f in NODES]
    (plain,) = Matchmaker(Case(network(other, FACTS), DAY)).suggest(5)
    assert found.finding.value == pytest.approx(1.5 * plain.finding.value)


def test_who_knows_each_other_shares_a_house_or_was_dismissed_is_not_suggested() -> None:
    (found,) = Matchmaker(case()).suggest(5)
    assert Matchmaker(case()).suggest(5, left_out=frozenset({found.finding.id})) == []
    assert Matchmaker(case(("COOPERATES_WITH", "o1", "o3"))).suggest(5) == []
    part: Row = ("PART_OF", "o3", "o1")
    assert Matchmaker(case(part)).suggest(5) == []


def test_people_are_suggested_only_when_asked_for() -> None:
    assert {i.a.label for i in Matchmaker(case()).suggest(50)} == {"Organisation"}
    found = Matchmaker(case(), people=True).suggest(50)
    assert ("p1", "p3") in pairs(found)
    assert all("Person" in {i.a.label, i.b.label} for i in found)


def test_one_without_any_way_is_suggested_those_who_deal_with_the_same() -> None:
    rows: list[Row] = [("DEALS_WITH", "o4", "t1")]
    found = Matchmaker(case(*rows)).suggest(5, "o4")
    assert pairs(found) == [("o1", "o4"), ("o3", "o4")]
    assert all(i.introducer is None for i in found)
    assert "einladen" in worded(found[0].finding.advice)


def test_a_region_or_topic_narrows_and_people_are_of_their_house() -> None:
    assert pairs(Matchmaker(case(region="r1", topic="t1")).suggest(5)) == [("o1", "o3")]
    found = pairs(Matchmaker(case(region="r1"), people=True).suggest(50))
    assert sorted(found) == [("o1", "p3"), ("o3", "p1"), ("p1", "p3")]
    nowhere = Case(network([*NODES, ("r2", {})], FACTS), DAY, region="r2")
    assert Matchmaker(nowhere).suggest(5) == []


def test_known_ties_are_worth_nothing_and_new_ones_with_a_common_topic_most() -> None:
    people = ["p1", "p2", "p3", "p4"]
    value = Acquaintance(case(), people=True).values(people)
    assert np.allclose(value, value.T)
    assert value[0, 1] == value[1, 2] == 0
    assert value[0, 2] == value.max() > value[0, 3] > 0


def test_a_suggestion_comes_true_where_a_contact_follows() -> None:
    """By the end of April o1 and o3 are a candidate; in June p1 and p3 meet."""
    nodes = [*NODES, ("e3", {"format": "meeting", "start": "2022-06-01"})]
    rows: list[Row] = [("TOOK_PART_IN", p, "e3", "participant") for p in ("p1", "p3")]
    found = evaluate_network(Case(network(nodes, [*FACTS, *rows]), DAY), date(2022, 4, 30))
    assert (found.candidates, found.new, found.reachable) == (1, 1, 1)
    assert found.hits["ours"][0] == 1
    none = evaluate_network(case(), date(2022, 4, 30))
    assert (none.new, none.hits["ours"][0]) == (0, 0)


def test_a_suggestion_is_found_by_its_id_and_what_was_noted_of_it_also_after_they_met() -> None:
    (found,) = Matchmaker(case()).suggest(5)
    wanted = found.finding.id
    assert find_any(case(), wanted, Standings()) == found.finding
    met = case(("COOPERATES_WITH", "o1", "o3"))
    with pytest.raises(UsageError):
        find_any(met, wanted, Standings())
    noted = Standings({wanted: Standing("accepted", question="introductions", subjects=("o3", "o1"))})
    assert find_any(met, wanted, noted).subjects == ("o1", "o3")
    gone = Standings({wanted: Standing("accepted", question="introductions", subjects=("o1", "gone"))})
    assert find_any(case(), wanted, gone) == found.finding


def test_a_strong_go_between_is_preferred_to_a_weak_contact_and_without_one_the_nearest_way_is_taken() -> None:
    """p1 and p3 sat in one plenary of 60; who knows both introduces them. p4 is two people away from p1."""
    crowd = [(f"p{i}", {}) for i in range(10, 68)]
    nodes = [*NODES, *crowd, ("e3", {"format": "conference", "start": "2022-05-01"})]
    hall: list[Row] = [("TOOK_PART_IN", p, "e3", "participant") for p in ("p1", "p3", *(p for p, _ in crowd))]
    maker = Matchmaker(Case(network(nodes, [*FACTS, *hall]), DAY))
    assert [worded(maker.of_pair(*pair).advice) for pair in (("o1", "o3"), ("o3", "o1"))] == [
        "Person 2 könnte Initiative Eins und Gewerkschaft Drei bekannt machen."
    ] * 2
    chain = Matchmaker(case(("KNOWS", "p3", "p4", "met"))).of_pair("o4", "o1")
    assert worded(chain.advice).startswith("Person 3 ")  # met Person 2 a month after Person 1 had


@pytest.mark.parametrize(
    ("meetings", "introducer"),
    [
        ((("p1", "p2"), 1, ("p2", "p3"), 3, ("p3", "p4"), 2), "p3"),
        ((("p1", "p2"), 2, ("p2", "p3"), 3, ("p3", "p4"), 1), "p2"),
    ],
)
def test_on_a_long_way_the_one_introduces_whose_weaker_tie_is_the_stronger(
    meetings: tuple[tuple[str, str] | int, ...], introducer: str
) -> None:
    """p1 and p4 have two people between them, who met three times; what counts is the tie to the outside."""
    nodes, rows = list(NODES), list(FACTS[:4])
    for pair, times in zip(meetings[::2], meetings[1::2], strict=True):
        assert isinstance(pair, tuple)
        assert isinstance(times, int)
        for number in range(times):
            event = f"e-{'-'.join(pair)}-{number}"
            nodes.append((event, {"format": "meeting", "start": "2022-05-01", "name": event}))
            rows += [("TOOK_PART_IN", person, event, "participant") for person in pair]
    matchmaker = Matchmaker(Case(network(nodes, rows), DAY), people=True)
    found = matchmaker.of_pair("p1", "p4")
    name = f"Person {introducer[1]}"
    assert worded(found.advice) == f"{name} könnte Person 1 und Person 4 bekannt machen."


def test_an_office_without_goals_has_no_gap_to_close() -> None:
    """Without goals nothing counts half as much again; left open, those of the program are asked."""
    (usual,) = Matchmaker(case()).suggest(5)
    (found,) = Matchmaker(case(), goals=()).suggest(5)
    assert not any(worded(r).startswith("Schließt eine Lücke") for r in found.finding.reasons)
    assert usual.finding.value == pytest.approx(1.5 * found.finding.value)
