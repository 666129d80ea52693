"""Two days side by side, and what came after an event, worked out by hand."""

import weakref
from datetime import date

import pytest

from graph.analysis.diff import Change, Diff, Effect, compare, effect
from graph.analysis.pairs import Pairs
from graph.analysis.questions import Case
from graph.analysis.strengths import Strengths
from tests.graph.networks import network

Row = tuple[str, ...]
NODES = [
    *((name, {}) for name in ("p1", "p2", "p3", "p4", "o1", "o2", "o3")),
    ("e1", {"start": "2021-03-16", "format": "workshop"}),
    ("e2", {"start": "2021-05-01", "format": "workshop"}),
    ("e3", {"start": "2021-12-01", "format": "workshop"}),
    ("e4", {"start": "2021-02-01", "format": "workshop"}),
]


def sides(rows: list[Row], *, people: bool = False) -> Diff:
    net = network(NODES, rows)
    return compare(Case(net, date(2020, 12, 31)), Case(net, date(2022, 12, 31)), people=people)


def test_ties_are_new_lost_or_strengthened() -> None:
    rows: list[Row] = [
        ("KNOWS", "p1", "p2", "met", "2021-06"),
        ("KNOWS", "p1", "p3", "met", "2020"),
        ("TOOK_PART_IN", "p1", "e1", "speaker"),
        ("TOOK_PART_IN", "p3", "e1", "speaker"),
    ]
    found = {(c.what, c.a, c.b): c for c in sides(rows, people=True).ties}
    assert set(found) == {("new", "p1", "p2"), ("strengthened", "p1", "p3")}
    assert found["new", "p1", "p2"] == Change("new", "p1", "p2", 0.0, 8.0)


def test_of_one_kind_the_largest_change_comes_first() -> None:
    """p1 and p2 knew each other well and meet once more; p3 and p4 had met once and now know each other."""
    nodes = [*NODES, ("e0", {"start": "2019-03-16", "format": "workshop"})]
    rows: list[Row] = [
        ("KNOWS", "p1", "p2", "met", "2020"),
        *took_part("e1", "12"),
        *took_part("e0", "34"),
        ("KNOWS", "p3", "p4", "met", "2021-06"),
    ]
    net = network(nodes, rows)
    found = compare(Case(net, date(2020, 12, 31)), Case(net, date(2022, 12, 31)), people=True).ties
    assert [(c.what, c.a, c.b) for c in found] == [("strengthened", "p3", "p4"), ("strengthened", "p1", "p2")]


def test_who_leaves_has_contacts_to_hand_over() -> None:
    """p1 leaves o1 and knew p2 of o2 and p3 of o3; p4 stays at o1 and knows p3: o2 is to be handed over."""
    rows: list[Row] = [
        ("WORKS_FOR", "p1", "o1", "", "2010", "2021"),
        ("WORKS_FOR", "p4", "o1"),
        ("WORKS_FOR", "p2", "o2"),
        ("WORKS_FOR", "p3", "o3"),
        *(("KNOWS", a, b, "met", "2015") for a, b in (("p1", "p2"), ("p1", "p3"), ("p4", "p3"))),
    ]
    result = sides(rows)
    assert [(c.what, c.a, c.b) for c in result.ties] == [("lost", "o1", "o2"), ("weakened", "o1", "o3")]
    (move,) = result.moves
    assert (move.what, move.person, move.organisation) == ("departed", "p1", "o1")
    assert set(move.contacts) == {"o2", "o3"}
    assert move.kept == ("o3",)


def test_what_only_fades_is_not_weaker_until_half_of_it_is_gone() -> None:
    """A stated acquaintance halves in ten years: after one nothing is said, after eleven it is weaker."""
    rows: list[Row] = [("KNOWS", "p1", "p2", "met", "2010", "2010"), ("WORKS_FOR", "p3", "o3", "", "2021-12-31")]
    net = network(NODES, rows)
    sides = [Case(net, date(year, 12, 31)) for year in (2010, 2011, 2021)]
    assert compare(sides[0], sides[1], people=True).ties == ()
    (change,) = compare(sides[0], sides[2], people=True).ties
    assert (change.what, change.before, change.after) == ("weakened", 8.0, pytest.approx(8 * 0.5**1.1, abs=0.01))


def test_who_comes_is_listed() -> None:
    (move,) = sides([("WORKS_FOR", "p1", "o1", "", "2022")]).moves
    assert (move.what, move.person, move.organisation) == ("arrived", "p1", "o1")


def took_part(event: str, people: str) -> list[Row]:
    return [("TOOK_PART_IN", f"p{p}", event, "participant") for p in people]


def test_after_an_event_new_contacts_are_counted_by_months() -> None:
    """Six pairs. 1-2 met in February: five are left. 1-3 meet again in May, 2-4 in December."""
    rows = [*took_part("e1", "1234"), *took_part("e2", "13"), *took_part("e3", "24"), *took_part("e4", "12")]
    assert effect(Case(network(NODES, rows), date(2022, 6, 30)), "e1") == (
        Effect(3, 5, 1, 1),
        Effect(6, 5, 1, 1),
        Effect(12, 5, 2, 1),
    )


@pytest.mark.parametrize(("day", "months"), [(date(2021, 5, 1), []), (date(2021, 10, 1), [3, 6])])
def test_months_that_are_not_over_are_not_counted(day: date, months: list[int]) -> None:
    found = effect(Case(network(NODES, took_part("e1", "12")), day), "e1")
    assert [e.months for e in found] == months


def test_the_ties_of_one_day_are_let_go_before_those_of_the_other_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[Strengths]] = []
    plain = Strengths._all_people

    def watched(self: Strengths) -> Pairs:
        assert all(earlier() is None for earlier in made), "two at once"
        made.append(weakref.ref(self))
        return plain(self)

    monkeypatch.setattr(Strengths, "_all_people", watched)
    rows: list[Row] = [*took_part("e1", "12"), ("WORKS_FOR", "p1", "o1", "", "2010", "2021")]
    found = sides(rows)
    assert ([m.what for m in found.moves], len(made)) == (["departed"], 2)
