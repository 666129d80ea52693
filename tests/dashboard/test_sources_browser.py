"""The page Quellen in a real Chromium: from a fact to its source, correcting, withdrawing, the list as a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import PANEL, Site, Visit, load_texts, site_on

pytestmark = pytest.mark.browser
FILES = {
    "Nordtreffen_2021-06-10.csv": "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\n",
    "Südtreffen_2021-09-23.csv": "Vorname;Nachname;Organisation\nBerthold;Kohl;Kammer Süd\n",
}


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("sources")
    load_texts(kept_store, home, FILES)
    with site_on(kept_store, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def test_from_a_fact_to_the_row_it_comes_from_and_the_source_is_corrected(visit: Visit) -> None:
    visit.open(f"/netz?layer=facts&actor={visit.site.id_of('Änne Groß')}")
    visit.page.locator(PANEL).get_by_role("link", name="Zeile 2").first.click()
    visit.sees("Stelle Zeile 2:")
    visit.sees("Änne Groß arbeitet für Werk Nord GmbH")
    visit.page.get_by_text("Angaben zur Quelle berichtigen").click()
    visit.page.get_by_label("Herausgeber", exact=True).fill("Büro Nord")
    visit.page.get_by_role("button", name="Speichern").click()
    visit.sees("Die Angaben zur Quelle sind gespeichert.")
    visit.sees("Herausgeber von „–“ zu „Büro Nord“")


def test_a_source_is_withdrawn_after_a_look_at_what_goes_by_keyboard_alone(visit: Visit) -> None:
    source = next(n.id for n in visit.site.network.by_label("Source") if n.name.startswith("Südtreffen"))
    visit.open(f"/quellen?source={source}")
    visit.page.locator("summary", has_text="Quelle zurückziehen").focus()
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Zeigen, was sich ändern würde").focus()
    visit.page.keyboard.press("Enter")
    # The person, the organisation and the event; attendance and employment.
    visit.sees("Nicht mehr aktuell wären 3 Einträge und 2 Fakten")
    visit.sees("Berthold Kohl")
    visit.page.get_by_role("button", name="Jetzt zurückziehen").focus()
    visit.page.keyboard.press("Enter")
    visit.sees("Die Quelle ist zurückgezogen.")
    visit.open("/quellen")
    visit.page.get_by_label("Titel, Herausgeber oder Datei").fill("Südtreffen")
    visit.sees("Zu diesen Filtern passt nichts")
    visit.page.get_by_text("auch zurückgezogene").click()
    visit.page.get_by_test_id("stDataFrame").wait_for()


def test_the_list_is_taken_home_as_a_file(visit: Visit, tmp_path: Path) -> None:
    visit.open("/quellen")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Liste als CSV").click()
    there = tmp_path / "quellen.csv"
    download.value.save_as(there)
    text = there.read_text(encoding="utf-8-sig")
    assert text.startswith("Titel;")
    assert "Nordtreffen 2021-06-10" in text
