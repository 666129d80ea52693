"""Plans out of files and events, and what groups bring."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.analysis.case import Case
from graph.analysis.groups.account import tell
from graph.analysis.groups.mixing import VALUABLE, Figures, Mixing, as_problem, figures, mix
from graph.analysis.groups.people import before_event, house_of, plan_of, planning_day, recognised, tie_values
from graph.analysis.groups.plan import Participant, Plan, PlannedGroup, read_plan
from graph.analysis.groups.problem import Sizes
from graph.errors import InputError, UsageError
from tests.graph.networks import network
from tests.support.worded import worded

DAY = date(2022, 6, 30)
PLAN = """
groups: [{name: Eins, min: 2, max: 2}, {name: Zwei}]
people:
  - {name: Anna, kind: union, wishes: [Zwei, Eins]}
  - {name: Bert, kind: union}
  - {name: Carla, kind: ministry}
  - {name: Dora, kind: ministry}
must: [[Anna, dora]]
must_not: [[Anna, Carla]]
"""


def plan_in(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def people(*names: str, **more: object) -> Plan:
    listed = tuple(Participant(name=n) for n in names)
    return Plan(groups=(PlannedGroup(name="Eins"), PlannedGroup(name="Zwei")), people=listed, **more)  # type: ignore[arg-type]


def test_a_plan_is_read_with_its_rules(tmp_path: Path) -> None:
    plan = read_plan(plan_in(tmp_path, PLAN))
    assert plan.sizes() == Sizes((2, 0), (2, 4))
    assert (plan.pairs(plan.must), plan.pairs(plan.must_not)) == (((0, 3),), ((0, 2),))
    assert plan.balance == 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[Zwei, Eins]", "[Drei]", "no such group: Drei"),
        ("[[Anna, dora]]", "[[Anna, Emil]]", "no such participant: Emil"),
        ("[[Anna, dora]]", "[[Anna, anna]]", "paired with themselves: Anna"),
        ("{name: Zwei}", "{name: Eins}", "group named twice: Eins"),
        ("name: Bert", "name: ANNA", "participant named twice: anna"),
        ("{name: Zwei}", "{name: Zwei, colour: red}", "Extra inputs"),
        ("min: 2, max: 2", "min: 3, max: 2", "min above max: Eins"),
        ("people:", "people: [", "plan.yaml"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_plan(plan_in(tmp_path, PLAN.replace(before, after)))
    assert said in refused.value.message("de")
    assert "plan.yaml" in refused.value.message("de")


def test_groups_of_a_plan_keep_its_rules_and_give_a_wish_where_they_can() -> None:
    plan = Plan.model_validate(
        {
            "groups": [{"name": "Eins"}, {"name": "Zwei"}],
            "people": [
                {"name": n, "wishes": ["Zwei"] if n == "Anna" else []} for n in ("Anna", "Bert", "Carla", "Dora")
            ],
            "must": [["Anna", "Bert"]],
        }
    )
    found = mix(plan, np.ones((4, 4)) - np.eye(4), seconds=2)
    assert found.groups == ((2, 3), (0, 1))
    assert found.proven
    assert found.figures.wishes == (1.0,)
    assert (found.figures.new, found.figures.value) == (2, 2.0)
    assert found.random.new == 2.0


@pytest.mark.parametrize(
    ("balance", "groups"),
    [(None, {frozenset({0, 1}), frozenset({2, 3})}), (0, {frozenset({0, 3}), frozenset({1, 2})})],
)
def test_a_balance_parts_those_of_one_kind_who_would_bring_most_together(
    balance: int | None, groups: set[frozenset[int]]
) -> None:
    """Anna and Bert, Carla and Dora bring most to each other; spread by kind, Anna and Dora, Bert and Carla do."""
    kinds = ("union", "union", "ministry", "ministry")
    listed = tuple(Participant(name=n, kind=k) for n, k in zip(("Anna", "Bert", "Carla", "Dora"), kinds, strict=True))
    plan = Plan(groups=(PlannedGroup(name="Eins"), PlannedGroup(name="Zwei")), people=listed, balance=balance)
    value = np.zeros((4, 4))
    for a, b, worth in ((0, 1, 9), (2, 3, 9), (0, 3, 2), (1, 2, 2), (0, 2, 1), (1, 3, 1)):
        value[a, b] = value[b, a] = worth
    assert set(map(frozenset, mix(plan, value, seconds=2).groups)) == groups


def test_people_of_one_kind_need_no_balance() -> None:
    """Four of a kind for groups of three and one: spread evenly they would be two and two."""
    listed = tuple(Participant(name=n, kind="union") for n in ("Anna", "Bert", "Carla", "Dora"))
    sizes = (PlannedGroup(name="Eins", min=3, max=3), PlannedGroup(name="Zwei", min=1, max=1))
    found = mix(Plan(groups=sizes, people=listed, balance=0), np.ones((4, 4)) - np.eye(4), seconds=2)
    assert sorted(map(len, found.groups)) == [1, 3]


def test_a_wish_counts_what_new_ties_in_a_random_group_do_and_the_second_half_of_it() -> None:
    """Each of four brings 1 to each of three others: half of that in a random one of two groups."""
    first, *others = (
        Participant(name=n, wishes=w) for n, w in (("a", ("Zwei", "Eins")), ("b", ()), ("c", ()), ("d", ()))
    )
    plan = Plan(groups=(PlannedGroup(name="Eins"), PlannedGroup(name="Zwei")), people=(first, *others), wishes=2)
    wish = as_problem(plan, np.ones((4, 4)) - np.eye(4)).wish
    assert wish[0].tolist() == [2 * 1.5 / 2, 2 * 1.5]
    assert not wish[1:].any()


def test_what_groups_bring_is_compared_with_chance() -> None:
    ours, chance, nothing = (Figures(worth, 1, 1, ()) for worth in (3.0, 2.0, 0.0))
    assert Mixing((), ours, ours, chance, proven=True, rounds=1).times_random == 1.5
    assert Mixing((), nothing, nothing, nothing, proven=True, rounds=1).times_random == 1.0


def test_figures_count_new_and_worthwhile_ties_and_wishes() -> None:
    value = np.zeros((3, 3))
    value[0, 1] = value[1, 0] = VALUABLE
    value[0, 2] = value[2, 0] = VALUABLE / 2
    found = figures(people("a", "b", "c"), value, np.array([0, 0, 0]))
    assert (found.new, found.valuable, found.wishes) == (2, 1, ())
    assert found.value == pytest.approx(1.5 * VALUABLE)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"must_not": (("a", "b"), ("b", "c"), ("a", "c"))}, "Ohne die Regel, dass a und b getrennt sind"),
        ({"must": (("a", "b"),), "must_not": (("b", "a"),)}, "b und a sollen getrennt sein"),
        ({"must": (("a", "b"), ("b", "c"))}, "3 Personen sollen alle zusammenbleiben"),
    ],
)
def test_rules_that_do_not_go_together_are_named_in_a_sentence(rules: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        mix(people("a", "b", "c", "d", **rules), np.zeros((4, 4)), seconds=1)
    assert said in refused.value.message("de")


NODES = [
    *((f"p{i}", {"name": n}) for i, n in enumerate(("Anna", "Bert", "Carla", "Bert"), start=1)),
    ("o1", {"kind": "union", "name": "Gewerkschaft"}),
    ("o2", {"kind": "ministry", "name": "Ministerium"}),
    ("e1", {"format": "conference", "start": "2022-09-01"}),
    ("e2", {"format": "session", "start": "2022-09-01"}),
    ("e3", {"format": "meeting", "start": "2022-01-01"}),
    ("t1", {}),
]
FACTS = [
    ("WORKS_FOR", "p1", "o1"),
    ("WORKS_FOR", "p2", "o1"),
    ("WORKS_FOR", "p3", "o2"),
    ("PART_OF", "e2", "e1"),
    *(("TOOK_PART_IN", p, "e1", "invited") for p in ("p1", "p2", "p3")),
    ("TOOK_PART_IN", "p4", "e2"),
    *(("TOOK_PART_IN", p, "e3") for p in ("p2", "p3")),
    *(("DEALS_WITH", o, "t1") for o in ("o1", "o2")),
]


def test_the_plan_of_an_event_has_all_its_people_with_distinct_names() -> None:
    plan = plan_of(network(NODES, FACTS), "e1", ["A", "B"], 1)
    assert [(p.name, p.kind, p.id) for p in plan.people] == [
        ("Anna", "union", "p1"),
        ("Bert (Gewerkschaft)", "union", "p2"),
        ("Bert", "", "p4"),
        ("Carla", "ministry", "p3"),
    ]
    with pytest.raises(UsageError, match="at least as many people"):
        plan_of(network(NODES, FACTS), "e1", list("ABCDE"), 1)
    assert len(plan_of(network(NODES, FACTS), "e1", list("ABCD"), 1).groups) == 4


def test_people_of_a_file_are_recognised_where_the_name_means_one() -> None:
    found = recognised(network(NODES, FACTS), people("Anna", "Bert", "Emil"))
    assert [(p.id, p.kind) for p in found.people] == [("p1", "union"), ("", ""), ("", "")]


def test_the_house_is_the_one_worked_for_now() -> None:
    facts = [("WORKS_FOR", "p1", "o1", "", "2010", "2015"), ("WORKS_FOR", "p1", "o2", "", "2016")]
    house = house_of(network(NODES, facts), "p1")
    assert house is not None
    assert house.id == "o2"


def test_known_people_and_colleagues_count_nothing_and_the_event_itself_is_left_out() -> None:
    net = network(NODES, [*FACTS, *(("TOOK_PART_IN", p, "e2") for p in ("p1", "p3"))])
    case = before_event(Case(net, date(2022, 12, 31)), "e1")
    plan = plan_of(net, "e1", ["A", "B"], None)
    place = {p.id: i for i, p in enumerate(plan.people)}
    value = tie_values(case, plan)
    assert value[place["p1"], place["p2"]] == 0  # colleagues
    assert value[place["p2"], place["p3"]] == 0  # met in January
    assert value[place["p1"], place["p3"]] >= 0.5  # met only at the event itself; the same topic
    assert value[place["p1"], place["p4"]] == 0.01  # nothing is known of p4


def test_people_nobody_knows_are_colleagues_by_what_the_file_says() -> None:
    listed = tuple(Participant(name=n, organisation=o) for n, o in (("x", "Werk"), ("y", "WERK"), ("z", ""), ("w", "")))
    plan = Plan(groups=(PlannedGroup(name="A"), PlannedGroup(name="B")), people=listed)
    value = tie_values(Case(network(NODES, FACTS), DAY), plan)
    assert value[0, 1] == 0
    assert value[0, 2] == value[2, 3] == 0.01


def test_an_event_is_planned_on_its_day_or_today() -> None:
    net = network(NODES, FACTS)
    assert planning_day(net, "e1", DAY) == date(2022, 9, 1)
    assert planning_day(net, "e3", DAY) == DAY


def test_new_ties_are_told_with_what_both_have_in_common() -> None:
    net = network(NODES, FACTS)
    case = before_event(Case(net, DAY), "e1")
    plan = plan_of(net, "e1", ["A", "B"], None)
    value = tie_values(case, plan)
    told = tell(case, plan, mix(plan, value, seconds=1), value)
    ties = {frozenset({t.a.id, t.b.id}): t for group in told for t in group.ties}
    assert frozenset({"p1", "p3"}) in ties
    assert worded(ties[frozenset({"p1", "p3"})].reasons[0]) == "Gemeinsame Themen: t1."
