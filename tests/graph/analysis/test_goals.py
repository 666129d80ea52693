"""Networking goals worked out by hand, and files of goals that are none."""

from datetime import date
from pathlib import Path

import pytest

from graph.analysis.goals import Checker, Goal, load_goals
from graph.analysis.questions import Case
from graph.errors import InputError
from tests.graph.networks import network

DAY = date(2022, 6, 30)
GOALS = {goal.id: goal for goal in load_goals()}
NODES = [
    ("o1", {"kind": "initiative"}),
    ("o2", {"kind": "ministry", "name": "Bundesministerium für Wirtschaft", "short_name": "BMWi"}),
    ("o3", {"kind": "ministry", "name": "BMWK"}),
    ("t1", {"name": "Wasserstoff"}),
    ("r1", {"name": "Saarland", "code": "DEC"}),
    ("r2", {"name": "Deutschland", "code": "DE"}),
    ("e1", {"start": "2022-01-01"}),
    ("p1", {}),
    ("p2", {}),
]


def unmet(goal: Goal, *rows: tuple[str, ...]) -> list[tuple[str, int, list[str]]]:
    checked = Checker(Case(network(NODES, rows), DAY)).check(goal)
    return [(u.subject.id, u.place, [n.id for n in u.found]) for u in checked.unmet]


def test_a_contact_in_a_ministry_counts_in_its_successor_and_through_events_on_the_topic() -> None:
    goal = GOALS["topic_ministry"]
    one = [("WORKS_FOR", "p1", "o2"), ("DEALS_WITH", "p1", "t1")]
    other = [("WORKS_FOR", "p2", "o3"), ("DEALS_WITH", "e1", "t1"), ("TOOK_PART_IN", "p2", "e1", "speaker")]
    assert unmet(goal, *one) == [("t1", 0, ["p1"])]
    assert unmet(goal, *one, *other) == [("t1", 0, ["p1"])]
    assert unmet(goal, *one, *other, ("SUCCEEDS", "o3", "o2")) == []


def test_every_land_needs_an_initiative_even_one_nobody_has_named() -> None:
    found = unmet(GOALS["land_initiative"], ("ACTIVE_IN", "o1", "r1"))
    assert len(found) == 15
    assert "r1" not in {subject for subject, _, _ in found}
    assert "land:DED" in {subject for subject, _, _ in found}


def test_the_ministry_of_the_own_land_counts_and_that_of_the_whole_country_does_not() -> None:
    federal = [("ACTIVE_IN", "o1", "r1"), ("PART_OF", "r1", "r2"), ("ACTIVE_IN", "o2", "r2")]
    tie = ("COOPERATES_WITH", "o1", "o2")
    goal = GOALS["initiative_contacts"]
    assert ("o1", 2, []) in unmet(goal, *federal, tie)
    assert ("o1", 2, []) not in unmet(goal, ("ACTIVE_IN", "o1", "r1"), ("ACTIVE_IN", "o2", "r1"), tie)


@pytest.mark.parametrize(
    "text",
    ["", "goals: 3", "goals: [{id: A}]", "goals: [", "goals: []\nmore: 1", "a: &a [*a]", "\0", "{" * 3000],
)
def test_a_file_that_is_none_of_goals_is_refused_by_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ziele.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"ziele\.yaml.*Please"):
        load_goals(path)


def test_a_goal_can_be_about_a_region_or_topic_alone_and_ask_for_the_same_topic() -> None:
    """o1 and o4 are initiatives, only o1 is active in Saarland; o5 and o6 are unions, only o6 shares its topic."""
    nodes = [*NODES, ("o4", {"kind": "initiative"}), ("o5", {"kind": "union"}), ("o6", {"kind": "union"})]
    rows = [
        ("ACTIVE_IN", "o1", "r1"),
        ("DEALS_WITH", "o1", "t1"),
        ("DEALS_WITH", "o6", "t1"),
        ("COOPERATES_WITH", "o1", "o5"),
    ]
    title = {"de": "x", "en": "x"}

    def checked(every: dict[str, str], who: dict[str, str]) -> list[str]:
        goal = Goal.model_validate(
            {
                "id": "x",
                "title": title,
                "every": {"type": "Organisation", "kind": "initiative", **every},
                "needs": [{"how": "contact", "who": {"kind": "union", **who}}],
            }
        )
        return [u.subject.id for u in Checker(Case(network(nodes, rows), DAY)).check(goal).unmet]

    assert checked({}, {}) == ["o4"]
    assert checked({"region": "Saarland"}, {}) == []
    assert checked({"topic": "wasserstoff"}, {"topic": "same"}) == ["o1"]
