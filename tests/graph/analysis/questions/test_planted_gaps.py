"""A network of thirty drawn by hand, with one gap planted for each question: found first, and for the right reason.

North (Wasserstoff, Nordland)   two initiatives that do not know each other, one of them without its union
South (Leichtbau, Südland)      tied to the rest through Ruth Achenbach alone
West (Leichtbau, Westmark)      tied to the North, and not to the South with which it shares its topic
"""

from datetime import date

import pytest

from graph.analysis.goals import load_goals
from graph.analysis.questions import QUESTIONS, Case, Finding, ask
from graph.network import Network
from tests.graph.networks import network
from tests.support.worded import worded

DAY = date(2022, 6, 30)
NAMES = {
    "o1": ("Wasserstoffkreis Nordland", "initiative"),
    "o2": ("Stahlforum Nordland", "initiative"),
    "o3": ("Gewerkschaft Muster", "union"),
    "o4": ("Arbeitgeberverband Muster", "association"),
    "o5": ("Wirtschaftsministerium Nordland", "ministry"),
    "o6": ("Gießerei Probst", "company"),
    "o7": ("Walzwerk Kern", "company"),
    "o8": ("Leichtbau Süd", "company"),
    "o9": ("Institut für Fügetechnik", "research"),
    "o10": ("Handwerkskammer Westmark", "chamber"),
    "o12": ("Faserwerk Wald", "company"),
    "o13": ("Rahmenbau Hell", "company"),
    "o14": ("Formenbau Lenz", "company"),
    "p1": ("Ruth Achenbach", ""),
    "p2": ("Nils Bode", ""),
    "p3": ("Ida Clasen", ""),
    "p4": ("Timo Dreher", ""),
    "p5": ("Eva Erler", ""),
    "p6": ("Jan Fuchs", ""),
    "p8": ("Lea Gerlach", ""),
    "p10": ("Olaf Harms", ""),
    "p12": ("Mia Jost", ""),
    "p13": ("Paul Kling", ""),
    "t1": ("Wasserstoff", ""),
    "t2": ("Leichtbau", ""),
    "t3": ("Fachkräfte", ""),
    "r1": ("Nordland", ""),
    "r2": ("Südland", ""),
    "r3": ("Westmark", ""),
}
PLACES = {"r1": (1, 2, 5), "r2": (6, 8, 9), "r3": (10, 12, 13, 14)}
THEMES = {"t1": (1, 2), "t2": (6, 8, 9, 12, 13, 14), "t3": (10,)}
WORK_FOR = {5: (2,), 3: (3,), 4: (4, 5), 9: (1,), 6: (6,), 8: (8,), 10: (10,), 12: (12,), 13: (13,)}
COOPERATE = {
    "North": ((1, 3), (1, 4), (1, 5), (2, 4), (2, 5), (3, 4), (3, 5), (5, 7)),
    "South": ((6, 8), (6, 9), (8, 9)),
    "West": ((12, 13), (12, 14), (13, 14), (3, 14)),
}
KNOW = ((1, 2), (1, 3), (4, 12), (4, 13), (6, 8))


def planted() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("COOPERATES_WITH", "o4", "o7", "", "2005", "2012")]
    rows += [("COOPERATES_WITH", f"o{a}", f"o{b}", "", "2021") for ties in COOPERATE.values() for a, b in ties]
    rows += [("KNOWS", f"p{a}", f"p{b}", "", "2021") for a, b in KNOW]
    rows += [("WORKS_FOR", f"p{p}", f"o{o}", "", "2019") for o, people in WORK_FOR.items() for p in people]
    rows += [("ACTIVE_IN", f"o{o}", region) for region, there in PLACES.items() for o in there]
    rows += [("SEEKS", "o12", "t3", "Nachwuchs"), ("OFFERS", "o10", "t3", "Ausbildung")]
    return rows + [("DEALS_WITH", f"o{o}", topic) for topic, there in THEMES.items() for o in there]


@pytest.fixture(scope="module")
def built() -> Network:
    nodes = [(node, {"name": name, **({"kind": kind} if kind else {})}) for node, (name, kind) in NAMES.items()]
    return network(nodes, planted())


@pytest.fixture(scope="module")
def found(built: Network) -> dict[str, list[Finding]]:
    return ask(Case(built, DAY), goals=load_goals())


def said(finding: Finding, built: Network) -> list[str]:
    return [worded(p, network=built) for p in (finding.title, *finding.reasons, finding.advice)]


PLANTED = {
    "missing_ties": (("o1", "o2"), "Beide befassen sich mit Wasserstoff und sind aktiv in Nordland."),
    "goals": (("o2",), "Nach unseren Quellen fehlt Stahlforum Nordland noch ein Kontakt dieser Art: Gewerkschaft."),
    "fragile_bridges": (
        ("p1",),
        "5 Akteure wären von den übrigen 15 getrennt: Gießerei Probst, Institut für Fügetechnik, Leichtbau Süd, "
        "Jan Fuchs, Lea Gerlach.",
    ),
    "stale_ties": (("o4", "o7"), "So waren sie verbunden: arbeiten laut Quelle zusammen (2005 bis 2012)."),
    "isolated": (
        ("o10",),
        "In den Quellen kommt Handwerkskammer Westmark vor, ein Kontakt zu anderen aber nicht.",
    ),
    "structural_holes": (("o6", "o14"), "Beide Gruppen (5 und 3 Akteure) befassen sich mit Leichtbau."),
    "concentration": (
        ("o4", "p4"),
        "100 % der persönlichen Kontakte (nach Stärke) laufen über Timo Dreher, zu 2 anderen: Faserwerk Wald, "
        "Rahmenbau Hell.",
    ),
    "sought_offered": (
        ("o12", "o10"),
        "Faserwerk Wald sucht „Nachwuchs“, Handwerkskammer Westmark bietet „Ausbildung“: dasselbe Thema.",
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_planted_gap_comes_first_with_the_right_reason(
    built: Network, found: dict[str, list[Finding]], question: str
) -> None:
    subjects, reason = PLANTED[question]
    first = found[question][0]
    assert first.subjects == subjects
    assert reason in said(first, built)
    assert first.evidence


def test_nothing_that_was_not_planted_is_found_where_the_answer_is_one(found: dict[str, list[Finding]]) -> None:
    """Ruth Achenbach is all her institute has in the North, too: that is a second concentration."""
    found_twice = {question: len(findings) for question, findings in found.items() if len(findings) != 1}
    assert found_twice == {"goals": 20, "concentration": 2}
    assert found["concentration"][1].subjects == ("o9", "p1")


def test_findings_say_what_could_be_done_as_a_colleague_would(found: dict[str, list[Finding]]) -> None:
    advice = {question: worded(findings[0].advice) for question, findings in found.items()}
    assert advice["missing_ties"] == (
        "Arbeitgeberverband Muster hat mit beiden zu tun und könnte Wasserstoffkreis Nordland und Stahlforum Nordland "
        "zusammenbringen."
    )
    assert advice["goals"] == "In Frage kommen: Gewerkschaft Muster."
    assert advice["isolated"] == "Handwerkskammer Westmark ansprechen und mit Faserwerk Wald bekannt machen."
    assert (
        advice["structural_holes"]
        == "Gießerei Probst und Formenbau Lenz zu einer Runde über Leichtbau zusammenbringen."
    )
    assert worded(found["structural_holes"][0].title) == (
        "Zwischen der Gruppe um Gießerei Probst (Leichtbau, Südland) und der Gruppe um Formenbau Lenz (Leichtbau, "
        "Westmark) fehlt eine Brücke."
    )


@pytest.mark.parametrize("gone", ["p1", "p4"])
def test_a_second_connection_closes_the_bridge_and_the_concentration(gone: str) -> None:
    """Jan Fuchs of the foundry gets to know Nils Bode, Eva Erler of the association two people of the West."""
    more = {"p1": (("p6", "p2"),), "p4": (("p5", "p12"), ("p5", "p13"))}[gone]
    nodes = [(node, {"name": name, **({"kind": kind} if kind else {})}) for node, (name, kind) in NAMES.items()]
    rows = [*planted(), *(("KNOWS", a, b, "", "2021") for a, b in more)]
    found = ask(Case(network(nodes, rows), DAY), goals=load_goals())
    question = {"p1": "fragile_bridges", "p4": "concentration"}[gone]
    assert all(gone not in f.subjects for f in found[question])
