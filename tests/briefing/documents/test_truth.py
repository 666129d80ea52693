"""What a briefing may not say: what was only true once, for somebody else, of other subjects, or of another day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.documents.document import Briefing, Map, NotedText, Paragraph, Points, Table
from briefing.documents.edits import BOOK, edit_entry, edits_of
from briefing.documents.request import Request, kind_of, plain
from briefing.documents.shelf import ShelvedBriefing
from briefing.drawing.layout import draw
from briefing.production import produce
from briefing.renderers.drawn import seen_in
from briefing.renderers.text import sentences
from briefing.sections import gaps
from briefing.wording.sentences import Sentences
from graph.curation.conversations import Conversation, Promise
from graph.curation.due import Books
from graph.curation.introductions import NotedIntroduction
from graph.curation.standings import Standing, Standings
from graph.errors import UsageError
from graph.model.hidden import HIDDEN
from graph.network import Network
from graph.privacy.fingerprints import ERASED
from graph.store.about import is_about
from tests.briefing.documents.little_network import DAY, asked, fact, little_network, node

TALK = Conversation("talk1", "2022-11-11", "meeting", ("anna",), (), "Über den Fonds.", "Frau Muster", "2022-11-12")
PROMISE = Promise("1", "talk1", "Unterlagen schicken", "Frau Muster", "anna", "2023-01-15")
BOOKS = Books((PROMISE,), (TALK,))


def made(request: Request, books: Books = BOOKS, network: Network | None = None, **more: Any) -> Briefing:
    return produce.make(network or little_network(), request, books=books, **more).briefing


def pieces(briefing: Briefing) -> dict[str, NotedText]:
    found: list[tuple[NotedText, ...]] = []
    for block in (block for section in briefing.sections for block in section.blocks):
        match block:
            case Paragraph(some):
                found.append(some)
            case Points(items):
                found += items
            case Table(rows=rows):
                found += [cell for row in rows for cell in row]
            case Map():
                pass
    return {piece.place: piece for cell in found for piece in cell if piece.place}


def text(briefing: Briefing, section: str = "") -> str:
    return "\n".join(t for s in briefing.sections if section in ("", s.id) for t in sentences(s.blocks))


def test_a_change_by_hand_holds_while_the_program_says_what_it_said() -> None:
    request = asked("werk")
    said = pieces(made(request))["lead.who"].text
    entry = replace(edit_entry(request, "lead.who", "Von Hand.", f" {said} ", "Otto"), at="2022-12-01")
    edits = edits_of([entry], request)
    assert pieces(made(request, edits=edits))["lead.who"].edited
    grown = little_network(more_facts=[fact("WORKS_FOR", "dora", "werk", role="Vorstand")])
    later = pieces(made(request, network=grown, edits=edits))["lead.who"]
    assert (later.edited, "Von Hand." in later.text) == (False, False)


def test_a_change_is_of_one_language_one_house_and_one_audience() -> None:
    request = asked("werk", office="amt")
    entry = edit_entry(request, "lead.who", "Von Hand.", "x", "Otto")
    assert list(edits_of([entry], request)) == ["lead.who"]
    for other in (replace(request, language="en"), replace(request, office=""), replace(request, audience="public")):
        assert edits_of([entry], other) == {}
        assert edit_entry(other, "lead.who", "By hand.", "x", "Otto").id != entry.id


@pytest.mark.parametrize("gap", [HIDDEN, ERASED])
def test_a_change_from_which_a_name_was_taken_does_not_stand(gap: str) -> None:
    request = asked("werk")
    assert edits_of([edit_entry(request, "lead.who", f"{gap} leitet das Haus.", "x", "Otto")], request) == {}


def test_sentences_of_lists_are_known_by_whom_they_are_about() -> None:
    """Another order of doors and findings may not hand a sentence on to somebody else."""
    places = pieces(made(asked("werk")))
    assert any(place.startswith("doors.") for place in places)
    for place, piece in places.items():
        assert not place.rpartition(".")[2].isdigit()
        if place.startswith("doors."):
            assert place.removeprefix("doors.") in piece.about


def test_a_change_goes_with_who_is_in_its_sentence_though_it_names_nobody() -> None:
    request = asked("werk")
    piece = pieces(made(request))["lead.us"]
    assert piece.about == ("anna",)
    entry = edit_entry(request, "lead.us", "Man kennt sich.", piece.text, "Otto", piece.about)
    assert is_about(BOOK, entry.id, entry.body, {"anna"})
    assert is_about(BOOK, entry.id, entry.body, {"werk"})
    assert not is_about(BOOK, entry.id, entry.body, {"dora"})


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_for_others_nothing_is_said_of_what_was_taken_away(audience: str) -> None:
    for subject in ("werk", "dora", "harz", "treffen"):
        said = text(made(asked(subject, audience=audience, aim="Geheimes Ziel", annex=False)))
        for untrue in ("Zusagen sind nicht offen", "Offene Zusagen", "was wir wollen", "Geheimes Ziel", "Wir wollen"):
            assert untrue not in said
    assert "Geheimes Ziel" in text(made(asked("werk", aim="Geheimes Ziel")))
    titles = {s.id: (s.title, s.message) for s in made(asked("werk", audience=audience)).sections}
    assert "Zusagen" not in "".join(titles.get("commitments", ()))


@pytest.mark.parametrize(
    ("kind", "subjects"),
    [
        ("person", ["werk"]),
        ("region", ["anna"]),
        ("topic", ["harz"]),
        ("before", ["werk"]),
        ("visit", ["anna"]),
        ("visit", []),
        ("person", []),
        ("organisation", ["harz"]),
    ],
)
def test_a_kind_that_does_not_go_with_the_subjects_is_a_sentence(kind: str, subjects: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        made(asked(*subjects, kind=kind))
    assert refused.value.key == "kind_of_others"
    assert refused.value.message("de") != refused.value.message("en")


def test_several_of_one_label_have_the_kind_of_that_label() -> None:
    more = [node("bremen", "Region", "Bremen"), node("bund", "Organisation", "IG Muster", kind="union")]
    network = little_network(more, [fact("ACTIVE_IN", "bund", "bremen")])
    assert kind_of(asked("harz", "bremen"), network) == "region"
    assert kind_of(asked("anna", "carla"), network) == "organisation"  # the general one, which has a map
    said = text(made(asked("harz", "bremen"), network=network), "lead")
    assert "eine Organisation" in said.partition("Es geht auch um Bremen.")[0]  # Werk Nord alone is there
    assert "Es geht auch um Bremen." in said


def test_the_first_event_counts_only_those_who_were_there() -> None:
    more = [node("gipfel", "Event", "Gipfel", format="meeting", start="2022-02-01")]
    network = little_network(more, [fact("TOOK_PART_IN", "dora", "gipfel")])
    said = text(made(asked("treffen", "gipfel"), network=network), "lead")
    assert "„Treffen“ am 16.03.2021 waren drei Personen dabei." in said
    assert "Es geht auch um Gipfel." in said
    assert "vier Personen" in text(made(asked("treffen", "dora", meeting=True), network=network), "lead")


def test_all_pairs_of_a_large_round_are_counted() -> None:
    """Twenty who know nobody: 190 pairs, though sixteen have a place at the table."""
    people = [node(f"gast{n:02}", "Person", f"Gast Nummer{n:02}") for n in range(20)]
    briefing = made(asked(*(p.id for p in people), meeting=True), network=little_network(people))
    assert briefing.figures["strangers"] == 190
    assert "Unser Vorschlag für einen Tisch mit 16 Plätzen, reihum: " in text(briefing, "seating")
    assert "190 Paaren" in next(s.message for s in briefing.sections if s.id == "seating")


def test_what_was_talked_of_and_promised_later_is_not_known_on_the_day() -> None:
    before = text(made(asked("werk", as_of=date(2022, 11, 10))))
    assert "Unterlagen" not in before
    assert "Fonds" not in before
    assert "11.11.2022" not in before
    after = text(made(asked("werk", as_of=date(2022, 11, 11))))
    assert "Unterlagen" in after
    assert "Fonds" in after


def test_a_year_is_the_twelve_months_up_to_its_day_everywhere_in_it() -> None:
    steps = [("a", "2021-06-30"), ("b", "2021-07-01"), ("c", "2022-06-30"), ("d", "2022-07-01")]
    done = {
        name: Standing("done", question="missing_ties", subjects=("amt",), title=f"Befund {name}.", at=day)
        for name, day in (*steps, ("gone", "2022-01-01"))
    }
    done["gone"] = replace(done["gone"], subjects=("nobody",))
    introduced = tuple(
        NotedIntroduction(n, "anna", "carla", "x", "made", made_on=day) for n, day in (*steps, ("e", "2021-12-01"))
    )
    books = Books(standings=Standings(done), introductions=introduced)
    briefing = made(asked(kind="year", as_of=date(2022, 6, 30)), books)
    assert [n for n in "abcd" if f"Befund {n}." in text(briefing, "closed")] == ["b", "c"]
    assert briefing.figures["gaps_closed"] == 2
    assert briefing.figures["introductions_made"] == 3
    assert "Zwei Lücken sind geschlossen" in next(s.message for s in briefing.sections if s.id == "closed")


def test_the_annex_of_a_year_rests_on_the_facts_of_the_network() -> None:
    """Thirteen facts of four sources in all."""
    figures = made(asked(kind="year")).figures
    assert (figures["facts"], figures["sources"]) == (13, 4)


def test_the_words_of_a_map_count_what_is_drawn() -> None:
    people = [node(f"gast{n:02}", "Person", f"Gast Nummer{n:02}") for n in range(24)]
    facts = [fact("WORKS_FOR", p.id, "werk", role="Referentin") for p in people]
    briefing = made(asked("werk", poster=True), network=little_network(people, facts))
    block = next(b for s in briefing.sections for b in s.blocks if isinstance(b, Map))
    whole, small = draw(block.picture), draw(block.picture, most=5)
    assert seen_in(block, whole).startswith(f"Die Karte zeigt {len(whole.picture.figures)} Einträge")
    assert len(small.picture.figures) <= 5
    assert seen_in(block, small).startswith(f"Die Karte zeigt {len(small.picture.figures)} Einträge")


def test_a_kind_that_goes_without_saying_has_the_same_editions() -> None:
    network = little_network()
    for request in (asked("werk", kind="organisation"), asked("harz", kind="region"), asked("anna", kind="person")):
        assert plain(request, network).series == replace(request, kind="").series
    assert plain(asked("harz", kind="visit"), network).kind == "visit"
    assert plain(asked(kind="year"), network).kind == "year"


def test_the_shelf_knows_of_what_kind_a_briefing_was() -> None:
    network = little_network()
    noted: list[Any] = []

    class Shelf:
        def curator(self) -> "Shelf":
            return self

        def note(self, entries: list[Any]) -> None:
            noted.extend(entries)

    request = asked(kind="handover", colleague="Frau Muster", annex=False, poster=True)
    store: Any = Shelf()
    produce.record(store, produce.make(network, request, books=BOOKS), ["pdf"], who="x")
    found = ShelvedBriefing("", "x", noted[0].body)
    assert found.again(network, DAY) == request
    assert found.title(Sentences(network, "de")) == "Übergabe: Frau Muster"


def test_the_questions_are_asked_once_for_a_briefing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    usual = gaps.ask

    def counted(case: Any, name: str = "", *more: Any) -> Any:
        calls.append(name)
        return usual(case, name, *more)

    monkeypatch.setattr(gaps, "ask", counted)
    made(asked("werk"))
    assert len(calls) == len(set(calls)) > 1
