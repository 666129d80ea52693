"""Whom to invite: each guest closes what those before leave open."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.case import Case
from graph.analysis.suggestions.guests import Gap, Planner, organisations_at, told
from tests.graph.networks import network
from tests.support.worded import worded

DAY = date(2022, 6, 30)
Row = tuple[str, ...]
NODES = [
    ("o1", {"kind": "union", "name": "Gewerkschaft Eins"}),
    ("o2", {"kind": "union", "name": "Gewerkschaft Zwei"}),
    ("o3", {"kind": "ministry", "name": "Ministerium Drei"}),
    ("o4", {"kind": "company", "name": "Werk Vier"}),
    ("o5", {"kind": "company", "name": "Anderes Werk"}),
    ("e1", {"format": "meeting", "start": "2022-09-01"}),
    ("p1", {"name": "Person Eins"}),
    ("t1", {"name": "Wasserstoff"}),
    ("t2", {"name": "Grüner Wasserstoff"}),
    ("t3", {"name": "Leichtbau"}),
    ("r1", {"name": "Saarland"}),
]
FACTS: list[Row] = [
    *(("DEALS_WITH", o, "t1") for o in ("o1", "o2", "o3")),
    ("DEALS_WITH", "o4", "t2"),
    ("PART_OF", "t2", "t1"),
    ("DEALS_WITH", "o5", "t3"),
    ("ACTIVE_IN", "o1", "r1"),
    ("WORKS_FOR", "p1", "o1"),
    ("TOOK_PART_IN", "p1", "e1", "invited"),
]


def planner(*more: Row, topic: str = "t1", region: str = "r1") -> Planner:
    return Planner(Case(network(NODES, [*FACTS, *more]), DAY), topic, region)


def order(found: Planner, invited: tuple[str, ...] = ()) -> list[str]:
    return [g.node.id for g in found.suggest(invited).suggested]


def test_who_covers_most_comes_first_and_who_adds_nothing_last() -> None:
    """The union of the region covers kind, topic and region; then ministry and company their kind; the other union
    adds nothing. Who deals with something else and is elsewhere is no candidate.
    """
    found = order(planner())
    assert found[0] == "o1"
    assert found[-1] == "o2"
    assert set(found) == {"o1", "o2", "o3", "o4"}


def test_with_the_union_invited_its_kind_is_no_gap() -> None:
    assert organisations_at(network(NODES, FACTS), "e1") == {"o1"}
    result = planner().suggest(organisations_at(network(NODES, FACTS), "e1"))
    assert [n.id for n in result.invited] == ["o1"]
    assert "o1" not in [g.node.id for g in result.suggested]
    missing = [worded(g.said) for g in told(result.missing)]
    assert "Diese Art fehlt bisher ganz: Ministerium." in missing
    assert "Diese Art fehlt bisher ganz: Gewerkschaft." not in missing
    assert "Zum Thema Grüner Wasserstoff ist bisher niemand dabei." in missing


def test_what_nobody_known_could_cover_is_missing_all_the_same() -> None:
    chambers = [g for g in planner().suggest().missing if g.key == ("chamber",)]
    assert [len(g.covered_by) for g in chambers] == [0]


def test_each_guest_says_why_what_closes_and_whom_one_knows() -> None:
    guest = planner().suggest(top=1).suggested[0]
    said = [worded(r) for r in guest.finding.reasons]
    assert "Passende Themen: Wasserstoff." in said
    assert "Aktiv in: Saarland." in said
    assert "Diese Art fehlt bisher ganz: Gewerkschaft." in said
    assert worded(guest.finding.advice) == "Bekannt sind dort: Person Eins."
    assert guest.finding.evidence


def test_a_kind_missing_everywhere_is_not_said_to_be_missing_in_each_region_too() -> None:
    said = [g.sort for g in told(planner().suggest().missing)]
    assert not any(sort.startswith("kind_") for sort in said)


def test_a_contact_that_a_goal_misses_is_a_gap() -> None:
    nodes = [*NODES, ("o6", {"kind": "initiative", "name": "Initiative Sechs"})]
    case = Case(network(nodes, [*FACTS, ("DEALS_WITH", "o6", "t1")]), DAY)
    gaps = [g for g in Planner(case, "t1", "").gaps if g.sort == "goal"]
    unions = [g for g in gaps if g.covered_by == {"o1", "o2"}]
    assert len(unions) == 1
    assert worded(unions[0].said).startswith("Initiative Sechs fehlt bisher ein Kontakt dieser Art: Gewerkschaft")


def test_topic_and_region_of_the_question_do_not_narrow_who_is_a_candidate() -> None:
    case = Case(network(NODES, FACTS), DAY, region="r1", topic="t1")
    assert Planner(case, "t1", "r1").candidates == {"o1", "o2", "o3", "o4"}


letters = st.sets(st.sampled_from("abcdef"), max_size=6)


@given(st.lists(st.tuples(st.integers(1, 5), letters), min_size=1, max_size=6), st.integers(1, 3))
@settings(deadline=None)
def test_one_by_one_is_within_the_bound_of_the_best_list(given_gaps: list[tuple[int, set[str]]], top: int) -> None:
    """Nemhauser et al. (1978): at least 1 - 1/e of the best list of so many, found by trying all."""
    plan = planner()
    plan.__dict__["gaps"] = tuple(
        Gap("kind", (str(i),), plan.suggest().missing[0].said, float(w), frozenset(f"o{ord(x) - 96}" for x in who))
        for i, (w, who) in enumerate(given_gaps)
    )
    plan.__dict__["candidates"] = frozenset(f"o{i}" for i in range(1, 6))

    def covered(chosen: set[str]) -> float:
        return sum(g.weight for g in plan.gaps if g.covered_by & chosen)

    found = {g.node.id for g in plan.suggest(top=top).suggested}
    best = max(covered(set(chosen)) for chosen in combinations(sorted(plan.candidates), top))
    assert covered(found) >= (1 - 1 / 2.718281828) * best - 1e-9


def test_a_kind_that_is_there_is_not_missing_though_it_fits_neither_topic_nor_region() -> None:
    """o5 is a company of another topic, elsewhere: with it on the list nobody says that companies are missing."""
    missing = {gap.key for gap in planner().suggest(["o5"]).missing if gap.sort == "kind"}
    assert ("company",) not in missing
    assert ("company",) in {gap.key for gap in planner().suggest(["o1"]).missing if gap.sort == "kind"}


def test_an_office_without_goals_misses_no_contact() -> None:
    nodes = [*NODES, ("o6", {"kind": "initiative", "name": "Initiative Sechs"})]
    case = Case(network(nodes, [*FACTS, ("DEALS_WITH", "o6", "t1")]), DAY)
    assert not any(g.sort == "goal" for g in Planner(case, "t1", "", goals=()).gaps)
