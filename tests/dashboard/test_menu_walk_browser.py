"""Through the dashboard as people go: from the first page by the menu, an act on each page, back, F5, a link."""

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from briefing.wording.language import Words
from dashboard.menu import PAGES
from graph.settings import Settings
from ingest.loading.sample_load import load_sample
from tests.support.site import Site, Visit, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

WORDS = Words("de")
# The choice of language stands on every page, and would make the words others.
CHOICES = "[data-testid=stButtonGroup]:not(.st-key-language *)"
LIST = "Vorname;Nachname;Organisation\nIda;Muster;Werk Erfunden GmbH\n"
STEPS = 16
SEED = 20261129


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("walk")
    with site_of(Settings(data=folder / "data", neo4j_uri=None), folder, lambda s: list(load_sample(s))) as found:
        yield found


def title(page: str) -> str:
    return WORDS(f"{page}_title")


def go_by_menu(visit: Visit, page: str) -> None:
    group = PAGES[page].group
    if group:
        visit.page.get_by_test_id("stTopNavSection").filter(has_text=WORDS(f"group_{group}")).click()
    links = visit.page.get_by_test_id("stTopNavLink").or_(visit.page.get_by_test_id("stTopNavDropdownLink"))
    links.filter(has_text=WORDS(f"{page}_nav")).filter(visible=True).first.click()
    arrive(visit, page)


def arrive(visit: Visit, page: str) -> None:
    visit.page.get_by_role("heading", level=1, name=title(page), exact=True).wait_for()
    still(visit)


def still(visit: Visit) -> None:
    """Waits until the script has run to its end."""
    visit.rests()
    visit.page.locator("[data-testid=stApp] [data-stale=true]").first.wait_for(state="detached")


def act(visit: Visit, page: str, chance: random.Random) -> str:
    """Does something that runs the page again: types, toggles or chooses; returns what."""
    main = visit.page.get_by_test_id("stMain")
    acts: dict[str, Locator] = {
        "type": main.locator("input[type=search], input[type=text]:not([role])").filter(visible=True),
        "toggle": main.get_by_test_id("stCheckbox").filter(visible=True),
        "choose": main.locator(CHOICES).filter(visible=True),
        "upload": main.locator("input[type=file]"),
        "tab": main.get_by_role("tab").filter(visible=True),
    }
    anything = acts["type"].or_(acts["toggle"]).or_(acts["choose"]).or_(acts["upload"]).or_(acts["tab"])
    anything.first.wait_for(state="attached")
    possible = [name for name, found in acts.items() if found.count()]
    name = chance.choice(possible)
    found = acts[name]
    one = found.nth(chance.randrange(found.count()))
    if name == "type":
        one.fill(chance.choice(["Lemb", "Stahl", "zzz"]))
        one.press("Enter")
    elif name == "toggle":
        one.locator("label").first.click()
    elif name == "choose":
        one.locator("button").last.click()
    elif name == "upload":
        one.set_input_files({"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
        visit.sees("liste.csv")
    else:
        one.click()
    still(visit)
    assert visit.boxes() == [], (page, name)
    visit.page.get_by_role("heading", level=1).wait_for()
    return name


def type_something(visit: Visit) -> None:
    """The act of the crash: the first one after a change of page."""
    act(visit, "", random.Random(SEED))


@pytest.mark.parametrize("page", [page for page in PAGES if page != "today"])
def test_each_page_by_the_menu_an_act_f5_another_page_and_back(visit: Visit, page: str) -> None:
    visit.open("/")
    arrive(visit, "today")
    go_by_menu(visit, page)
    if page != "overview":
        type_something(visit)
    visit.open(f"/{PAGES[page].path}")
    arrive(visit, page)
    visit.page.reload()
    arrive(visit, page)
    visit.expects(visit.page.locator("html")).to_have_attribute("lang", "de")
    go_by_menu(visit, "overview" if page != "overview" else "help")
    visit.page.go_back()
    visit.page.get_by_role("heading", level=1).wait_for()
    still(visit)


def test_what_was_chosen_is_still_chosen_after_a_look_at_another_page(visit: Visit) -> None:
    visit.open("/")
    arrive(visit, "today")
    go_by_menu(visit, "network")
    visit.map_ready()
    visit.choose("Typ", "Organisationen")
    visit.waits_for_address("type", "Organisation")
    still(visit)
    shown = visit.table_size("Einträge")
    go_by_menu(visit, "ways")
    type_something(visit)
    go_by_menu(visit, "network")
    visit.waits_for_address("type", "Organisation")
    visit.page.get_by_label("Suche", exact=True).fill("zzz")
    still(visit)
    assert visit.table_size("Einträge") == shown


def test_another_language_stays_on_every_page(visit: Visit) -> None:
    english = Words("en")
    visit.open("/ueberblick")
    arrive(visit, "overview")
    visit.page.get_by_role("radio", name="English").or_(visit.page.get_by_role("button", name="English")).click()
    visit.sees(english("overview_lead"))
    visit.page.get_by_test_id("stTopNavLink").filter(has_text=english("network_nav")).first.click()
    visit.page.get_by_role("heading", level=1, name=english("network_title"), exact=True).wait_for()
    visit.page.get_by_label(english("search_label"), exact=True).fill("Lemb")
    visit.sees("Wolfgang Lemb")
    assert visit.page.get_by_role("heading", level=1).inner_text() == english("network_title")


def test_a_walk_over_pages_and_acts_by_chance_meets_no_error(visit: Visit) -> None:
    chance = random.Random(SEED)
    visit.open("/")
    arrive(visit, "today")
    taken = []
    for _ in range(STEPS):
        page = chance.choice(list(PAGES))
        go_by_menu(visit, page)
        taken.append((page, act(visit, page, chance) if page not in {"today", "overview"} else "look"))
        if chance.random() < 0.2:
            visit.page.reload()
            visit.page.get_by_role("heading", level=1).wait_for()
            still(visit)
        assert visit.boxes() == [], taken
