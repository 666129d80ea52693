"""The page Veranstaltungen on a small network, and its list of invitations in a real ledger."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pages.events.occasion import Occasion, invitations, invite, strike
from dashboard.pages.events.page import whole_events
from dashboard.state import current as store
from graph.network import Network
from graph.store import Store
from tests.dashboard.pages.small_network import small_network
from tests.support.kept import forget_ties

Serve = Callable[[Network], None]


@pytest.fixture
def lists(kept_store: Store, engine_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine keeps the lists; the network on the pages is the small one."""
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(engine_folder))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    store.database.clear()
    yield
    store.database.clear()
    forget_ties()


def opened(**address: str) -> AppTest:
    app = AppTest.from_string("from dashboard.menu import PAGES\nPAGES['events'].show()", default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(block.value for block in app.html)


def test_parts_of_events_are_no_choice_of_their_own() -> None:
    assert whole_events(small_network()) == ["tagung"]


def test_without_a_choice_the_page_says_what_to_choose(serve: Serve) -> None:
    serve(small_network())
    drawn = html(opened())
    assert "Bitte einen Namen eingeben" in drawn
    assert "Bitte ein Thema oder eine Region wählen" in drawn


@pytest.mark.parametrize("bad", ["<b>", "evt-0", "mueller", ""])
def test_what_is_not_there_in_the_address_is_passed_over(serve: Serve, bad: str) -> None:
    serve(small_network())
    drawn = html(opened(event=bad, topic=bad, region=bad, part=bad))
    assert "Bitte ein Thema oder eine Region wählen" in drawn
    assert "<b>" not in drawn


def test_programme_and_participants_stand_side_by_side_with_role_and_house(serve: Serve) -> None:
    """Tagung has one part, Treffen; Müller speaks there and is at Tagung itself, Anna is at Treffen alone."""
    serve(small_network())
    app = opened(event="tagung", part="programme")
    sessions, people = (table.value.to_dict("records") for table in app.dataframe)
    assert [(row["Programmpunkt"], row["Dabei laut Quellen"]) for row in sessions] == [("Treffen", "2")]
    assert sessions[0]["Wer spricht oder leitet"].startswith("Dr. Jürgen Müller (")
    assert [(row["Organisation"], row["Bei welchen Programmpunkten"]) for row in people] == [
        ("Werk Nord GmbH [erfunden]", "Treffen"),
        ("Amt für Industrie", "Treffen"),
    ]


def test_a_programme_needs_an_event(serve: Serve) -> None:
    serve(small_network())
    assert "Programm und Teilnehmende" in html(opened(part="programme"))


def test_what_came_after_an_event_needs_one(serve: Serve) -> None:
    serve(small_network())
    assert "Bitte eine Veranstaltung aus den Daten wählen" in html(opened(part="effect"))


@pytest.mark.embedded
@pytest.mark.usefixtures("lists")
def test_a_guest_is_suggested_with_reasons_invited_and_struck_again(serve: Serve) -> None:
    serve(small_network())
    app = opened(topic="wasserstoff", name="Wasserstofftag")
    assert "Passende Themen: Wasserstoff." in html(app)
    assert "Bekannt sind dort: Anna Weiß" in html(app)
    assert "Noch steht niemand auf der Liste." in html(app)
    next(b for b in app.button if b.label == "Einladen").click().run()
    occasion = Occasion("", "Wasserstofftag")
    assert [i.organisation for i in invitations(occasion)] == ["werk"]
    assert not [b for b in app.button if b.label == "Einladen"]
    next(b for b in app.button if b.label == "Streichen").click().run()
    assert invitations(occasion) == []
    assert "Noch steht niemand auf der Liste." in html(app)


@pytest.mark.embedded
@pytest.mark.usefixtures("lists")
def test_lists_of_two_events_do_not_mix_and_a_name_is_known_in_any_spelling() -> None:
    invite(Occasion("", "Wasserstofftag"), ["werk"])
    invite(Occasion("tagung", "Tagung"), ["amt"])
    assert [i.organisation for i in invitations(Occasion("", "WASSERSTOFFTAG"))] == ["werk"]
    assert [i.organisation for i in invitations(Occasion("tagung", "Tagung"))] == ["amt"]
    strike([i.id for o in (Occasion("", "Wasserstofftag"), Occasion("tagung", "T")) for i in invitations(o)])
    assert invitations(Occasion("tagung", "Tagung")) == []


@pytest.mark.embedded
@pytest.mark.usefixtures("lists")
def test_groups_of_an_event_are_made_and_compared_with_chance(serve: Serve) -> None:
    serve(small_network())
    app = opened(event="tagung", part="groups")
    assert app.selectbox(key="events_region").value == "sachsen"
    app.number_input(key="groups_count").set_value(2)
    app.number_input(key="groups_seconds").set_value(1).run()
    next(b for b in app.button if b.label == "Gruppen bilden").click().run()
    assert not app.exception
    drawn = html(app)
    assert "wie bei zufälliger Verteilung" in drawn
    assert "Bessere Gruppen gibt es unter diesen Regeln nicht." in drawn
    people = [
        name
        for table in app.dataframe
        if "neue Kontakte" in table.value and "Name" in table.value
        for name in table.value["Name"]
    ]
    assert sorted(people) == ["Anna Weiß", "Jürgen Müller"]


@pytest.mark.embedded
@pytest.mark.usefixtures("lists")
def test_more_groups_than_people_is_a_sentence(serve: Serve) -> None:
    serve(small_network())
    app = opened(event="tagung", part="groups")
    assert "mindestens so viele Personen wie Gruppen" in html(app)


@pytest.mark.embedded
@pytest.mark.usefixtures("lists")
def test_what_came_after_is_said_without_a_claim(serve: Serve) -> None:
    """Müller and Anna met for the first time in March 2021 and nowhere since; sources reach to January 2022."""
    serve(small_network())
    drawn = html(opened(event="tagung", part="effect"))
    for months in (3, 6):
        assert (
            f"<li>{months} Monate nach der Veranstaltung ist von dem einen Paar, das sich vorher nicht kannte" in drawn
        )
    assert "12 Monate" not in drawn
    assert "nicht, woran es lag" in drawn
