"""Each question on a tiny network whose answer is worked out by hand."""

from datetime import date
from itertools import combinations

import pytest

from briefing.wording.sentences import question_title, question_why
from graph.analysis.questions import QUESTIONS, Case, Finding, ask
from graph.errors import LANGUAGES, UsageError
from tests.graph.networks import network
from tests.support.worded import worded

DAY = date(2022, 6, 30)
Row = tuple[str, ...]


def found(question: str, nodes: list[tuple[str, dict[str, str]]], rows: list[Row], **narrow: str) -> list[Finding]:
    return ask(Case(network(nodes, rows), DAY, **narrow), question)[question]  # type: ignore[arg-type]


def named(*names: str) -> list[tuple[str, dict[str, str]]]:
    return [(name, {}) for name in names]


def know(*pairs: str) -> list[Row]:
    """Turn "12" into p1 knows p2."""
    return [("KNOWS", f"p{a}", f"p{b}", "met") for a, b in pairs]


def works(**places: str) -> list[Row]:
    """Turn o1="12" into p1 and p2 work for o1."""
    return [("WORKS_FOR", f"p{p}", o) for o, people in places.items() for p in people]


HYDROGEN = [
    ("o1", {"kind": "initiative", "name": "Wasserstoffküste"}),
    ("o2", {"kind": "initiative", "name": "Stahlbündnis"}),
    ("o3", {"kind": "company"}),
    ("t1", {"name": "Wasserstoff"}),
    ("t2", {"name": "Leichtbau"}),
    ("r1", {"name": "Saarland"}),
    ("r2", {"name": "Bremen"}),
    *named("p1", "p2", "p3"),
]
SAME = [
    *(("DEALS_WITH", o, "t1", "", "", "", f"src-{o}") for o in ("o1", "o2")),
    *(("ACTIVE_IN", o, "r1", "", "", "", f"src-{o}") for o in ("o1", "o2")),
    ("DEALS_WITH", "o3", "t1"),
    ("ACTIVE_IN", "o3", "r2"),  # another region: nothing is missing
]


def test_same_topic_and_region_without_a_tie_is_missing() -> None:
    (finding,) = found("missing_ties", HYDROGEN, SAME)
    assert finding.subjects == ("o1", "o2")
    assert worded(finding.reasons[0]) == "Beide befassen sich mit Wasserstoff und sind aktiv in Saarland."
    assert finding.evidence == ("src-o1#row 1", "src-o2#row 1")
    assert not finding.covered
    assert "nicht abgedeckt" in worded(finding.reasons[1])


def test_people_of_one_large_organisation_need_no_introduction() -> None:
    """Eleven colleagues count 4/10 for each pair, less than a firm tie; p1 and p2 deal with the same."""
    nodes = [*named(*(f"p{i}" for i in range(1, 12)), "o1"), ("t1", {}), ("r1", {})]
    rows: list[Row] = [(kind, p, x) for p in ("p1", "p2") for kind, x in (("DEALS_WITH", "t1"), ("ACTIVE_IN", "r1"))]
    assert [f.subjects for f in found("missing_ties", nodes, rows)] == [("p1", "p2")]
    house: list[Row] = [("WORKS_FOR", f"p{i}", "o1") for i in range(1, 12)]
    assert found("missing_ties", nodes, [*rows, *house]) == []


def test_a_firm_tie_is_not_missing_and_a_common_acquaintance_can_introduce() -> None:
    people = works(o1="1", o2="2")
    assert found("missing_ties", HYDROGEN, [*SAME, *people, *know("12")]) == []
    (finding,) = found("missing_ties", HYDROGEN, [*SAME, *people, *works(o3="3"), *know("13", "23")])
    assert finding.covered
    assert worded(finding.reasons[1]) == "Ein Kontakt ist nicht bekannt."
    said = "o3 deals with both and could bring Wasserstoffküste and Stahlbündnis together."
    assert worded(finding.advice, "en") == said


def test_a_tie_of_long_ago_is_stale_and_still_missing() -> None:
    """Cooperation until 2010: 8 fade to 8/2^(11.5/5) = 1.6, and nothing since."""
    rows: list[Row] = [*SAME, ("COOPERATES_WITH", "o1", "o2", "", "2005", "2010")]
    (finding,) = found("missing_ties", HYDROGEN, rows)
    assert worded(finding.reasons[-1]) == "Zuletzt gemeinsam gesehen: 31.12.2010."
    (stale,) = found("stale_ties", HYDROGEN, rows)
    assert stale.subjects == ("o1", "o2")
    assert stale.value == pytest.approx(3 * (8 - 8 * 0.5 ** (11.496 / 5)), rel=1e-3)
    assert found("stale_ties", HYDROGEN, [*rows, ("COOPERATES_WITH", "o1", "o2", "", "2020")]) == []


def test_a_question_can_be_narrowed_to_a_region_and_a_topic() -> None:
    assert found("missing_ties", HYDROGEN, SAME, region="r2") == []
    assert len(found("missing_ties", HYDROGEN, SAME, region="r1", topic="t1")) == 1
    assert found("missing_ties", HYDROGEN, SAME, topic="t2") == []


def test_without_one_person_two_circles_fall_apart() -> None:
    """p1, p2 and p3 know each other, p5, p6 and p7 too; p4 knows all six: without p4 three are cut off from three."""
    rows = know("12", "13", "23", "56", "57", "67", "41", "42", "43", "45", "46", "47")
    findings = found("fragile_bridges", named(*(f"p{i}" for i in range(1, 8))), rows)
    assert [(f.subjects, f.value) for f in findings] == [(("p4",), 3.0)]
    assert worded(findings[0].reasons[0]).startswith("3 Akteure wären von den übrigen 3 getrennt")
    assert found("fragile_bridges", named(*(f"p{i}" for i in range(1, 8))), [*rows, *know("15")]) == []


def test_who_has_no_contact_is_isolated_and_told_from_who_is_not_covered() -> None:
    rows = [*SAME, *works(o1="1", o2="2", o3="3"), *know("23")]
    findings = {f.subjects: f for f in found("isolated", HYDROGEN, rows)}
    assert set(findings) == {("o1",)}
    assert findings["o1",].covered
    assert worded(findings["o1",].reasons[0]).endswith("ein Kontakt zu anderen aber nicht.")
    assert worded(findings["o1",].advice) == "Wasserstoffküste ansprechen und mit Stahlbündnis bekannt machen."
    unknown = found("isolated", HYDROGEN, SAME)
    assert [f.covered for f in unknown[:3]] == [False] * 3
    assert {f.subjects for f in unknown[:2]} == {("o1",), ("o2",)}


def test_two_circles_with_one_topic_and_no_tie_have_a_hole_between_them() -> None:
    nodes = [*named(*(f"o{i}" for i in range(1, 9))), ("t1", {"name": "Wasserstoff"}), ("t2", {"name": "Leichtbau"})]
    circles = [combinations(range(1, 5), 2), combinations(range(5, 9), 2)]
    rows: list[Row] = [("COOPERATES_WITH", f"o{a}", f"o{b}") for circle in circles for a, b in circle]
    rows += [("DEALS_WITH", f"o{i}", "t1") for i in (1, 2, 5, 6)]
    (finding,) = found("structural_holes", nodes, rows)
    assert finding.subjects == ("o1", "o5")
    assert worded(finding.reasons[0]) == "Beide Gruppen (4 und 4 Akteure) befassen sich mit Wasserstoff."
    assert worded(finding.reasons[1]) == "Zwischen ihnen ist kein Kontakt bekannt."
    apart = [*rows[:-2], ("DEALS_WITH", "o5", "t2"), ("DEALS_WITH", "o6", "t2")]
    assert found("structural_holes", nodes, apart) == []


def test_all_contacts_of_an_organisation_hang_on_one_of_its_people() -> None:
    """p1 alone of o1 knows people of o2 and o3; p4 of o1 knows nobody outside."""
    rows = [*works(o1="14", o2="2", o3="3"), *know("12", "13", "23")]
    findings = found("concentration", named("o1", "o2", "o3", "p1", "p2", "p3", "p4"), rows)
    assert findings[0].subjects == ("o1", "p1")
    assert worded(findings[0].reasons[0]) == (
        "100 % der persönlichen Kontakte (nach Stärke) laufen über p1, zu 2 anderen: o2, o3."
    )
    assert worded(findings[0].reasons[1]) == "Wir kennen dort 2 Personen."


def test_a_goal_that_does_not_hold_names_who_would_satisfy_it() -> None:
    nodes = [*HYDROGEN, ("o7", {"kind": "union", "name": "IG Muster"}), ("o8", {"kind": "union", "name": "IG Nah"})]
    rows: list[Row] = [
        *SAME,
        *works(o1="1", o7="2"),
        *know("12"),
        ("ACTIVE_IN", "o8", "r1"),
        ("DEALS_WITH", "o8", "t1"),
    ]
    unions = [f for f in found("goals", nodes, rows) if f.detail == "initiative_contacts.0"]
    assert [f.subjects for f in unions] == [("o2",)]
    assert worded(unions[0].advice) == "In Frage kommen: IG Nah, IG Muster."


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_over_an_empty_network_finds_nothing_and_has_words(name: str) -> None:
    assert found(name, [], []) == []
    for language in LANGUAGES:
        assert question_title(name, language).endswith("?")
        assert question_why(name, language).endswith(".")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_network_without_ties_breaks_no_question(name: str) -> None:
    found(name, named("p1", "o1", "t1", "r1", "e1"), [])


def test_a_finding_is_the_same_whatever_the_order_of_loading() -> None:
    one, other = (found("missing_ties", HYDROGEN, rows)[0] for rows in (SAME, SAME[::-1]))
    assert one.id == other.id
    assert len(one.id) == 20


def test_an_unknown_question_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="missing_ties"):
        ask(Case(network([], []), DAY), "why")


def test_where_only_firm_contacts_fall_apart_the_finding_says_so_and_counts_less() -> None:
    """As above, and p1 and p5 met long ago at a panel of six: 4/5 fade to 0.06, a contact but no firm one."""
    rows = know("12", "13", "23", "56", "57", "67", "41", "42", "43", "45", "46", "47")
    panel: list[Row] = [("TOOK_PART_IN", p, "e1", "speaker") for p in ("p1", "p5", "p8", "p9", "p10", "p11")]
    nodes = [*named(*(f"p{i}" for i in range(1, 12))), ("e1", {"format": "panel", "start": "2011-06-30"})]
    (finding,) = found("fragile_bridges", nodes, [*rows, *panel])
    assert (finding.subjects, finding.value) == (("p4",), pytest.approx(0.3))
    assert worded(finding.reasons[1]).startswith("Sonst gibt es nur schwache Kontakte (unter Stärke 0,50)")


def test_only_the_question_about_goals_asks_for_those_of_the_office() -> None:
    case = Case(network(HYDROGEN, SAME), DAY)
    usual, without = ask(case), ask(case, goals=())
    assert usual["goals"]
    assert without["goals"] == []
    assert {q: f for q, f in usual.items() if q != "goals"} == {q: f for q, f in without.items() if q != "goals"}
