"""The dashboard in a real Chromium on the real sample: tasks a person in the office has."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import NASTY, NASTY_FACTS, PANEL, SECONDS, Site, Visit, load_texts, served, site_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(sample: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("dashboard")
    load_texts(sample, home, {"nasty.yaml": NASTY_FACTS})
    with site_on(sample, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def test_the_overview_shows_figures_and_a_map(visit: Visit) -> None:
    visit.open("/ueberblick").map_ready()
    persons = sum(node.label == "Person" for node in visit.site.network.nodes.values())
    first = visit.page.locator(".an-figures li").first
    visit.expects(first).to_have_text(re.compile(rf"^{persons}"), use_inner_text=True)
    visit.sees("davon")


def test_lemb_is_found_and_his_facts_are_read_with_their_source(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    visit.page.get_by_label("Suche", exact=True).press_sequentially("Lemb")
    visit.sees("Wolfgang Lemb", PANEL)
    visit.sees("Industriegewerkschaft Metall", PANEL)
    visit.sees("Satz 3, 16.03.2021", PANEL)
    visit.waits_for_address("actor", visit.site.id_of("Wolfgang Lemb"))


def test_a_click_on_the_map_shows_facts_and_nothing_moves(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    organisation = visit.site.id_of("Wasserstoffküste Nordwatt")
    before = visit.place(organisation)
    visit.click_on_map(organisation)
    visit.sees("Wasserstoffküste Nordwatt", f"{PANEL} h2")
    visit.sees("erfunden", f"{PANEL} .an-badge")
    visit.sees("Quelle: Erfundenes Beispiel", PANEL)
    visit.waits_for_address("actor", organisation)
    visit.click_on_map(visit.site.id_of("Chemieband Niederrheinbogen"))
    visit.sees("Chemieband Niederrheinbogen", f"{PANEL} h2")
    assert visit.place(organisation) == before


def test_a_double_click_adds_neighbours_and_they_can_be_folded_in_again(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    before = visit.table_size("Einträge")
    visit.click_on_map(visit.site.id_of("Wasserstoffküste Nordwatt"), twice=True)
    visit.page.get_by_role("button", name="Nachbarn wieder einklappen").wait_for()
    assert visit.table_size("Einträge") > before


def test_a_land_in_the_filter_shrinks_the_table(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    visit.opens_filters()
    visit.takes("Region", "Sachsen-Anhalt", typed="Sachsen-An")
    visit.page.keyboard.press("Escape")
    visit.waits_for_address("region", visit.site.id_of("Sachsen-Anhalt"))
    visit.page.get_by_role("button", name="Filter aufheben").wait_for()
    network, land = visit.site.network, visit.site.id_of("Sachsen-Anhalt")
    direct = {r.start for r in network.relations if r.type == "ACTIVE_IN" and r.end == land}
    assert len(direct) < visit.table_size("Einträge") < 140


@pytest.mark.parametrize(
    ("box", "option"),
    [
        ("Typ", "Organisationen"),
        ("Typ", "Personen"),
        ("Typ", "Themen"),
        ("Art", "Initiative"),
        ("Thema", "Digitalisierung"),
        ("Region", "Bayern"),
    ],
)
def test_the_map_follows_a_filter_set_by_mouse(visit: Visit, box: str, option: str) -> None:
    visit.open("/netz?layer=facts").map_ready()
    everything = visit.nodes_on_map()
    with visit.redraws():
        visit.choose(box, option)
    assert visit.nodes_on_map() > 0
    with visit.redraws():
        visit.page.get_by_role("button", name="Filter aufheben").click()
    assert visit.nodes_on_map() == everything
    with visit.redraws():
        visit.choose(box, option)
    with visit.redraws():
        visit.page.get_by_role("combobox", name=box).press("Backspace")
    assert visit.nodes_on_map() == everything


def test_the_map_follows_days_typed_into_the_form(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    everything = visit.nodes_on_map()
    visit.opens_filters()
    for box, day, name, written in (("Von", "01012022", "from", "2022-01-01"), ("Bis", "30062022", "to", "2022-06-30")):
        with visit.redraws():
            visit.page.get_by_role("spinbutton", name=f"Tag, {box}").click()
            visit.page.keyboard.type(day)
            # A day counts once its field is left.
            visit.page.get_by_role("heading", name="Netz", exact=True).click()
            visit.waits_for_address(name, written)
    with visit.redraws():
        visit.page.get_by_role("button", name="Filter aufheben").click()
    assert visit.nodes_on_map() == everything


def test_filters_narrow_the_map_step_by_step(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    everything = visit.nodes_on_map()
    for box, option in (("Region", "Bayern"), ("Typ", "Organisationen"), ("Thema", "Digitalisierung")):
        with visit.redraws():
            visit.choose(box, option)
    with visit.redraws():
        visit.page.get_by_role("button", name="Filter aufheben").click()
    assert visit.nodes_on_map() == everything


def test_the_language_is_switched_and_stays_on_the_next_page(visit: Visit) -> None:
    visit.open("/ueberblick")
    visit.page.get_by_role("radio", name="English").or_(visit.page.get_by_role("button", name="English")).click()
    visit.sees("The most closely connected part")
    visit.page.get_by_role("link", name="Network").first.click()
    visit.sees("A click on a dot shows its facts")
    visit.waits_for_address("language", "en")


def test_an_actor_is_opened_by_address(visit: Visit) -> None:
    lemb = visit.site.id_of("Wolfgang Lemb")
    visit.open(f"/akteur?actor={lemb}&language=en")
    visit.sees("Wolfgang Lemb", "h2")
    visit.sees("very strong")
    visit.sees("both belong to")
    visit.page.get_by_role("link", name="Dr. Joachim Lang").first.click()
    visit.sees("Dr. Joachim Lang", "h2")
    visit.waits_for_address("actor", visit.site.id_of("Joachim Lang"))
    visit.waits_for_address("language", "en")


def test_the_back_button_shows_the_actor_before(visit: Visit) -> None:
    visit.open("/netz?layer=facts").map_ready()
    search = visit.page.get_by_label("Suche", exact=True)
    search.fill("Lemb")
    visit.sees("Wolfgang Lemb", f"{PANEL} h2")
    search.fill("Horstmann")
    visit.sees("Dr. Winfried Horstmann", f"{PANEL} h2")
    visit.page.go_back()
    visit.sees("Wolfgang Lemb", f"{PANEL} h2")


def test_a_row_of_the_table_is_chosen_by_keyboard_alone(visit: Visit) -> None:
    visit.open("/netz?layer=facts&type=Topic").map_ready()
    visit.page.get_by_role("tab", name="Einträge").focus()
    grid = visit.page.get_by_test_id("stDataFrame").locator("canvas").first
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if grid.evaluate("element => element === document.activeElement || element.contains(document.activeElement)"):
            break
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Shift+Space")
    visit.sees("Thema", f"{PANEL} .an-kind")


@pytest.mark.parametrize("path", ["/netz", "/akteur"])
def test_a_name_that_looks_like_markup_stays_text(visit: Visit, path: str) -> None:
    name = next(node.name for node in visit.site.network.nodes.values() if node.name.startswith("Zebra"))
    visit.open(f"{path}?actor={visit.site.id_of(name)}")
    visit.page.get_by_label("Finden").fill("Zebra")
    visit.page.locator(".an-found a").first.wait_for()
    assert "<img" in name
    heading = visit.page.locator("h2.an-name")
    heading.get_by_text("Zebra").wait_for()
    assert heading.inner_text() == name
    visit.page.get_by_text(f"Werk {NASTY}").or_(visit.page.get_by_test_id("stDataFrame")).first.wait_for()
    assert visit.page.locator("img[src=x], img[src^='http://example']").count() == 0
    assert "hacked" not in visit.page.title()


def test_without_data_the_page_says_what_to_do(browser: "Browser", tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", neo4j_uri=None)
    with served(settings, tmp_path) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_text("akteursnetz sample").wait_for(timeout=SECONDS * 1000)
        page.close()
