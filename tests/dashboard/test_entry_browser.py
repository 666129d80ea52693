"""Festhalten in a real Chromium: by mouse and by keyboard alone, undone, and two browsers on one actor."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.curation.conversations import read_conversations, read_promises
from graph.network import Network
from graph.settings import Settings
from graph.store import Store
from tests.support.site import Site, Visit, load_texts, site_on, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
FILES = {
    "Nordtreffen_2021-06-10.csv": (
        "Vorname;Nachname;Organisation;Funktion\n"
        "Änne;Groß;Werk Nord GmbH;Leiterin Einkauf\nBerthold;Kohl;Kammer Süd;Referent\n"
    ),
}


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("entry")
    load_texts(kept_store, home, FILES)
    with site_on(kept_store, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def opens_profile(visit: Visit, name: str) -> None:
    visit.open(f"/akteur?actor={visit.site.id_of(name)}")
    visit.sees("Verlauf")
    visit.rests()


def opens_dialog(visit: Visit, form: str = "") -> None:
    """By the key, which there is once the button is drawn; the form by its button."""
    visit.page.get_by_role("button", name="Festhalten").first.wait_for()
    visit.page.keyboard.press("f")
    visit.page.get_by_role("dialog").wait_for()
    visit.rests()
    if form:
        visit.page.get_by_role("dialog").get_by_role("radio", name=form).click()
        visit.rests()


def saves(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Speichern").click()
    visit.page.get_by_role("dialog").wait_for(state="detached")


def picks(visit: Visit, field: str, typed: str) -> None:
    """By keyboard: what is typed, and the first that fits."""
    box = visit.page.get_by_role("dialog").get_by_role("combobox", name=field)
    box.focus()
    box.press_sequentially(typed)
    visit.page.get_by_role("option").first.wait_for()
    visit.page.keyboard.press("Enter")
    visit.rests()


def network_of(store: Store) -> Network:
    return Network.read(store.view())


def until(store: Store, holds: Callable[[Network], bool]) -> None:
    wait_until(lambda: holds(network_of(store)))


def test_a_call_is_noted_with_a_promise_and_stands_on_the_profile(visit: Visit, kept_store: Store) -> None:
    opens_profile(visit, "Änne Groß")
    visit.page.get_by_role("button", name="Festhalten").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_label("Was wurde gesagt").fill("Sucht Partner. Herr Kohl stellt die Halle vor.")
    dialog.get_by_label("Was wurde gesagt").blur()
    dialog.get_by_text("Berthold Kohl").wait_for()
    assert read_conversations(kept_store.view()) == []
    dialog.get_by_role("button", name="Übernehmen").first.click()
    visit.rests()
    dialog.get_by_label("Zusage", exact=True).fill("Schickt das Konzept")
    dialog.get_by_label("Zusage", exact=True).blur()
    visit.rests()
    saves(visit)
    visit.sees("Gespräch festgehalten")
    assert [p.text for p in read_promises(kept_store.view())] == ["Schickt das Konzept"]
    visit.sees("Schickt das Konzept")
    (said,) = read_conversations(kept_store.view())
    assert [network_of(kept_store).nodes[p].name for p in said.people] == ["Änne Groß", "Berthold Kohl"]
    assert [p.text for p in read_promises(kept_store.view())] == ["Schickt das Konzept"]
    visit.page.get_by_role("button", name="Zurücknehmen").click()
    wait_until(lambda: read_conversations(kept_store.view()) == [])


def test_a_person_and_a_tie_are_added_by_keyboard_alone(visit: Visit, kept_store: Store) -> None:
    visit.open("/")
    visit.rests()
    opens_dialog(visit)
    radios = visit.page.get_by_role("dialog").get_by_role("radio")
    radios.first.focus()
    for _ in range(2):
        visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Enter")
    name = visit.page.get_by_role("dialog").get_by_label("Name", exact=True)
    name.wait_for()
    name.focus()
    visit.page.keyboard.type("Dr. Dora Weiß")
    visit.rests()
    picks(visit, "Arbeitet für", "Werk")
    save = visit.page.get_by_role("button", name="Speichern")
    save.focus()
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("dialog").wait_for(state="detached")
    visit.sees("Neu angelegt: Dr. Dora Weiß")
    until(kept_store, lambda n: any(p.name == "Dora Weiß" and n.around(p.id) for p in n.by_label("Person")))


def test_what_is_typed_is_there_after_the_dialog_was_closed(visit: Visit) -> None:
    visit.open("/ueberblick")
    visit.rests()
    opens_dialog(visit, "Notiz")
    note = visit.page.get_by_role("dialog").get_by_role("textbox", name="Notiz")
    note.fill("Noch nicht fertig")
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("dialog").wait_for(state="detached")
    visit.rests()
    visit.page.get_by_role("link", name="Netz", exact=True).click()
    visit.page.get_by_role("heading", name="Netz", level=1).wait_for()
    visit.rests()
    opens_dialog(visit)
    visit.expects(note).to_have_value("Noch nicht fertig")
    visit.page.get_by_role("button", name="Verwerfen").click()
    wait_until(lambda: note.input_value() == "")


def corrects(visit: Visit, what: str, label: str, value: str) -> None:
    opens_dialog(visit, "Korrektur")
    picks(visit, "Was ist zu berichtigen", what)
    field = visit.page.get_by_role("dialog").get_by_label(label, exact=True)
    field.fill(value)
    field.blur()
    visit.rests()


def test_two_at_one_actor_the_second_sees_what_changed_and_loses_nothing(
    visit: Visit, browser: "Browser", site: Site, kept_store: Store
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE")
    other = Visit(context.new_page(), site)
    for one in (visit, other):
        opens_profile(one, "Berthold Kohl")
        corrects(one, "Ort", "Ort", "Bonn" if one is visit else "Ulm")
    saves(visit)
    other.page.get_by_role("button", name="Speichern").click()
    other.sees("inzwischen")
    place = other.page.get_by_role("dialog").get_by_label("Ort", exact=True)
    visit.expects(place).to_have_value("Ulm")
    saves(other)
    kohl = site.id_of("Berthold Kohl")
    until(kept_store, lambda n: n.nodes[kohl].fields.get("place") == "Ulm")
    context.close()
