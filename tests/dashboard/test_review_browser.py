"""The page Prüfen in a real Chromium: deciding what waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import Site, Visit, load_texts, site_on, wait_until

pytestmark = pytest.mark.browser
FILES = {
    "Nordtreffen_2021-06-10.csv": "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\nBerthold;Kohl;Kammer Süd\n",
    "Südtreffen_2021-09-23.csv": "Vorname;Nachname;Organisation\nÄ.;Groß;Werk Nord GmbH\nB.;Kohl;Kammer Süd\n",
    "bericht.txt": "Dr. Anna Kern, Geschäftsführerin der Beispiel Werke GmbH, dankte Carla Maiwald (Kammer Ost).\n",
}
BAR = ".st-key-review_bar"


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("review")
    load_texts(kept_store, home, FILES)
    with site_on(kept_store, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def tick(visit: Visit, row: int) -> None:
    """Ticks a row of the table that is there once the page has been drawn."""
    grid = visit.page.get_by_test_id("stDataFrame")
    visit.rests()
    wait_until(lambda: grid.locator("canvas").count() > 0)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + 15, box["y"] + 38 + 35 * row + 17)


def test_a_function_is_corrected_and_accepted_and_stands_in_the_network_with_its_sentence(visit: Visit) -> None:
    visit.open("/pruefen")
    visit.page.get_by_role("tab", name="Vorschläge aus Texten").click()
    visit.choose("Art", "Funktion")
    visit.sees("Dr. Anna Kern", ".an-sentence mark")
    visit.page.get_by_text("Vor dem Annehmen berichtigen").click()
    visit.page.get_by_label("Funktion", exact=True).fill("Vorständin")
    visit.page.get_by_role("button", name="Annehmen").first.click()
    visit.sees("Dazu gehören 2 weitere", BAR)
    visit.open("/netz?layer=facts").page.get_by_label("Suche", exact=True).press_sequentially("Anna Kern")
    visit.sees("Vorständin", ".st-key-facts_panel")
    visit.page.locator(".st-key-facts_panel").get_by_role("link", name="Satz 1").click()
    visit.sees("Was diese Quelle sagt")
    visit.sees("Anna Kern arbeitet für Beispiel Werke GmbH (Vorständin)")


def test_several_proposals_are_refused_at_once_and_undone_from_the_history(visit: Visit) -> None:
    visit.open("/pruefen")
    visit.page.get_by_role("tab", name="Vorschläge aus Texten").click()
    for row in (0, 1):
        visit.page.get_by_role("button", name=f"Ausgewählte verwerfen ({row})").wait_for()
        tick(visit, row)
    visit.page.get_by_role("button", name="Ausgewählte verwerfen (2)").click()
    visit.sees("Verworfen: 2", BAR)
    visit.page.get_by_role("tab", name="Entschieden").click()
    visit.sees("Eine Zeile wählen, um die Entscheidung zurückzunehmen")
    tick(visit, 0)
    visit.page.get_by_role("button", name="Diese Entscheidung zurücknehmen").click()
    visit.page.get_by_role("button", name="Diese Entscheidung zurücknehmen").wait_for(state="detached")


def answers_are_there(visit: Visit) -> None:
    """Waits until keys have a button: its script is loaded after the text of the case can be read."""
    visit.page.get_by_role("button", name="Später").wait_for()
    visit.rests()


def test_duplicates_are_decided_by_keyboard_alone_and_the_last_answer_is_undone(visit: Visit) -> None:
    visit.open("/pruefen")
    answers_are_there(visit)
    visit.sees("1 von 2")
    names = visit.page.locator("h3.an-name")
    order = [names.first.inner_text()]
    for _ in range(2):  # the second time it is the first case's turn again
        visit.page.keyboard.press("s")
        wait_until(lambda: names.first.inner_text() != order[-1])
        order.append(names.first.inner_text())
        answers_are_there(visit)
    assert order[0] == order[2]
    visit.page.keyboard.press("a")
    visit.sees("Zusammengeführt:", BAR)
    visit.page.get_by_role("tab", name="Doppelte (1)").wait_for()
    answers_are_there(visit)
    visit.page.keyboard.press("u")
    visit.page.get_by_role("tab", name="Doppelte (2)").wait_for()
    answers_are_there(visit)
    visit.page.keyboard.press("v")
    visit.sees("Verschieden:", BAR)
    visit.page.get_by_role("tab", name="Doppelte (1)").wait_for()
    answers_are_there(visit)
    visit.page.keyboard.press("u")
    visit.page.get_by_role("tab", name="Doppelte (2)").wait_for()


def test_a_proposal_is_accepted_refused_and_undone_by_keyboard_alone(visit: Visit) -> None:
    visit.open("/pruefen")
    tab = visit.page.get_by_role("tab", name="Vorschläge aus Texten")
    tab.click()
    visit.page.get_by_role("button", name="Annehmen").first.wait_for()
    waiting = tab.inner_text()
    for key, said in (("a", "Übernommen:"), ("v", "Verworfen:")):
        answers_are_there(visit)
        visit.page.keyboard.press(key)
        visit.sees(said, BAR)
        wait_until(lambda: tab.inner_text() != waiting)
        answers_are_there(visit)
        visit.page.keyboard.press("u")
        wait_until(lambda: tab.inner_text() == waiting)
