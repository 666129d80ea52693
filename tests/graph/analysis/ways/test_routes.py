"""Introduction paths on networks of a few people, with answers found by hand."""

from datetime import date

import pytest

from graph.analysis.ways import Way, Ways, WaysAsked
from graph.errors import UsageError
from tests.graph.analysis.ways.tiny import know, took_part, ways


def people(found: list[Way]) -> list[tuple[str, ...]]:
    return [way.path.people for way in found]


def best(facts: list[tuple[str, ...]], start: str, end: str, asked: WaysAsked | None = None) -> tuple[str, ...]:
    return ways(facts).routes(start, end, asked or WaysAsked())[0].path.people


def test_strong_steps_are_preferred_to_one_weak_one() -> None:
    """p1 and p2 were in one workshop of 40; both know p3: two steps of 2 + 1/8 against one of 2 + 39/3."""
    crowd = took_part("e1", *(f"p{i}" for i in range(1, 41)))
    assert best([*crowd, *know("p1", "p3", "p2")], "p1", "p2") == ("p1", "p3", "p2")


def test_one_medium_contact_is_preferred_to_a_chain_of_strong_ones() -> None:
    """A workshop of ten: two steps of 2 + 9/3; four people who know each other: five steps of 2 + 1/8."""
    facts = [*know("p1", "p3", "p4", "p5", "p6", "p2")]
    for event, end in (("e1", "p1"), ("e2", "p2")):
        facts += took_part(event, end, "p7", *(f"p{event[1]}{i}" for i in range(8)))
    assert best(facts, "p1", "p2") == ("p1", "p7", "p2")


def test_a_step_says_its_strongest_reason_and_its_day() -> None:
    (way,) = ways([*took_part("e1", "p1", "p2")]).routes("p1", "p2")
    (step,) = way.path.steps
    assert (step.reason.kind, step.reason.via, step.reason.date, step.strength) == ("event", "e1", "2021-03-16", 3.0)
    assert step.reason.evidence == ("src-1#row 1",)


def test_an_organisation_is_reached_through_the_people_who_are_there() -> None:
    facts = [("WORKS_FOR", "p1", "o1", "", "2000", "2005"), ("WORKS_FOR", "p2", "o1"), ("WORKS_FOR", "p4", "o2")]
    (way,) = ways([*facts, *know("p1", "p4"), *know("p2", "p3", "p4")]).routes("o1", "o2")
    assert way.path.people == ("p2", "p3", "p4")
    assert [(r.type, r.start, r.end) for r in (*way.start, *way.end)] == [
        ("WORKS_FOR", "p2", "o1"),
        ("WORKS_FOR", "p4", "o2"),
    ]


def test_where_nobody_is_there_any_more_those_who_were_lead_to_it() -> None:
    facts = [("WORKS_FOR", "p1", "o1", "", "2000", "2005"), *know("p1", "p2")]
    assert people(ways(facts).routes("p2", "o1")) == [("p2", "p1")]


def test_a_topic_is_reached_through_the_people_of_organisations_that_deal_with_it_or_with_a_part_of_it() -> None:
    facts = [("PART_OF", "t2", "t1"), ("DEALS_WITH", "o1", "t2"), ("WORKS_FOR", "p2", "o1"), *know("p1", "p2")]
    (way,) = ways(facts).routes("p1", "t1")
    assert way.path.people == ("p1", "p2")
    assert [(r.type, r.end) for r in way.end] == [("WORKS_FOR", "o1"), ("DEALS_WITH", "t2")]


def test_a_region_is_reached_through_who_is_active_there_and_an_event_through_who_was_at_a_session() -> None:
    facts = [("ACTIVE_IN", "p2", "r1"), ("PART_OF", "e2", "e1"), *took_part("e2", "p3"), *know("p3", "p4", "p2")]
    assert people(ways(facts).routes("e1", "r1")) == [("p3", "p4", "p2")]


def test_who_was_only_invited_introduces_nobody() -> None:
    facts = [("TOOK_PART_IN", "p1", "e1", "invited"), *took_part("e1", "p3"), *know("p1", "p2")]
    assert ways(facts).routes("e1", "p2") == []


def test_who_belongs_to_both_is_the_first_way_and_the_next_goes_through_others() -> None:
    facts = [("WORKS_FOR", p, "o1") for p in ("p1", "p2", "p5")] + [("MEMBER_OF", p, "o2") for p in ("p1", "p3", "p5")]
    found = ways([*facts, *know("p2", "p3")]).routes("o1", "o2", WaysAsked(3))
    assert people(found) == [("p1",), ("p2", "p3")]
    assert (found[0].path.steps, found[0].others, found[0].stand_ins) == ((), 1, ("p5",))


def test_a_source_is_no_end() -> None:
    with pytest.raises(UsageError):
        ways(know("p1", "p2"), s1={"date": "2020"}).routes("p1", "s1")


def test_without_a_way_there_is_none() -> None:
    assert ways([*know("p1", "p2"), *know("p3", "p4")]).routes("p1", "p4", WaysAsked(3)) == []


CROWD = [*took_part("e1", "p1", "p3", "p4", "p5", "p6"), *took_part("e2", "p2", "p3", "p4", "p5", "p6")]


def test_five_of_one_crowd_are_one_way_with_those_who_could_stand_in() -> None:
    """p3 to p6 were at both events: one way, not four."""
    (way,) = ways(CROWD).routes("p1", "p2", WaysAsked(5))
    assert way.path.people[1] == "p3"
    assert (way.others, way.stand_ins) == (3, ("p4", "p5", "p6"))


def test_further_ways_go_through_other_people_and_another_occasion() -> None:
    """Two steps to p9 of 2 + 2/3; two to the crowd of 2 + 4/3; three to p7 and p8 of 2 + 2/3, 2 + 1/3 and 2 + 2/3."""
    other = [*took_part("e3", "p1", "p7", "p9"), *took_part("e4", "p7", "p8"), *took_part("e5", "p8", "p2", "p9")]
    found = ways([*CROWD, *other]).routes("p1", "p2", WaysAsked(3))
    assert people(found) == [("p1", "p9", "p2"), ("p1", "p3", "p2"), ("p1", "p7", "p8", "p2")]
    assert [way.length for way in found] == pytest.approx([4 + 4 / 3, 4 + 8 / 3, 6 + 5 / 3])


def test_the_direct_contact_is_one_way_among_others() -> None:
    facts = [*know("p1", "p2"), *know("p1", "p3", "p2"), *know("p1", "p4", "p2")]
    assert people(ways(facts).routes("p1", "p2", WaysAsked(9))) == [
        ("p1", "p2"),
        ("p1", "p3", "p2"),
        ("p1", "p4", "p2"),
    ]


def test_where_all_goes_through_one_person_there_is_one_way() -> None:
    facts = [*know("p1", "p3", "p2"), *know("p1", "p4", "p3", "p5", "p2")]
    found = ways(facts).routes("p1", "p2", WaysAsked(5))
    assert people(found)[0] == ("p1", "p3", "p2")
    assert all(len(set(p[1:-1]) & {"p3"}) * 2 <= len(p[1:-1]) for p in people(found)[1:])


TWO = [*know("p1", "p3", "p2"), *took_part("e1", "p1", "p4"), *took_part("e2", "p4", "p2")]


@pytest.mark.parametrize("avoided", ["p3", "o1"])
def test_who_is_to_be_avoided_is_gone_round(avoided: str) -> None:
    facts = [*TWO, ("WORKS_FOR", "p3", "o1")]
    found = ways(facts).routes("p1", "p2", WaysAsked(5, frozenset({avoided})))
    assert people(found) == [("p1", "p4", "p2")]


def test_an_occasion_to_be_avoided_counts_for_nothing_and_is_no_reason() -> None:
    facts = [*took_part("e1", "p1", "p2"), *took_part("e2", "p1", "p2", "p3"), ("WORKS_FOR", "p3", "o1")]
    (way,) = ways(facts).routes("p1", "p2", WaysAsked(1, frozenset({"e1"})))
    assert way.path.steps[0].reason.via == "e2"
    assert ways(took_part("e1", "p1", "p2")).routes("p1", "p2", WaysAsked(1, frozenset({"e1"}))) == []


def test_who_is_asked_for_stays_though_the_own_organisation_is_avoided() -> None:
    facts = [("WORKS_FOR", "p1", "o1"), ("WORKS_FOR", "p3", "o1"), *know("p1", "p3", "p2"), *know("p1", "p4", "p2")]
    assert people(ways(facts).routes("p1", "p2", WaysAsked(2, frozenset({"o1"})))) == [("p1", "p4", "p2")]


def test_recent_contacts_are_preferred_on_request() -> None:
    """Two panels of 2011, six half-lives... 4 * 0.5**(10/3) = 0.4 each; two workshops of four last year: about 0.8."""
    old = [*took_part("e1", "p1", "p3"), *took_part("e2", "p3", "p2")]
    new = [*took_part("e3", "p1", "p4", "p5", "p6"), *took_part("e4", "p4", "p2", "p7", "p8", "p9", "p0")]
    days = {name: {"format": "interview", "start": "2016-03-16"} for name in ("e1", "e2")}
    days |= {name: {"format": "workshop", "start": "2020-03-16"} for name in ("e3", "e4")}
    found = ways([*old, *new], **days)
    assert people(found.routes("p1", "p2")) == [("p1", "p3", "p2")]
    assert people(found.routes("p1", "p2", WaysAsked(recent=True))) == [("p1", "p4", "p2")]


def test_a_limit_of_steps_is_kept_though_more_steps_would_be_nearer() -> None:
    """Three steps of 2 + 1/8 against 2 + 9/3 in a workshop of ten and 2 + 1/3."""
    ten = took_part("e1", "p1", "p5", *(f"p2{i}" for i in range(8)))
    facts = [*know("p1", "p3", "p4", "p2"), *ten, *took_part("e2", "p5", "p2")]
    assert best(facts, "p1", "p2") == ("p1", "p3", "p4", "p2")
    assert best(facts, "p1", "p2", WaysAsked(most_steps=2)) == ("p1", "p5", "p2")
    assert ways(facts).routes("p1", "p2", WaysAsked(most_steps=1)) == []


def test_on_an_earlier_day_only_what_was_then_counts() -> None:
    facts = [*took_part("e1", "p1", "p2")]
    assert ways(facts, date(2021, 3, 15)).routes("p1", "p2") == []


def test_a_long_chain_is_walked_to_its_end() -> None:
    chain = [f"p{i:02}" for i in range(30)]
    found: Ways = ways(know(*chain))
    assert people(found.routes("p00", "p29")) == [tuple(chain)]
    assert people(found.routes("p00", "p29", WaysAsked(most_steps=29))) == [tuple(chain)]
    assert found.routes("p00", "p29", WaysAsked(most_steps=28)) == []
