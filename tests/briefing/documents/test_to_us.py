"""Who they are to us, and what is not said: of houses that name their kind, of pairs with a contact, for others."""

import re

import pytest

from briefing.documents.document import Briefing, Points
from briefing.documents.edits import Edit
from briefing.documents.request import KINDS, Kind, Request
from briefing.production import produce
from briefing.sections.gaps import _UNTIED
from briefing.wording.sentences import Sentences
from graph.analysis.phrases import Several
from graph.analysis.questions import Case, ask
from graph.curation.care import Care
from graph.curation.conversations import Conversation
from graph.curation.due import Books
from graph.model.facts import digest
from graph.model.schema import load
from graph.network import Network, Node, Relation
from tests.briefing.documents.grown import DAY, grown
from tests.briefing.documents.little_network import asked, fact, little_network, node
from tests.briefing.documents.plain_text import everything, text
from tests.briefing.wording.test_style import SUBJECTS

TALKS = tuple(
    Conversation(f"t{n}", day, way, ("anna",), (), "", "Frau Muster", day)
    for n, (day, way) in enumerate((("2022-11-11", "mail"), ("2021-02-03", "meeting")))
)


def made(*subjects: str, nodes: tuple[Node, ...] = (), facts: tuple[Relation, ...] = (), **more: object) -> Briefing:
    books = more.pop("books", None)
    return produce.make(little_network(nodes, facts), asked(*subjects, annex=False, **more), books=books).briefing  # type: ignore[arg-type]


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
    assert "Anliegen" not in text(made("anna"))
    assert "Unser Anliegen: Die Förderung kommt." in text(made("anna", aim="Die Förderung kommt."), "lead")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("audience", ["public", "partners"])
def test_others_are_told_nothing_that_only_the_whole_network_could_deny(seed: int, audience: str) -> None:
    network = grown(seed, 10, 8, 4)
    for subject in ("p0", "p1", "h0", "h1", "h2", "h5"):
        request = Request((subject,), DAY, office="h3", audience=audience)  # type: ignore[arg-type]
        assert denied(produce.make(network, request).briefing) == []


#: What denies, or says of something that it is the first or the only one.
_DENIES = {
    "de": r"\b(noch|nicht|nichts|niemand\w*|kein\w*|weder|fehlt|nur|zum ersten Mal|neue?n?|unbekannt)\b|\b0\b|^–$",
    "en": r"\b(yet|not|nothing|nobody|none?|neither|only|first time|new|unknown)\b|\b0\b|^–$",
}
_ALLOWED = re.compile(
    r"^(Nicht gezeigt|Nicht gezeichnet|Not shown|Not drawn|Was fehlt, zeigt allein)\b|„[^“]*“|“[^”]*”"
)


def denied(briefing: Briefing) -> list[str]:
    """Return the lines that deny something."""
    wrong = re.compile(_DENIES[briefing.language], re.IGNORECASE)
    return [line for line in everything(briefing) if wrong.search(_ALLOWED.sub("", line))]


def with_what_is_inside() -> Network:
    """Return a network in which internal sources alone tell of an earlier event and of contacts."""
    people = (node("emil", "Person", "Emil Löwe"), node("gül", "Person", "Gül Ey"))
    houses = (
        node("bund", "Organisation", "IG Muster", kind="union"),
        node("agora", "Organisation", "Agora", kind="other"),
    )
    events = (
        node("messe", "Event", "Messe", format="conference", start="2022-06-20"),
        node("tag", "Event", "Wassertag", format="conference", start="2023-06-20"),
        node("früher", "Event", "Frühstück", ("talk",), format="meeting", start="2021-01-10"),
    )
    there = [fact("TOOK_PART_IN", who, at) for who in ("anna", "carla", "emil", "gül") for at in ("messe", "tag")]
    inside = [
        fact("TOOK_PART_IN", "emil", "früher", "talk"),
        fact("TOOK_PART_IN", "gül", "früher", "talk"),
        fact("KNOWS", "emil", "anna", "talk"),
        fact("KNOWS", "gül", "dora", "talk"),
        fact("COOPERATES_WITH", "bund", "werk", "talk"),
        fact("WORKS_FOR", "gül", "agora", "talk", role="Sprecherin"),
        fact("WORKS_FOR", "dora", "agora", "talk"),
    ]
    places = [
        fact("WORKS_FOR", "emil", "bund", role="Vorsitzender"),
        *(fact("DEALS_WITH", "bund", end) for end in ("wasserstoff",)),
        *(fact("ACTIVE_IN", who, "harz") for who in ("bund", "agora", "gül")),
    ]
    return little_network((*people, *houses, *events), [*there, *inside, *places])


_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    *(("person", (who,)) for who in ("anna", "dora", "emil", "gül")),
    *(("organisation", (who,)) for who in ("werk", "amt", "bund", "agora")),
    *(("meeting", some) for some in (("emil", "anna"), ("gül", "dora", "carla", "anna", "emil"), ("messe", "dora"))),
    *(("after", (event,)) for event in ("treffen", "messe")),
    ("before", ("tag",)),
    *((kind, (place,)) for kind in ("region", "visit") for place in ("harz",)),  # type: ignore[misc]
    ("topic", ("wasserstoff",)),
    ("gaps", ()),
    ("gaps", ("gül",)),
    ("year", ()),
)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("audience", ["public", "partners"])
def test_no_kind_denies_what_an_internal_source_tells(audience: str, language: str) -> None:
    network, told = with_what_is_inside(), set[str]()
    assert {kind for kind, _ in _KINDS} == {*KINDS} - {"handover"}  # that is refused for others
    for kind, subjects in _KINDS:
        office = "" if "amt" in subjects else "amt"
        more = {"kind": kind, "language": language, "office": office, "meeting": kind == "meeting"}
        wanted = asked(*subjects, **more, audience=audience)
        assert denied(produce.make(network, wanted).briefing) == [], (kind, subjects)
        told |= {kind} if denied(produce.make(network, asked(*subjects, **more)).briefing) else set()
    assert len(told) > len(KINDS) // 2  # inside such things are said: else the test could not fail


@pytest.mark.parametrize("seed", range(2))
def test_no_kind_denies_in_networks_made_by_chance(seed: int) -> None:
    network = grown(seed, 14, 8, 4)
    for kind in KINDS:
        for subject in SUBJECTS.get(kind, ("",)) if kind != "handover" else ():
            subjects = (subject,) if subject else ("p0", "p1", "p2", "h0") if kind == "meeting" else ()
            request = Request(subjects, DAY, kind=kind, meeting=kind == "meeting", audience="public")
            assert denied(produce.make(network, request).briefing) == [], (kind, subject)


def test_suggestions_are_of_two_without_anything_on_record_and_no_side_is_between() -> None:
    said = 0
    for seed in range(6):
        network = grown(seed, 24, 12, 3)
        for finding in ask(Case(network, DAY), "structural_holes", 50)["structural_holes"]:
            actors = dict(finding.advice.values).get("actors")
            between = {n.id for n in actors.items if isinstance(n, Node)} if isinstance(actors, Several) else set()
            assert not between & set(finding.subjects)
        tied = {frozenset((r.start, r.end)) for r in network.relations}
        for subject in ("h0", "h3", "h6", "p1"):
            briefing = produce.make(network, Request((subject,), DAY, annex=False)).briefing
            points = (b for s in briefing.sections if s.id in ("raise", "todo") for b in s.blocks)
            for item in (item for block in points if isinstance(block, Points) for item in block.items):
                if item[0].text.startswith("Zwischen ") and item[0].text.endswith("ist kein Kontakt belegt."):
                    said += 1
                    assert frozenset(item[-1].about) not in tied, item[0].text
    assert said > 2
    assert set(_UNTIED) == {"missing_ties", "structural_holes"}


def test_headings_agree_with_how_many_stand_below() -> None:
    house = node("allein", "Organisation", "Haus Muster", kind="research")
    briefing = made("allein", nodes=(house,), facts=(fact("WORKS_FOR", "dora", "allein"), fact("KNOWS", "dora", "ben")))
    assert [s.title for s in briefing.sections if s.id == "doors"] == ["Der Weg hinein"]
    both = (fact("KNOWS", "dora", "ben"), fact("KNOWS", "dora", "anna"), fact("WORKS_FOR", "dora", "allein"))
    assert [s.title for s in made("allein", nodes=(house,), facts=both).sections if s.id == "doors"] == ["Wege hinein"]


def test_the_last_event_stands_below_where_somebody_has_written_the_lead_anew() -> None:
    first = made("dora", facts=(fact("TOOK_PART_IN", "dora", "treffen"),))
    assert "Treffen" in text(first, "lead")
    assert "Treffen" not in text(first, "commitments")
    sentence = next(
        p for s in first.sections for b in s.blocks for p in getattr(b, "pieces", ()) if p.place == "lead.us"
    )
    edits = {"lead.us": Edit("Wir kennen uns.", instead_of=digest(sentence.text.strip()), at="2022-12-01")}
    network = little_network((), (fact("TOOK_PART_IN", "dora", "treffen"),))
    again = produce.make(network, asked("dora", annex=False), edits=edits).briefing
    assert "Treffen" not in text(again, "lead")
    assert "Treffen" in text(again, "commitments")


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
