"""Ties worked out by hand on tiny networks. Weights: weights.yaml."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.ties import Tie, TieReason, Ties, Weight, Weights
from graph.network import Relation
from tests.graph.networks import network

DAY = date(2021, 3, 16)
WEIGHTS = Weights(
    events={"workshop": Weight(weight=3, half_life=2), "other": Weight(weight=1, half_life=2)},
    organisations={
        "colleagues": Weight(weight=4, half_life=None),
        "body": Weight(weight=5, half_life=None),
        "mixed": Weight(weight=2, half_life=None),
    },
    acquaintance=Weight(weight=8, half_life=None),
)
PEOPLE = [(name, {}) for name in ("p1", "p2", "p3", "p4")]
PLENARY = ("e1", {"format": "conference", "start": "2021-03-16"})
WORKSHOP = ("e2", {"format": "workshop", "start": "2021-03-16"})


def took_part(event: str, *people: str) -> list[tuple[str, ...]]:
    return [("TOOK_PART_IN", person, event, "participant") for person in people]


def test_an_event_of_k_people_counts_one_in_k_minus_one() -> None:
    ties = Ties(network([*PEOPLE, PLENARY], took_part("e1", "p1", "p2", "p3", "p4")), DAY, WEIGHTS)
    tie = ties.between("p1", "p2")
    assert tie is not None
    assert tie.strength == pytest.approx(1 / 3)
    assert [(r.kind, r.via, r.size) for r in tie.reasons] == [("event", "e1", 4)]


def test_a_workshop_counts_beside_the_event_and_more_than_it() -> None:
    facts = [*took_part("e1", "p1", "p2", "p3", "p4"), *took_part("e2", "p1", "p2")]
    tie = Ties(network([*PEOPLE, PLENARY, WORKSHOP], facts), DAY, WEIGHTS).between("p1", "p2")
    assert tie is not None
    assert [r.via for r in tie.reasons] == ["e2", "e1"]
    assert tie.strength == pytest.approx(3 / 1 + 1 / 3)


def test_half_is_left_after_the_half_life() -> None:
    ties = Ties(network([*PEOPLE, WORKSHOP], took_part("e2", "p1", "p2")), date(2023, 3, 16), WEIGHTS)
    tie = ties.between("p1", "p2")
    assert tie is not None
    assert tie.strength == pytest.approx(3 * 0.5, rel=1e-3)


@pytest.mark.parametrize(
    ("one", "other", "kind", "strength"),
    [
        ("WORKS_FOR", "WORKS_FOR", "colleagues", 4.0),
        ("MEMBER_OF", "MEMBER_OF", "body", 5.0),
        ("WORKS_FOR", "MEMBER_OF", "mixed", 2.0),
    ],
)
def test_an_organisation_counts_by_how_both_belong_to_it(one: str, other: str, kind: str, strength: float) -> None:
    ties = Ties(network([*PEOPLE, ("o1", {})], [(one, "p1", "o1"), (other, "p2", "o1")]), DAY, WEIGHTS)
    tie = ties.between("p2", "p1")
    assert tie is not None
    assert (tie.reasons[0].kind, tie.strength) == (kind, strength)


def test_a_stated_acquaintance_counts_from_both_sides() -> None:
    ties = Ties(network(PEOPLE, [("KNOWS", "p1", "p2", "met")]), DAY, WEIGHTS)
    assert [(t.b, t.strength) for t in ties.of("p1")] == [("p2", 8.0)]
    assert [(t.b, t.strength) for t in ties.of("p2")] == [("p1", 8.0)]


def test_who_was_only_invited_was_not_there() -> None:
    facts = [*took_part("e1", "p1"), ("TOOK_PART_IN", "p2", "e1", "invited")]
    assert Ties(network([*PEOPLE, PLENARY], facts), DAY, WEIGHTS).between("p1", "p2") is None


def test_what_comes_later_does_not_count_yet() -> None:
    ties = Ties(network([*PEOPLE, WORKSHOP], took_part("e2", "p1", "p2")), date(2021, 3, 15), WEIGHTS)
    assert ties.of("p1") == []


def test_two_roles_at_one_event_are_one_membership() -> None:
    facts = [*took_part("e1", "p1", "p2"), ("TOOK_PART_IN", "p1", "e1", "speaker")]
    tie = Ties(network([*PEOPLE, PLENARY], facts), DAY, WEIGHTS).between("p1", "p2")
    assert tie is not None
    assert tie.strength == pytest.approx(1.0)


TODAY = date(2020, 12, 31)
HALVING = Weights(
    events={"other": Weight(weight=1, half_life=1)},
    organisations={
        "colleagues": Weight(weight=4, half_life=10),
        "body": Weight(weight=5, half_life=10),
        "mixed": Weight(weight=2, half_life=10),
    },
    acquaintance=Weight(weight=8, half_life=10),
)
SOURCES = [("s2000", {"date": "2000"}), ("s2010", {"date": "2010-12-31"}), ("s2025", {"date": "2025"})]


def tied(*facts: tuple[str, ...], as_of: date = TODAY, a: str = "p1", b: str = "p2") -> Tie | None:
    tie = Ties(network([*PEOPLE, ("o1", {}), *SOURCES], facts), as_of, HALVING).between(a, b)
    back = Ties(network([*PEOPLE, ("o1", {}), *SOURCES], facts[::-1]), as_of, HALVING).between(b, a)
    assert (tie and (tie.strength, tie.reasons[0].date)) == (back and (back.strength, back.reasons[0].date))
    return tie


def works(person: str, *dates: str) -> tuple[str, ...]:
    return ("WORKS_FOR", person, "o1", "", *dates)


@pytest.mark.parametrize(
    ("one", "other", "strength", "latest"),
    [
        pytest.param(("2000",), ("2005-06",), 4.0, "", id="both still work there"),
        pytest.param(("2000", "2010"), ("2005",), 2.0, "2010", id="one left ten years ago"),
        pytest.param(("", "2010"), (), 2.0, "2010", id="the other undated"),
        pytest.param((), (), 4.0, "", id="both undated"),
        pytest.param(("2000", "2020"), ("2000", "2025"), 4.0, "2020", id="ends not before the day"),
        pytest.param(("2000", "2010"), ("2010", "2020"), 2.0, "2010", id="may have met within the year"),
        pytest.param(("", "", "s2010"), ("2000",), 2.0, "2010-12-31", id="one seen, one ongoing"),
        pytest.param(("", "", "s2010"), (), 2.0, "2010-12-31", id="one seen, one undated"),
        pytest.param(("", "", "s2000", "s2010", "s2025"), (), 2.0, "2010-12-31", id="seen again only later"),
        pytest.param(("", "", "s2000"), ("", "", "s2010"), 1.0, "2000", id="both seen, apart"),
    ],
)
def test_an_organisation_fades_from_the_last_day_both_are_known_there(
    one: tuple[str, ...], other: tuple[str, ...], strength: float, latest: str
) -> None:
    tie = tied(works("p1", *one), works("p2", *other))
    assert tie is not None
    assert tie.strength == pytest.approx(strength, rel=1e-3)
    assert tie.reasons[0].date == latest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("2000", "2005"), ("2010", "2020"), id="years apart"),
        pytest.param(("2000", "2010-05"), ("2010-06",), id="the next month"),
        pytest.param(("2000",), ("2021",), id="one joins after the day"),
        pytest.param(("2000",), ("", "", "s2025"), id="one is seen only after the day"),
    ],
)
def test_who_was_never_there_together_is_not_tied(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert tied(works("p1", *one), works("p2", *other)) is None


def test_of_several_jobs_the_strongest_pair_that_overlaps_counts() -> None:
    """p2 met p1 in p1's first job (ended 2010: 4/2), not in the second; the honorary seat gives 2 without fading."""
    jobs = [works("p1", "2000", "2010"), works("p1", "2015"), works("p2", "2005", "2012")]
    first = tied(*jobs)
    assert first is not None
    assert (first.strength, len(first.reasons)) == (pytest.approx(2.0, rel=1e-3), 1)
    again = tied(*jobs, works("p2", "2018"))
    assert again is not None
    assert (again.strength, again.reasons[0].kind) == (4.0, "colleagues")
    seat = tied(*jobs, ("MEMBER_OF", "p2", "o1", "", "2020"), as_of=date(2030, 12, 31))
    assert seat is not None
    assert (seat.strength, seat.reasons[0].kind) == (2.0, "mixed")


def test_a_group_has_the_people_who_joined_it_by_the_day() -> None:
    """p3 left long ago and is one of the three; p4 comes later and p1's second job adds nobody."""
    facts = [works("p1", "2000"), works("p1", "2010"), works("p2", "2000"), works("p3", "2000", "2001")]
    tie = tied(*facts, works("p4", "2021"))
    assert tie is not None
    assert (tie.strength, tie.reasons[0].size) == (2.0, 3)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2000",), (8.0, "")),  # it goes on: no source says until when
        (("2000", "2010"), (4.0, "2010")),
        (("", "", "s2010"), (4.0, "2010-12-31")),
        (("", "", "s2010", "s2025"), (4.0, "2010-12-31")),
        ((), (8.0, "")),
        (("2025",), None),
        (("", "", "s2025"), None),
    ],
)
def test_an_acquaintance_obeys_the_day(dates: tuple[str, ...], told: tuple[float, str] | None) -> None:
    tie = tied(("KNOWS", "p1", "p2", "met", *dates))
    assert (tie and (tie.strength, tie.reasons[0].date)) == (told and (pytest.approx(told[0], rel=1e-3), told[1]))


@pytest.mark.parametrize(
    ("event", "strength"),
    [
        ({"start": "2019-12-31"}, 0.5),
        ({"start": "2018", "end": "2019"}, 0.5),
        ({"start": "2020-12-30", "end": "2021-01-02"}, 1.0),
        ({}, 0.5**10),
    ],
)
def test_an_event_is_over_when_it_ends(event: dict[str, str], strength: float) -> None:
    """Without a date of its own, an event was when its source is of (2010)."""
    facts = [("TOOK_PART_IN", p, "e1", "participant", "", "", "s2010") for p in ("p1", "p2")]
    tie = Ties(network([*PEOPLE, *SOURCES, ("e1", event)], facts), TODAY, HALVING).between("p1", "p2")
    assert tie is not None
    assert tie.strength == pytest.approx(strength, rel=5e-3)


def test_taking_part_is_over_even_where_only_its_begin_is_stated() -> None:
    facts = [("TOOK_PART_IN", p, "e1", "participant", day) for p, day in (("p1", "2019-12-30"), ("p2", "2019-12-31"))]
    tie = Ties(network([*PEOPLE, ("e1", {})], facts), TODAY, HALVING).between("p1", "p2")
    assert tie is not None
    assert tie.strength == pytest.approx(0.5, rel=5e-3)


def test_a_reason_has_the_evidence_of_its_facts_and_is_invented_where_one_of_them_is() -> None:
    def reason(*evidence: str) -> TieReason:
        relations = tuple(Relation(e, "WORKS_FOR", "p1", "o1", evidence=(e, "invented-1#row 1")) for e in evidence)
        return TieReason("colleagues", "o1", 1.0, "", 2, relations)

    mixed, invented = reason("src-1#row 2", "invented-0#row 2"), reason("invented-0#row 2", "invented-0#row 2")
    assert mixed.evidence == ("invented-0#row 2", "invented-1#row 1", "src-1#row 2")
    assert mixed.invented
    assert not reason("src-1#row 2", "src-2#row 2").invented
    assert invented.evidence == ("invented-0#row 2", "invented-1#row 1")
    assert invented.invented


dates = st.sampled_from(["", "2000", "2005-06", "2010", "2015-01-01", "2021"])
jobs = st.lists(
    st.tuples(
        st.sampled_from(["WORKS_FOR", "MEMBER_OF"]), st.sampled_from(["p1", "p2", "p3"]), st.just("o1"), st.just(""),
        dates, dates,
    ),
    max_size=6,
    unique=True,
)  # fmt: skip


@given(jobs, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(facts: list[tuple[str, ...]], chance: Random) -> None:
    def ties(rows: list[tuple[str, ...]]) -> list[tuple[object, ...]]:
        found = Ties(network([*PEOPLE, ("o1", {})], rows), TODAY, HALVING)
        return [
            (tie.a, tie.b, tie.strength, reason.date, [replace(relation, id="") for relation in reason.relations])
            for person, _ in PEOPLE
            for tie in found.of(person)
            for reason in tie.reasons
        ]

    other = facts[:]
    chance.shuffle(other)
    assert ties(facts) == ties(other)


memberships = st.sets(st.tuples(st.sampled_from(["p1", "p2", "p3", "p4"]), st.sampled_from(["e1", "e2"])))


@given(memberships)
def test_ties_are_symmetric_and_their_reasons_add_up(pairs: set[tuple[str, str]]) -> None:
    facts = [("TOOK_PART_IN", p, e, "participant") for p, e in sorted(pairs)]
    ties = Ties(network([*PEOPLE, PLENARY, WORKSHOP], facts), DAY, WEIGHTS)
    for person in ("p1", "p2", "p3", "p4"):
        for tie in ties.of(person):
            back = ties.between(tie.b, person)
            assert back is not None
            assert back.strength == pytest.approx(tie.strength) == pytest.approx(sum(r.value for r in tie.reasons))


@given(memberships)
def test_each_event_gives_a_person_the_same_in_all(pairs: set[tuple[str, str]]) -> None:
    """Newman's point: an event adds its weight once to the strength of each who was not there alone."""
    facts = [("TOOK_PART_IN", p, e, "participant") for p, e in sorted(pairs)]
    ties = Ties(network([*PEOPLE, PLENARY, WORKSHOP], facts), DAY, WEIGHTS)
    size = {e: sum(1 for _, at in pairs if at == e) for e in ("e1", "e2")}
    for person in ("p1", "p2", "p3", "p4"):
        expected = sum({"e1": 1.0, "e2": 3.0}[e] for p, e in pairs if p == person and size[e] > 1)
        assert sum(t.strength for t in ties.of(person)) == pytest.approx(expected)
