"""The page Veranstaltungen in a real Chromium on the real sample: plan an evening on hydrogen, and fill workshops."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import NASTY, Site, Visit, load_texts, site_on, wait_until

pytestmark = pytest.mark.browser
QUOTED = NASTY.replace("'", "''")
FACTS = f"""
source: {{title: 'Erfunden: Formel', kind: report, date: 2022-01-01, invented: true}}
nodes:
  - {{ref: o, type: Organisation, name: '=SUM(1) {QUOTED}', kind: media}}
  - {{ref: t, type: Topic, name: Wasserstoff}}
relationships:
  - {{type: DEALS_WITH, from: o, to: t}}
"""
YEARLY = "Jahresforum Regionale Industrie 2022"


@pytest.fixture(scope="module")
def site(sample: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("events")
    load_texts(sample, home, {"facts.yaml": FACTS})
    with site_on(sample, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def test_an_evening_on_hydrogen_is_planned_and_its_list_survives_a_reload(visit: Visit) -> None:
    """Choose topic and region, invite the first suggested, see the gaps close, save the list, and come back to it."""
    page = visit.open("/veranstaltungen").page
    visit.sees("Bitte ein Thema oder eine Region wählen")
    visit.choose("Thema", "Wasserstoff")
    visit.choose("Region", "Saarland")
    page.get_by_label("Name der neuen Veranstaltung").fill("Wasserstoffabend")
    page.keyboard.press("Enter")
    visit.waits_for_address("name", "Wasserstoffabend")
    visit.sees("Stahlbündnis Erbachtal")
    missing = page.get_by_text("Aus Saarland ist bisher niemand dabei.")
    missing.first.wait_for()
    page.get_by_role("button", name="Einladen").first.click()
    page.get_by_role("button", name="Streichen").wait_for()
    wait_until(lambda: missing.count() == 0)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Als CSV speichern").click()
    rows = list(csv.reader(saved.value.path().read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert (len(rows), rows[1][0], rows[1][1]) == (2, "Wasserstoffabend", "Stahlbündnis Erbachtal")
    page.reload()
    page.get_by_role("button", name="Streichen").wait_for()
    page.get_by_role("button", name="Streichen").click()
    visit.sees("Noch steht niemand auf der Liste.")


def test_a_name_that_looks_like_markup_and_a_formula_arrives_as_text(visit: Visit) -> None:
    topic = visit.site.id_of("Wasserstoff")
    nasty = next(n for n in visit.site.network.nodes.values() if n.name.startswith("=SUM"))
    page = visit.open(f"/veranstaltungen?topic={topic}&name=Probe").page
    card = page.get_by_text("=SUM(1) <img src=x").first
    card.wait_for()
    assert page.title() != "hacked"
    page.locator(f".st-key-invite_{nasty.id}").get_by_role("button").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Als CSV speichern").click()
    rows = list(csv.reader(saved.value.path().read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1][1].startswith("'=SUM(1) <img")
    page.get_by_role("button", name="Streichen").click()
    visit.sees("Noch steht niemand auf der Liste.")


def test_participants_of_an_event_are_put_into_groups_and_saved(visit: Visit) -> None:
    """Open the groups of an event, allow one second, see who sits where and what chance would bring, save it."""
    page = visit.open(f"/veranstaltungen?event={visit.site.id_of(YEARLY)}&part=groups").page
    seconds = page.get_by_label("Höchstens so lange rechnen (Sekunden)")
    seconds.fill("1")
    seconds.press("Enter")
    page.get_by_role("button", name="Gruppen bilden").click()
    visit.sees("-mal so hoch wie bei zufälliger Verteilung")
    visit.sees("Gruppe 4")
    visit.sees("Diese könnten einander kennenlernen")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Als CSV speichern").click()
    rows = list(csv.DictReader(saved.value.path().read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 74
    assert {row["Gruppe"] for row in rows} == {f"Gruppe {i}" for i in range(1, 5)}
    page.get_by_role("radio", name="Was danach kam").or_(
        page.get_by_role("button", name="Was danach kam")
    ).first.click()
    visit.sees("die Quellen reichen noch keine drei Monate über ihn hinaus")  # it was the last event of the sample
    visit.waits_for_address("part", "effect")
