"""What a briefing says of a little network: known answers by hand, and numbers counted again from the network."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from briefing.documents.document import Briefing, Map, Paragraph, Points, Table
from briefing.documents.editions import Edition, edition_body, last_edition
from briefing.documents.request import Request
from briefing.drawing.picture import Picture
from briefing.production import produce
from briefing.renderers.text import sentences, with_notes
from briefing.sections import SECTIONS
from graph.analysis.questions import Case, ask
from graph.analysis.suggestions.introductions import Matchmaker
from graph.errors import UsageError
from graph.model.ledger import LedgerEntry
from graph.network import Network, Node
from tests.briefing.documents.little_network import DAY, SECRET, asked, fact, little_network, node

NASTY = '<script>alert(1)</script> #link("x") =1+1 \\textbf{} ![x](http://h.example) {{ x }} "; DETACH DELETE n //'


def made(*subjects: str, network: Network | None = None, **more: object) -> Briefing:
    return produce.make(network or little_network(), asked(*subjects, **more)).briefing


def text(briefing: Briefing, section: str) -> str:
    blocks = [b for s in briefing.sections if s.id == section for b in s.blocks]
    cells = (with_notes(cell) for b in blocks if isinstance(b, Table) for row in b.rows for cell in row)
    return "\n".join([*sentences(blocks), *cells])


def table(briefing: Briefing, section: str, at: int = 0) -> list[list[str]]:
    tables = [b for s in briefing.sections if s.id == section for b in s.blocks if isinstance(b, Table)]
    return [["".join(piece.text for piece in cell) for cell in row] for row in tables[at].rows]


def picture(briefing: Briefing) -> Picture:
    return next(b.picture for s in briefing.sections for b in s.blocks if isinstance(b, Map))


def test_a_map_that_comes_with_places_shows_just_these_where_they_stood() -> None:
    put = (("werk", 0.1, 0.2), ("anna", 0.8, 0.9), ("amt", 0.5, 0.5))
    drawn = picture(made("werk", "anna", "amt", places=put))
    assert (
        {f.id for f in drawn.figures}
        == {"werk", "anna", "amt"}
        < {f.id for f in picture(made("werk", "anna", "amt")).figures}
    )
    assert drawn.kept == {name: (x, y) for name, x, y in put}
    assert {frozenset((link.a, link.b)) for link in drawn.links} >= {frozenset(("werk", "anna"))}


def test_an_organisation_is_said_in_sentences() -> None:
    said = text(made("werk"), "summary")
    assert "Werk Nord GmbH (Unternehmen, Goslar). Belegt sind 2 Personen" in said
    assert "Dazu gehört eine Organisation." in said  # Nur Intern, an internal briefing
    assert "Belegt ist die Teilnahme an 2 Veranstaltungen." in said  # through Anna and Ben
    assert f"Zuletzt: Klausur {SECRET} (10.05.2022)" in said


def test_who_is_who_has_role_since_when_and_last_event() -> None:
    rows = {row[0]: row[1:] for row in table(made("werk"), "who")}
    assert rows["Anna Weiß"] == ["Leiterin", "seit 2019", f"10.05.2022, Klausur {SECRET}"]
    assert rows["Ben Grün"][0] == "Referent"
    assert set(rows) == {"Anna Weiß", "Ben Grün"}


def test_a_way_leads_from_the_office() -> None:
    said = text(made("anna", office="amt"), "ways")
    assert "Carla Roth und Anna Weiß" in said.replace("Dr. ", "")


def test_nobody_connected_is_a_briefing_that_says_so() -> None:
    briefing = made("dora")
    assert "sind bis zu diesem Tag nicht belegt" in text(briefing, "summary")
    assert "Niemand in unseren Daten" in text(briefing, "ways")
    assert "map" not in [s.id for s in briefing.sections]


def test_a_function_not_seen_for_long_is_told_with_its_day_instead_of_the_word_person() -> None:
    rows = {row[0]: row[1:] for row in table(made("anna", "carla", meeting=True, as_of=date(2030, 1, 1)), "who")}
    assert rows["Dr. Carla Roth"][0].startswith("Referentin, ")
    assert rows["Dr. Carla Roth"][1].startswith("belegt ")


def test_people_of_long_ago_are_told_apart_from_none() -> None:
    said = text(made("amt", as_of=date(2030, 1, 1)), "summary")
    assert "Eine Person ist nur für früher belegt." in said
    assert "0 Personen" not in said


@pytest.mark.parametrize("day", [DAY, date(2030, 1, 1)])
def test_that_somebody_belongs_somewhere_does_not_hide_the_function_there(day: date) -> None:
    undated = Node("src-undated", "Source", "Ohne Datum", "report", {"kind": "report"})
    mere = replace(fact("WORKS_FOR", "carla", "amt", "undated"), id="0")
    network = little_network(more_nodes=[undated], more_facts=[mere])
    rows = {row[0]: row[1:] for row in table(made("anna", "carla", network=network, meeting=True, as_of=day), "who")}
    assert rows["Dr. Carla Roth"][0] == "Referentin, AfI"


def test_what_was_dismissed_or_done_is_not_told_again() -> None:
    case = Case(little_network(), DAY)
    told = [i.finding for i in Matchmaker(case).suggest(5, "nur")]
    title = f"Zwischen dem Amt für Industrie und der Nur Intern {SECRET} GmbH ist kein Kontakt belegt."
    assert title in text(made("nur"), "gaps")
    settled = frozenset(f.id for f in [*told, *(f for some in ask(case, top=100).values() for f in some)])
    briefing = produce.make(little_network(), asked("nur"), settled=settled).briefing
    assert title not in text(briefing, "gaps")
    assert not [b for s in briefing.sections if s.id == "gaps" for b in s.blocks if isinstance(b, Table)]


def test_a_meeting_says_who_knows_whom_and_who_nobody() -> None:
    network = little_network(more_facts=[fact("TOOK_PART_IN", "dora", "treffen", role="invited")])
    briefing = made("treffen", "dora", meeting=True, network=network)
    assert (briefing.figures["pairs"], briefing.figures["pairs_tied"]) == (6, 3)
    assert "Mit niemandem in der Runde ist Kontakt belegt: Dora Blau." in text(briefing, "ways")


def test_topics_and_regions_bring_their_actors() -> None:
    assert {row[0] for row in table(made("wasserstoff"), "who")} == {"Werk Nord GmbH", "Amt für Industrie"}
    assert made("harz").figures["organisations_0"] == 1


def test_gaps_without_subjects_are_those_of_the_whole_network() -> None:
    briefing = made(gaps=True)
    assert [s.id for s in briefing.sections] == ["lead", "raise", "summary", "gaps"]
    assert briefing.title == "Lücken im Netz"


def test_what_begins_later_is_not_in_it() -> None:
    said = repr(made("werk", as_of=date(2021, 1, 1)).sections)
    assert "Treffen" not in said
    assert "Klausur" not in said


def test_the_map_has_the_subject_its_people_and_their_lines() -> None:
    network = little_network(more_facts=[fact("MEMBER_OF", "dora", "werk", valid_from="2010", valid_to="2015")])
    drawn = picture(made("werk", network=network, poster=True))
    assert {f.id for f in drawn.figures if f.subject} == {"werk"}
    assert {"anna", "ben", "amt", "dora"} <= {f.id for f in drawn.figures}
    lines = {frozenset((k.a, k.b)): (k.line, k.label) for k in drawn.links}
    assert lines[frozenset(("anna", "werk"))] == ("firm", "Leiterin")
    assert lines[frozenset(("dora", "werk"))] == ("past", "Mitglied")
    assert {k.a for k in drawn.links} | {k.b for k in drawn.links} <= {f.id for f in drawn.figures}
    assert {f.kind for f in drawn.figures} == set(drawn.kinds)


def test_more_than_twenty_five_are_cut_by_strength_and_that_is_said() -> None:
    people = [node(f"p{i}", "Person", f"Person {i}") for i in range(80)]
    network = little_network(people, [fact("WORKS_FOR", p.id, "amt") for p in people])
    block = next(b for s in made("amt", "dora", network=network).sections for b in s.blocks if isinstance(b, Map))
    assert (len(block.picture.figures), "Nicht gezeigt:" in block.caption) == (25, True)
    poster = next(b for s in made("amt", network=network, poster=True).sections for b in s.blocks if isinstance(b, Map))
    assert len(poster.picture.figures) == 60


@pytest.mark.parametrize("subjects", [["werk"], ["anna"], ["treffen"], ["wasserstoff"], ["anna", "carla"], ["dora"]])
@pytest.mark.parametrize("audience", ["internal", "partners", "public"])
def test_each_number_is_found_again_in_the_network(subjects: list[str], audience: str) -> None:
    made_of = produce.make(little_network(), asked(*subjects, audience=audience))
    network, figures = made_of.network, made_of.briefing.figures
    assert figures["facts"] == len(made_of.facts)
    assert {r.id for r in made_of.facts} <= {r.id for r in network.relations}
    sources = {e.partition("#")[0] for r in made_of.facts for e in r.evidence}
    assert figures["sources"] == len(sources)
    for place, subject in enumerate(subjects):
        for name, n in _recounted(network, subject).items():
            assert figures.get(f"{name}_{place}", 0) == n, (subject, name)
    said = text(made_of.briefing, "summary")
    assert not figures["facts"] or all(str(figures[name]) in said for name in ("facts", "sources"))


def _recounted(network: Network, subject: str) -> dict[str, int]:
    """Numbers about a subject, counted straight from the facts."""
    nodes, label = network.nodes, network.nodes[subject].label
    belong = {r.start for r in network.relations if r.end == subject and r.type in ("WORKS_FOR", "MEMBER_OF")}
    there = {
        who: {r.end for r in network.relations if r.type == "TOOK_PART_IN" and r.start == who}
        for who in [subject, *belong]
    }
    if label == "Organisation":
        people = {p for p in belong if nodes[p].label == "Person"}
        return {"people": len(people), "members": len(belong - people), "events": len(set().union(*there.values()))}
    if label == "Person":
        return {"events": len(there[subject])}
    actors = {r.start for r in network.relations if r.end == subject}
    people = {a for a in actors if nodes[a].label == "Person"}
    return {"people": len(people), "organisations": len(actors - people)}


def test_every_note_that_is_cited_exists_and_every_note_is_cited() -> None:
    for subjects in (["werk"], ["anna", "carla"], ["treffen"]):
        briefing = made(*subjects, office="amt")
        cited = set(_cited(briefing))
        assert cited == {n.number for n in briefing.notes}
        assert sorted(cited) == list(range(1, len(cited) + 1))


def _cited(briefing: Briefing) -> Iterable[int]:
    for section in briefing.sections:
        for block in section.blocks:
            match block:
                case Paragraph(pieces):
                    cells = [pieces]
                case Points(items):
                    cells = list(items)
                case Table():
                    cells = [cell for row in block.rows for cell in row]
                case _:
                    cells = []
            yield from (n for cell in cells for piece in cell for n in piece.notes)


def test_names_arrive_as_they_are_in_the_document() -> None:
    network = little_network()
    network.nodes["anna"] = replace(network.nodes["anna"], name=NASTY)
    assert any(row[0] == NASTY for row in table(made("werk", network=network), "who"))


def test_an_unknown_section_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="lead, map, people"):
        made("werk", sections=("fame",))


def test_sections_come_in_the_order_asked_for() -> None:
    assert [s.id for s in made("werk", sections=("topics", "summary")).sections] == ["topics", "summary"]
    assert set(SECTIONS) >= {s.id for s in made("werk").sections}


def edition_of(request: Request, network: Network) -> list[LedgerEntry]:
    before = produce.make(network, request)
    body = edition_body(before.network, before.facts, {"werk": (0.25, 0.75)})
    return [LedgerEntry("briefing", request.series, "me", "2022-07-01T10:00:00+00:00", body)]


def test_the_next_edition_says_what_is_new_and_what_is_gone_and_keeps_places() -> None:
    request, before = asked("werk"), little_network(more_facts=[fact("FUNDS", "amt", "werk")])
    entries = edition_of(request, before)
    now = little_network(more_facts=[fact("MEMBER_OF", "dora", "werk", role="Beirat")])
    briefing = produce.make(now, request, entries).briefing
    said = text(briefing, "changes")
    assert "Neu gegenüber der letzten Ausgabe (erstellt am 01.07.2022): 1 Angabe." in said
    assert "Dora Blau ist Mitglied von Werk Nord GmbH (Beirat)" in said
    assert "Nicht mehr belegt: 1 Angabe." in said
    assert "Amt für Industrie fördert Werk Nord GmbH" in said
    assert picture(briefing).kept["werk"] == (0.25, 0.75)
    assert produce.make(before, request, entries).briefing.figures["new_facts"] == 0


def test_what_became_confidential_is_not_told_as_gone() -> None:
    request = asked("werk", audience="public")
    entries = edition_of(request, little_network(more_facts=[fact("FUNDS", "amt", "werk")]))
    now = little_network(more_facts=[fact("FUNDS", "amt", "werk", "talk")])
    assert "fördert" not in text(produce.make(now, request, entries).briefing, "changes")


def test_another_audience_is_another_series() -> None:
    entries = edition_of(asked("werk"), little_network())
    assert last_edition(entries, asked("werk", audience="public").series) is None
    assert isinstance(last_edition(entries, asked("werk").series), Edition)


def test_an_edition_is_kept_without_names() -> None:
    kept = repr(edition_of(asked("werk"), little_network()))
    assert all(name not in kept for name in ("Anna", "Werk Nord", "Leiterin"))


def test_all_pairs_of_subjects_make_a_briefing() -> None:
    names = ["anna", "werk", "treffen", "wasserstoff", "harz", "dora"]
    for pair in combinations(names, 2):
        for language in ("de", "en"):
            assert made(*pair, language=language).sections


def test_the_office_is_drawn_where_it_has_a_tie_and_not_apart() -> None:
    network = little_network(more_facts=[fact("MEMBER_OF", "carla", "amt")])
    assert "amt" in {f.id for f in picture(made("werk", office="amt", network=network)).figures}
    assert "dora" not in {f.id for f in picture(made("werk", office="dora", network=network)).figures}


def test_a_list_of_gaps_follows_the_goals_of_the_office() -> None:
    """Left open, the goals of the program miss contacts in the little network; an office without goals misses none."""
    usual, without = (produce.make(little_network(), asked(), goals=goals).briefing for goals in (None, ()))
    assert usual.figures["gaps_goals"] > 0
    assert "gaps_goals" not in without.figures
