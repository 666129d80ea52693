"""What the first page says of ways and of whom we know: only what the network and the office's books hold."""

import pytest

from briefing.documents.document import Briefing, Map, Table
from briefing.production import produce
from briefing.renderers.text import sentences
from graph.curation.conversations import Conversation
from graph.curation.due import Books
from graph.network import Node, Relation
from tests.briefing.documents.little_network import asked, fact, little_network, node

TALK = Conversation("talk1", "2022-11-11", "meeting", ("anna",), (), "", "Frau Muster", "2022-11-12")


def made(
    *subjects: str,
    nodes: tuple[Node, ...] = (),
    facts: tuple[Relation, ...] = (),
    books: Books | None = None,
    **more: object,
) -> Briefing:
    request = asked(*subjects, annex=False, **more)
    return produce.make(little_network(nodes, facts), request, books=books).briefing


def text(briefing: Briefing, section: str) -> str:
    found = [s for s in briefing.sections if s.id == section]
    cells = [c for s in found for b in s.blocks if isinstance(b, Table) for row in b.rows for c in row]
    return " ".join([line for s in found for line in sentences(s.blocks)] + ["".join(p.text for p in c) for c in cells])


def test_who_belongs_to_the_office_needs_no_way() -> None:
    briefing = made("carla", office="amt")
    assert "Dr. Carla Roth gehört selbst zum AfI." in text(briefing, "lead")
    assert "nicht belegt" not in text(briefing, "doors")
    assert "gehört selbst zum AfI" in text(briefing, "doors")


def test_who_belongs_to_both_sides_is_named() -> None:
    briefing = made("werk", office="amt", facts=(fact("MEMBER_OF", "carla", "werk"),))
    assert "Zu beiden Seiten gehört Dr. Carla Roth." in text(briefing, "lead")


def test_we_know_only_whom_we_talked_with_or_our_people_know() -> None:
    said = text(made("werk"), "lead")
    assert (
        "Bei der Werk Nord GmbH sind zwei Personen belegt; an der Spitze steht Anna Weiß (Leiterin seit 2019)." in said
    )
    assert "Davon kennen wir Anna Weiß." in text(made("werk", books=Books((), (TALK,))), "lead")
    assert "kennen" not in said
    alone = made("amt", books=Books((), (Conversation("t", "2022-11-11", "mail", ("carla",), (), "", "x", "2022"),)))
    assert "Beim AfI kennen wir eine Person." in text(alone, "lead")


def test_all_functions_of_a_person_are_told_or_counted() -> None:
    houses = tuple(node(f"n{n}", "Organisation", f"Verein Nummer {n}") for n in range(3))
    briefing = made("anna", nodes=houses, facts=tuple(fact("MEMBER_OF", "anna", f"n{n}") for n in range(3)))
    assert "Zwei weitere Tätigkeiten sind belegt." in text(briefing, "lead")


def test_each_step_of_a_way_has_its_reason() -> None:
    people = tuple(node(who, "Person", f"Eva {who.upper()}") for who in ("p1", "p2", "p3"))
    office = node("haus", "Organisation", "Haus Muster")
    target = node("ziel", "Organisation", "Ziel Muster")
    facts = (
        fact("WORKS_FOR", "p1", "haus", role="Referentin"),
        fact("KNOWS", "p1", "p2"),
        fact("KNOWS", "p2", "p3"),
        fact("KNOWS", "p3", "p4"),
        fact("WORKS_FOR", "p4", "ziel", role="Referent"),
    )
    more = (*people, node("p4", "Person", "Eva P4"), office, target)
    said = text(made("ziel", office="haus", nodes=more, facts=facts), "doors")
    for one, other in (("Eva P1", "Eva P2"), ("Eva P2", "Eva P3"), ("Eva P3", "Eva P4")):
        assert f"{one} und {other} kennen einander." in said
    assert said.index("Eva P1 und Eva P2") < said.index("Eva P3 und Eva P4")


def test_an_event_of_several_is_told_once_and_of_one_alone_without_her() -> None:
    briefing = made("anna", "carla", kind="meeting", meeting=True, sections=("commitments",))
    said = text(briefing, "commitments")
    assert said.count("10.05.2022") == 1
    assert "(10.05.2022) waren Anna Weiß und Dr. Carla Roth dabei." in said
    alone = little_network(
        [node("s", "Event", "Stellungnahme", format="statement", start="2022-02-01")],
        [fact("TOOK_PART_IN", "dora", "s")],
    )
    lonely = produce.make(alone, asked("dora", annex=False)).briefing
    assert text(lonely, "commitments") == ""  # the lead has said it
    assert "Die letzte Stellungnahme von Dora Blau ist vom 01.02.2022" in text(lonely, "lead")


def test_the_map_begins_with_whom_the_lead_begins_with() -> None:
    ours = tuple(node(f"o{n}", "Person", f"Ute O{n}") for n in range(2))
    office = node("haus", "Organisation", "Haus Muster")
    facts = tuple(fact("WORKS_FOR", f"o{n}", "haus") for n in range(2))
    known = (fact("KNOWS", "o0", "anna"), fact("KNOWS", "o1", "ben"))
    briefing = made("werk", office="haus", nodes=(*ours, office), facts=(*facts, *known))
    drawn = next(b for s in briefing.sections for b in s.blocks if isinstance(b, Map))
    first = text(briefing, "lead").partition("Den Anfang macht aus unserem Haus ")[2][:6]
    assert drawn.title.endswith(f"beginnt bei {first}")


@pytest.mark.parametrize(
    ("subject", "verb"),
    [("Stadtwerke Musterhausen", "Die Stadtwerke Musterhausen sind"), ("Musterverband", "Der Musterverband ist")],
)
def test_the_verb_goes_with_the_name(subject: str, verb: str) -> None:
    house = node("x", "Organisation", subject, kind="research")
    assert text(made("x", nodes=(house,)), "lead").startswith(verb)
