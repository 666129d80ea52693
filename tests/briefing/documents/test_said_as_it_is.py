"""What a reader found untrue, said as the sources have it: known answers by hand on the little network."""

from datetime import date

import pytest

from briefing.documents.document import Briefing, Map
from briefing.production import produce
from graph.curation.conversations import Conversation, Promise
from graph.curation.due import Books
from graph.network import Node, Relation
from tests.briefing.documents.little_network import asked, fact, little_network, node
from tests.briefing.documents.plain_text import text

TALK = Conversation("t", "2022-11-10", "meeting", ("anna",), (), "Über den Fonds.", "Frau Muster", "2022-11-11")
NEW = node("neu", "Organisation", "Neues Haus", kind="association")
OLD = node("alt", "Organisation", "Altes Haus", kind="association")


def made(*subjects: str, nodes: tuple[Node, ...] = (), facts: tuple[Relation, ...] = (), **more: object) -> Briefing:
    books = more.pop("books", Books())
    request = asked(*subjects, annex=False, **more)
    return produce.make(little_network(nodes, facts), request, books=books).briefing  # type: ignore[arg-type]


def titles(briefing: Briefing) -> list[str]:
    return [b.title for s in briefing.sections for b in s.blocks if isinstance(b, Map)]


@pytest.mark.parametrize("how", ["succeeds", "founded", "dated"])
def test_nobody_was_at_an_event_for_a_house_that_began_later(how: str) -> None:
    house = node("neu", "Organisation", "Neues Haus", kind="association", founded="2022") if how == "founded" else NEW
    facts = [fact("MEMBER_OF", "anna", "neu")]
    if how == "succeeds":
        facts.append(fact("SUCCEEDS", "neu", "alt", valid_from="2022-07"))
    if how == "dated":
        facts.append(Relation("x", "MEMBER_OF", "anna", "neu", valid_from="2022-07", evidence=("src-list#row 1",)))
    assert "16.03.2021" not in text(made("neu", nodes=(house, OLD), facts=tuple(facts), office="amt"))
    assert "16.03.2021" in text(made("neu", nodes=(NEW, OLD), facts=tuple(facts[:1]), office="amt"))


def test_who_is_dissolved_is_not_active_any_more() -> None:
    gone = node("alt", "Organisation", "Kohlerunde", kind="initiative", dissolved="2022-06-30")
    facts = (fact("ACTIVE_IN", "alt", "harz"), fact("ACTIVE_IN", "amt", "harz"))
    assert "Kohlerunde" not in text(made("harz", nodes=(gone,), facts=facts))
    assert "Kohlerunde" in text(made("harz", nodes=(gone,), facts=facts, as_of=date(2022, 6, 1)))
    assert "drei Organisationen" in text(made(kind="year", nodes=(gone,), facts=facts), "lead")


def test_hosts_are_not_counted_among_those_who_came() -> None:
    facts = (fact("TOOK_PART_IN", "amt", "treffen", role="host"),)
    said = text(made("treffen", facts=facts), "lead")
    assert "waren drei Personen dabei. Gastgeber war das AfI." in said
    assert "Organisation" not in said


def test_to_have_been_at_one_event_is_no_acquaintance() -> None:
    people = (node("emil", "Person", "Emil Löwe"), node("gül", "Person", "Gül Ey"))
    facts = tuple(fact("TOOK_PART_IN", who, "treffen") for who in ("emil", "gül"))
    briefing = made("treffen", nodes=people, facts=(*facts, fact("KNOWS", "carla", "anna")))
    assert titles(briefing) == ["Über Veranstaltungen hinaus ist für zwei Teilnehmer kein Kontakt in der Runde belegt"]
    assert briefing.figures["alone"] == 2


def test_nobody_introduces_others_for_having_been_at_the_same_events() -> None:
    people = tuple(node(f"n{i}", "Person", f"Nora Nummer{i}") for i in range(5))
    there = tuple(fact("TOOK_PART_IN", f"n{i}", "treffen") for i in range(4))
    everybody = ("anna", "carla", "ben", *(f"n{i}" for i in range(5)))
    assert "Andere vorstellen" not in text(made(*everybody, meeting=True, nodes=people, facts=there), "lead")
    known = (*there, fact("KNOWS", "carla", "n0"), fact("KNOWS", "carla", "n1"), fact("KNOWS", "carla", "n2"))
    said = text(made(*everybody, meeting=True, nodes=people, facts=known), "lead")
    assert "Andere vorstellen kann Dr. Carla Roth (Referentin, Amt für Industrie): Kontakt besteht zu drei" in said


@pytest.mark.parametrize("subject", ["anna", "werk"])
def test_who_talked_last_is_the_way_in_everywhere(subject: str) -> None:
    briefing = made(subject, office="amt", books=Books((), (TALK,)))
    assert "Der Kontakt läuft über Frau Muster." in text(briefing, "lead")
    assert "Den Anfang macht" not in text(briefing, "lead")
    first = text(briefing, "doors").splitlines()
    assert first[0] == "Frau Muster"
    assert first[1] == "Frau Muster hat am 10.11.2022 mit Anna Weiß gesprochen."
    assert all("läuft über Frau Muster" in title for title in titles(briefing))


def test_a_promise_says_who_promised_it_to_whom_and_that_it_is_overdue() -> None:
    owed = Promise("1", "t", "Zahlen liefern.", "Frau Muster", "anna", "2022-11-20")
    briefing = made("werk", office="amt", books=Books((owed,), (TALK,)))
    assert "Überfällig seit 20.11.2022 ist unsere Zusage: Zahlen liefern." in text(briefing, "lead")
    assert "Frau Muster hat Anna Weiß am 10.11.2022 zugesagt: Zahlen liefern (fällig seit 20.11.2022)." in text(
        briefing, "commitments"
    )


def test_of_many_at_an_event_three_are_named_and_all_are_counted() -> None:
    people = tuple(node(f"n{i}", "Person", f"Nora Nummer{i}") for i in range(6))
    wanted = (("TOOK_PART_IN", "treffen"), ("ACTIVE_IN", "harz"))
    facts = tuple(fact(type_, person.id, end) for person in people for type_, end in wanted)
    said = text(made("harz", nodes=people, facts=facts), "commitments")
    assert "und fünf weitere dabei." in said  # six, and Anna and Ben of the Werk


def test_the_map_of_a_place_shows_who_is_active_there_alone() -> None:
    briefing = made("harz")
    (map_,) = [b for s in briefing.sections for b in s.blocks if isinstance(b, Map)]
    assert map_.title == "Wer im Harz mit wem Kontakt hat"
    assert {figure.id for figure in map_.picture.figures} <= {"harz", "werk", "anna", "ben"}


def test_up_to_four_initiatives_are_all_named() -> None:
    def there(n: int) -> str:
        nodes = tuple(node(f"i{i}", "Organisation", f"Initiative Nummer{i}", kind="initiative") for i in range(n))
        facts = tuple(fact("ACTIVE_IN", f"i{i}", "harz") for i in range(n))
        return text(made("harz", nodes=nodes, facts=facts), "lead")

    assert "Darunter sind vier Initiativen: " in there(4)
    assert all(f"Initiative Nummer{i}" in there(4) for i in range(4))
    assert "Darunter sind fünf Initiativen, unter anderem " in there(5)
