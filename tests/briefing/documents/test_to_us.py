"""Who they are to us, and what is not said: of houses that name their kind, of pairs with a contact, for others."""

import re

import pytest

from briefing.documents.document import Briefing, Paragraph, Points, Table
from briefing.documents.request import Request
from briefing.production import produce
from briefing.sections.gaps import _UNTIED
from briefing.wording.sentences import Sentences
from graph.analysis.phrases import Several
from graph.analysis.questions import Case, ask
from graph.curation.care import Care
from graph.curation.conversations import Conversation
from graph.curation.due import Books
from graph.model.schema import load
from graph.network import Network, Node, Relation
from tests.briefing.documents.grown import DAY, grown
from tests.briefing.documents.little_network import asked, fact, little_network, node

TALKS = tuple(
    Conversation(f"t{n}", day, way, ("anna",), (), "", "Frau Muster", day)
    for n, (day, way) in enumerate((("2022-11-11", "mail"), ("2021-02-03", "meeting")))
)


def made(*subjects: str, nodes: tuple[Node, ...] = (), facts: tuple[Relation, ...] = (), **more: object) -> Briefing:
    books = more.pop("books", None)
    return produce.make(little_network(nodes, facts), asked(*subjects, annex=False, **more), books=books).briefing  # type: ignore[arg-type]


def text(briefing: Briefing, *sections: str) -> str:
    lines: list[str] = []
    for block in (b for s in briefing.sections if s.id in sections or not sections for b in s.blocks):
        match block:
            case Paragraph(pieces):
                lines.append("".join(p.text for p in pieces))
            case Points(items):
                lines += ["".join(p.text for p in item) for item in items]
            case Table(rows=rows):
                lines += ["".join(p.text for p in cell) for row in rows for cell in row]
    return "\n".join(lines)


def test_what_binds_two_houses_is_said_first() -> None:
    assert "Das AfI arbeitet mit der Werk Nord GmbH zusammen (Pilot)." in text(made("werk", office="amt"), "lead")
    alliance = (node("pakt", "Organisation", "Musterpakt", kind="initiative"),)
    both = tuple(fact("MEMBER_OF", who, "pakt") for who in ("amt", "dach"))
    house = node("dach", "Organisation", "Dachverband Muster", kind="association")
    said = text(made("dach", office="amt", nodes=(*alliance, house), facts=both), "lead")
    assert "Das AfI und der Dachverband Muster gehören beide zum Musterpakt." in said
    assert "ein Verband" not in said


def test_contacts_are_counted_since_the_first_and_who_looks_after_them_is_named() -> None:
    said = text(made("anna", books=Books((), TALKS)), "lead")
    assert "Zuletzt hat Frau Muster am 11.11.2022 Anna Weiß geschrieben (E-Mail)." in said
    assert "Seit dem 03.02.2021 gab es zweimal Kontakt." in said
    assert "Der Kontakt läuft über Frau Muster." in said
    kept = Books(cares={"werk": Care("werk", "Herr Beispiel", 6, since="2022-01-01")})
    assert "Bei uns betreut Herr Beispiel den Kontakt." in text(made("werk", books=kept), "lead")


def test_statements_sent_to_us_are_no_event_we_shared() -> None:
    paper = node(
        "brief", "Event", "Stellungnahme von Werk Nord GmbH: Strompreise", format="statement", start="2022-09-01"
    )
    facts = (
        fact("TOOK_PART_IN", "werk", "brief", role="sender"),
        fact("TOOK_PART_IN", "haus", "brief", role="recipient"),
    )
    house = node("haus", "Organisation", "Musterministerium", kind="ministry")
    said = text(made("werk", office="haus", nodes=(paper, house), facts=facts), "lead")
    assert (
        "Die Werk Nord GmbH hat dem Musterministerium eine Stellungnahme geschickt: „Strompreise“ (01.09.2022)." in said
    )
    assert "derselben Veranstaltung" not in said


def test_without_a_concern_nothing_is_wanted_on_paper() -> None:
    assert "wollen" not in text(made("anna"))
    assert "Wir wollen erreichen: Die Förderung kommt." in text(made("anna", aim="Die Förderung kommt."), "lead")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("audience", ["public", "partners"])
def test_others_are_told_nothing_that_only_the_whole_network_could_deny(seed: int, audience: str) -> None:
    network = grown(seed, 10, 8, 4)
    for subject in ("p0", "p1", "h0", "h1", "h2", "h5"):
        request = Request((subject,), DAY, office="h3", audience=audience, annex=False)  # type: ignore[arg-type]
        said = re.sub(r"„[^“]*“", "", text(produce.make(network, request).briefing))
        for denied in ("noch niemand", "nicht belegt", "kein Kontakt", "kennen wir", "noch kein Weg", "nicht notiert"):
            assert denied not in said, said


@pytest.mark.parametrize("seed", range(6))
def test_suggestions_are_of_two_without_anything_on_record_and_no_side_is_between(seed: int) -> None:
    network = grown(seed, 24, 12, 3)
    for finding in ask(Case(network, DAY), "structural_holes", 50)["structural_holes"]:
        actors = dict(finding.advice.values).get("actors")
        between = {n.id for n in actors.items if isinstance(n, Node)} if isinstance(actors, Several) else set()
        assert not between & set(finding.subjects)
    for subject in ("h0", "h3"):
        said = text(produce.make(network, Request((subject,), DAY, annex=False)).briefing, "raise", "todo")
        ties = {(r.start, r.end) for r in network.relations} | {(r.end, r.start) for r in network.relations}
        names = {n.id: n.display for n in network.nodes.values()}
        tied = [other for a, other in ties if a == subject and names[other][:1].isupper() and other.startswith("h")]
        assert not [
            o for o in tied if re.search(rf"^Zwischen [^.]*{re.escape(names[o])}[^.]* kein Kontakt", said, re.MULTILINE)
        ]
    assert set(_UNTIED) == {"missing_ties", "structural_holes"}


def test_headings_agree_with_how_many_stand_below() -> None:
    house = node("allein", "Organisation", "Haus Muster", kind="research")
    briefing = made("allein", nodes=(house,), facts=(fact("WORKS_FOR", "dora", "allein"), fact("KNOWS", "dora", "ben")))
    assert [s.title for s in briefing.sections if s.id == "doors"] == ["Der Weg hinein"]
    assert [s.title for s in made("werk").sections if s.id == "doors"] in (["Der Weg hinein"], ["Wege hinein"])


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("entry R000999, legalRepresentatives 7", "Eintrag R000999, gesetzliche Vertretung, Nr. 7"),
        ("entry R1, contracts 4, clientOrganizations 1", "Eintrag R1, Aufträge, Nr. 4, Auftraggeber, Nr. 1"),
        ("list.csv!row 7", "Zeile 7"),
        ("Blatt 1!row 7", "Blatt 1, Zeile 7"),
        ("Kontakte 51", "Kontakte, Nr. 51"),
        ("Satz 2", "Satz 2"),
    ],
)
def test_places_in_a_source_are_told_in_words(place: str, said: str) -> None:
    network = Network(load(), {}, [])
    assert Sentences(network, "de").place(f"src-x#{place}") == said
