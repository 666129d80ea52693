"""The page Wege in a real Chromium on the real sample: how do I get to somebody, and what do I write?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.support.site import NASTY, NASTY_FACTS, Site, Visit, load_texts, site_on

pytestmark = pytest.mark.browser
MARKUP = NASTY.partition(" ![")[0]
KNOWS = """
  - {{ref: q, type: Person, name: 'Bekannt {}', given_name: Bekannt, family_name: Zweifel}}
relationships:
  - {{type: KNOWS, from: p, to: q, role: met}}
"""


@pytest.fixture(scope="module")
def site(sample: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("ways")
    facts = NASTY_FACTS.replace("relationships:\n", KNOWS.format(NASTY.replace("'", "''")).lstrip("\n"))
    load_texts(sample, home, {"nasty.yaml": facts})
    with site_on(sample, Settings(data=engine_folder, neo4j_uri=None, office="BDI"), home) as found:
        yield found


def test_from_a_name_to_another_the_way_is_told_drawn_and_written_as_a_mail(visit: Visit) -> None:
    visit.open("/wege")
    visit.page.get_by_label("Von", exact=True).press_sequentially("Joachim Lang")
    visit.waits_for_address("a", visit.site.id_of("Joachim Lang"))
    visit.page.get_by_label("Zu", exact=True).press_sequentially("Industriegewerkschaft Metall")
    visit.waits_for_address("b", visit.site.id_of("Industriegewerkschaft Metall"))
    visit.sees("Weg 1: direkt")
    visit.sees("gehören beide zu Bündnis „Zukunft der Industrie“", ".st-key-way_1")
    visit.map_ready()
    visit.sees("Guten Tag Wolfgang Lemb!")
    visit.page.get_by_text("English", exact=True).last.click()
    visit.sees("Dear Wolfgang Lemb,")
    visit.sees("Bundesverband der Deutschen Industrie")  # the own house, out of the settings


def test_an_address_shows_the_same_again_and_who_is_excluded_is_gone_round(visit: Visit) -> None:
    ends = [visit.site.id_of(name) for name in ("Chemiekreis Innbogen", "Sachsen")]
    visit.open(f"/wege?a={ends[0]}&b={ends[1]}").map_ready()
    visit.sees("Weg 2:")
    first = visit.page.locator(".st-key-way_1 .an-other a").nth(1).inner_text()
    visit.choose("Nicht über", first)
    visit.page.wait_for_url(lambda url: "avoid=" in url)
    visit.page.locator(".st-key-way_1").get_by_text(first).first.wait_for(state="detached")
    visit.sees("Weg 1:")


def test_the_profile_leads_to_a_way(visit: Visit) -> None:
    visit.open(f"/akteur?actor={visit.site.id_of('Wolfgang Lemb')}")
    visit.page.get_by_role("link", name="Weg hierhin finden").click()
    visit.sees("Nun fehlt noch die andere Seite")
    visit.sees("Wolfgang Lemb")


def test_names_like_markup_are_text_on_the_way_and_in_the_mail(visit: Visit) -> None:
    persons = [n.id for n in visit.site.network.nodes.values() if MARKUP in n.name and n.label == "Person"]
    visit.open(f"/wege?a={persons[0]}&b={persons[1]}")
    visit.sees("Weg 1: direkt")
    assert MARKUP in visit.page.locator(".st-key-way_1").inner_text()
    assert MARKUP in visit.page.get_by_test_id("stCode").inner_text()
    assert visit.page.title() != "hacked"
    assert visit.page.locator(".stMain img[src=x]").count() == 0
