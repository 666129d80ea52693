"""The dashboard for everyone: each page and state by axe, its words in German, at 390 pixels and at 200 %; by keyboard.

`make pictures` lets the same walk take the pictures of the handbook.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.menu import PAGES
from graph.settings import Settings
from ingest.loading.sample_load import load_sample
from tests.support.everyone import barriers, cut_off, english, focused, untold
from tests.support.site import MAP, SLOW, Site, Visit, served, site_of, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# A telephone; and what a screen of 1440 by 900 shows at 200 %.
SIZES = ((390, 844), (720, 450))
# What a page begins with that is more than an empty form: something to click, or what there is.
BEGINNINGS = f"{MAP}, .an-card, .an-due, .an-contents, .an-facts, .an-wide, [data-testid=stDataFrame]"
YEARLY = "Jahresforum Regionale Industrie 2022"
LIST = "Vorname;Nachname;Organisation\nIda;Muster;Werk Erfunden GmbH\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("everyone")
    with site_of(Settings(data=folder / "data", neo4j_uri=None), folder, lambda s: list(load_sample(s))) as found:
        yield found


def nothing(page: "Page") -> None:
    """A page as it is opened."""


def find(page: "Page") -> None:
    page.keyboard.press("/")
    page.keyboard.type("Lemp")
    page.locator(".an-found a").first.wait_for()


def write(page: "Page") -> None:
    page.get_by_role("button", name="Festhalten").wait_for()
    page.locator("h1").click()  # a letter is typed where a field has the focus
    page.keyboard.press("f")
    page.get_by_role("dialog").wait_for()


def upload(page: "Page") -> None:
    given = {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("input[type=file]").set_input_files(given)
    page.get_by_role("button", name="Vorschau").wait_for()


def upload_nothing(page: "Page") -> None:
    given = {"name": "bild.xyz", "mimeType": "application/octet-stream", "buffer": b"\x00\x01"}
    page.locator("input[type=file]").set_input_files(given)
    page.get_by_role("alert").first.wait_for()


def try_it(page: "Page") -> None:
    upload(page)
    page.get_by_text("Kontakte: 1 Person").click()
    page.get_by_role("button", name="Vorschau").click()
    page.locator("#an-report").wait_for()


def rate_half(page: "Page") -> None:
    page.get_by_role("button", name="Einschätzung speichern").click()
    page.get_by_text("Bitte Interesse und Einfluss wählen").wait_for()


def rate(page: "Page") -> None:
    for level in ("Interesse", "Einfluss"):
        page.get_by_role("radiogroup", name=level).get_by_text("hoch").click()
    page.get_by_role("button", name="Einschätzung speichern").click()
    page.get_by_text("Eingeschätzt:").wait_for()


def menu(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").first.wait_for()


def choose_date(page: "Page") -> None:
    page.get_by_role("button", name="Tag wählen").first.click()
    page.get_by_role("dialog").wait_for()


STATES: dict[str, tuple[str, Callable[["Page"], None]]] = {
    **{page.id: (f"/{page.path}", nothing) for page in PAGES.values()},
    "person": ("/akteur?actor={person}", nothing),
    "organisation": ("/akteur?actor={house}", nothing),
    "ways found": ("/wege?a={person}&b={initiative}", nothing),
    "one at both ends": ("/wege?a={person}&b={house}", nothing),
    "goals": ("/luecken?view=goals", nothing),
    "rights": ("/datenschutz?person={person}", nothing),
    "inform": ("/datenschutz?part=inform", nothing),
    "retention": ("/datenschutz?part=retention", nothing),
    "register": ("/datenschutz?part=register", nothing),
    "matrix": ("/einschaetzung?view=topic", nothing),
    "hits": ("/ueberblick", find),
    "form": ("/ueberblick", write),
    "file": ("/import", upload),
    "error": ("/einschaetzung", rate_half),
    "done": ("/einschaetzung", rate),
    "bad file": ("/import", upload_nothing),
    "preview": ("/import", try_it),
    "days the wrong way": ("/vergleich?before=2022-06-01&after=2021-06-01", nothing),
    "event": ("/veranstaltungen?event={event}&part=guests", nothing),
    "briefed": ("/briefing?subject={event}&purpose=meeting", nothing),
    "menu": ("/ueberblick", menu),
    "calendar": ("/vergleich", choose_date),
    "chapter": ("/hilfe?chapter=die-seite-netz", nothing),
    "empty": ("/akteur?actor=per-0", nothing),
}


def come(visit: Visit, state: str) -> None:
    path, act = STATES[state]
    person, house = visit.site.id_of("Wolfgang Lemb"), visit.site.id_of("Industriegewerkschaft Metall")
    event, initiative = visit.site.id_of(YEARLY), visit.site.id_of("Chemiedialog Salzaue")
    visit.open(path.format(person=person, house=house, event=event, initiative=initiative))
    drawn(visit)
    act(visit.page)
    drawn(visit)


def drawn(visit: Visit) -> None:
    """Waits for the page to its end, with the map on it: its places may still be worked out."""
    visit.rests()
    visit.expects(visit.page.locator("[data-testid=stProgress], [data-testid=stSkeleton]")).to_have_count(0)
    if visit.page.locator(MAP).count():
        visit.map_ready()


@pytest.mark.parametrize("state", STATES)
def test_every_page_and_state_is_for_everyone(visit: Visit, state: str) -> None:
    come(visit, state)
    if folder := os.environ.get("AKTEURSNETZ_PICTURES"):
        picture(visit, Path(folder) / f"{state.replace(' ', '-')}.png")
    assert state not in PAGES or visit.page.locator(BEGINNINGS).count() > 0
    assert barriers(visit.page) == []
    assert english(visit.page) == []
    assert tables_say_what_they_are(visit) == []
    for width, height in SIZES if state != "menu" else SIZES[:1]:
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.rests()
        assert cut_off(visit.page) == [], (width, height)
        assert tables_say_what_they_are(visit) == [], (width, height)


def tables_say_what_they_are(visit: Visit) -> list[str]:
    """What is not said of tables; a table is drawn, and measured, a moment after the page."""
    visit.expects(visit.page.locator("[data-testid=stDataFrame]:visible:not(:has(.dvn-scroller))")).to_have_count(0)
    found: list[str] = []

    def are_told() -> bool:
        found[:] = untold(visit.page)
        return not found

    with suppress(AssertionError):
        wait_until(are_told, 10)
    return found


def picture(visit: Visit, path: Path) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 820})
    drawn(visit)
    visit.page.mouse.move(0, 0)
    visit.page.screenshot(path=path, animations="disabled")


@pytest.fixture
def without_data(browser: "Browser", tmp_path: Path) -> Iterator["Page"]:
    with served(Settings(data=tmp_path / "data", neo4j_uri=None), tmp_path) as url:
        page = browser.new_page(locale="de-DE")
        page.set_default_timeout(SLOW)
        page.goto(url)
        page.get_by_text("Hier ist noch nichts geladen").wait_for()
        yield page
        page.close()


def test_pages_without_data_and_before_the_first_answer_are_for_everyone(without_data: "Page") -> None:
    assert barriers(without_data) == []
    without_data.route_web_socket("**", lambda socket: None)  # the program says nothing: what one sees till it does
    without_data.reload()
    without_data.wait_for_function("document.documentElement.lang === 'de'")
    assert barriers(without_data) == []


def test_an_error_is_read_with_the_fields_it_is_about_until_it_is_mended(visit: Visit) -> None:
    come(visit, "error")
    for name in ("Interesse", "Einfluss"):
        field = visit.page.get_by_role("radiogroup", name=name)
        visit.expects(field).to_have_attribute("aria-invalid", "true")
        visit.expects(field).to_have_accessible_description("Bitte Interesse und Einfluss wählen.")
    rate(visit.page)
    visit.expects(visit.page.locator("[aria-invalid]")).to_have_count(0)
    come(visit, "days the wrong way")
    visit.expects(visit.page.locator(".st-key-filter_before [aria-invalid=true]").first).to_be_visible()


def test_the_menu_leads_on_from_a_telephone(visit: Visit) -> None:
    come(visit, "menu")
    visit.page.get_by_test_id("stSidebarNavLink").filter(has_text="Wege").click()
    visit.page.get_by_role("heading", level=1, name="Wege", exact=True).wait_for()


def test_keys_of_one_character_can_be_switched_off_and_on(visit: Visit) -> None:
    at_rest(visit, "/hilfe")
    visit.page.get_by_text("Tasten abschalten").click()
    switch = visit.page.get_by_role("checkbox", name="Tasten mit einem Zeichen")
    visit.expects(switch).to_be_checked()
    switch.click()
    visit.expects(visit.page.locator("html")).to_have_attribute("data-keys", "off")
    at_rest(visit, "/ueberblick")
    visit.expects(visit.page.locator(".st-key-entry_button kbd").first).to_be_hidden()
    for key in ("f", "/"):
        visit.page.keyboard.press(key)
    visit.rests()
    assert visit.page.get_by_role("dialog").count() == 0
    visit.page.get_by_label("Finden", exact=True).press_sequentially("f/")  # a field has the focus: it is typed
    visit.expects(visit.page.get_by_label("Finden", exact=True)).to_have_value("f/")
    at_rest(visit, "/hilfe")
    visit.page.get_by_text("Tasten abschalten").click()
    visit.expects(switch).not_to_be_checked()
    switch.click()
    visit.expects(visit.page.locator("html")).to_have_attribute("data-keys", "on")
    write(visit.page)


def test_keys_are_switched_off_for_this_page_where_the_browser_keeps_nothing(visit: Visit) -> None:
    visit.page.add_init_script(
        """for (const name of ["getItem", "setItem", "removeItem"]) {
          const known = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key === "akteursnetz-keys") throw new DOMException("refused", "SecurityError");
            return known.call(this, key, ...rest);
          };
        }"""
    )
    at_rest(visit, "/hilfe")
    visit.page.get_by_text("Tasten abschalten").click()
    visit.page.get_by_role("checkbox", name="Tasten mit einem Zeichen").click()
    visit.expects(visit.page.locator("html")).to_have_attribute("data-keys", "off")


def test_widths_of_tables_are_read_once_a_frame_however_much_changes(visit: Visit) -> None:
    at_rest(visit, "/quellen")
    visit.expects(visit.page.locator(".dvn-scroller").first).to_be_attached()
    reads = visit.page.evaluate(
        """async () => {
          const found = Object.getOwnPropertyDescriptor(Element.prototype, "scrollWidth");
          let reads = 0;
          const get = function () {
            reads += this.matches(".dvn-scroller") ? 1 : 0;
            return found.get.call(this);
          };
          Object.defineProperty(Element.prototype, "scrollWidth", {...found, get});
          for (let n = 0; n < 200; n += 1) {
            document.body.append(document.createElement("i"));
            await null;  // what watches the page is told of each
          }
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          return reads;
        }"""
    )
    assert 0 < reads < 20


def test_nothing_moves_for_who_asked_for_that(visit: Visit) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    come(visit, "gaps")
    longest = visit.page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("body *")].flatMap((element) => {
          const style = getComputedStyle(element);
          return [style.transitionDuration, style.animationDuration].flatMap((s) => s.split(",").map(parseFloat));
        }))"""
    )
    assert longest < 0.001  # seconds


def tab_to(visit: Visit, name: str, most: int = 60, key: str = "Tab") -> None:
    visit.page.keyboard.press(key)
    for _ in range(most):
        if name in focused(visit.page):
            return
        visit.page.keyboard.press(key)
    pytest.fail(f"{name} is not reached by keyboard")


def at_rest(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.rests()


def search_and_open(visit: Visit) -> None:
    at_rest(visit, "/luecken")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("Industriegewerkschaft Metall")
    visit.page.keyboard.press("Enter")
    visit.waits_for_address("actor", visit.site.id_of("Industriegewerkschaft Metall"))
    visit.sees("Industriegewerkschaft Metall", "h2")


def choose_among_hits(visit: Visit) -> None:
    at_rest(visit, "/ueberblick")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("Lemp")
    visit.page.locator(".an-found a").first.wait_for()
    visit.page.keyboard.press("ArrowDown")
    assert "Wolfgang Lemb" in focused(visit.page)
    visit.page.keyboard.press("Enter")
    visit.waits_for_address("actor", visit.site.id_of("Wolfgang Lemb"))


def change_the_page(visit: Visit) -> None:
    at_rest(visit, "/")
    tab_to(visit, "Wege")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("heading", level=1, name="Wege", exact=True).wait_for()


def change_the_language(visit: Visit) -> None:
    at_rest(visit, "/ueberblick")
    tab_to(visit, "Deutsch")
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("heading", level=1, name="Overview", exact=True).wait_for()
    visit.page.wait_for_function("document.documentElement.lang === 'en'")


def open_the_help(visit: Visit) -> None:
    at_rest(visit, "/vergleich")
    tab_to(visit, "Hilfe zu dieser Seite")
    visit.page.keyboard.press("Enter")
    visit.waits_for_address("chapter", "die-seite-vergleich")
    visit.sees("Die Seite Vergleich", "h2")


def write_and_leave(visit: Visit) -> None:
    at_rest(visit, "/ueberblick")
    write(visit.page)
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("dialog").wait_for(state="detached")


def skip_to_the_content(visit: Visit) -> None:
    at_rest(visit, "/ueberblick")
    tab_to(visit, "Zum Inhalt springen", most=3)


def rate_an_organisation(visit: Visit) -> None:
    at_rest(visit, "/einschaetzung")
    for level in ("interest", "influence"):
        radio = visit.page.locator(f"[class*=st-key-ratings_{level}] input").first
        radio.focus()
        visit.page.keyboard.press("ArrowRight")
        visit.page.keyboard.press("Space")
    tab_to(visit, "Einschätzung speichern")
    visit.page.keyboard.press("Enter")
    visit.sees("Eingeschätzt:")
    visit.page.wait_for_function("document.activeElement.classList.contains('an-done')")


def unfold_a_goal(visit: Visit) -> None:
    at_rest(visit, "/luecken?view=goals")
    tab_to(visit, "Es fehlen")
    visit.page.keyboard.press("Enter")
    visit.page.locator("details[open] a").first.wait_for()


def begin_with_an_example(visit: Visit) -> None:
    at_rest(visit, "/veranstaltungen")
    tab_to(visit, "Jahresforum Regionale Industrie 2022")
    visit.page.keyboard.press("Enter")
    visit.waits_for_address("event", visit.site.id_of("Jahresforum Regionale Industrie 2022"))


def choose_a_row_of_a_table(visit: Visit) -> None:
    at_rest(visit, "/quellen")
    visit.page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        focused(visit.page)
        if visit.page.evaluate("document.activeElement.tagName === 'CANVAS'"):
            break
    for key in ("ArrowDown", "ArrowDown", "Shift+Space"):
        visit.page.keyboard.press(key)
    visit.page.wait_for_url(lambda url: "source=" in url)


TASKS = (
    search_and_open,
    choose_among_hits,
    change_the_page,
    change_the_language,
    open_the_help,
    write_and_leave,
    skip_to_the_content,
    rate_an_organisation,
    unfold_a_goal,
    begin_with_an_example,
    choose_a_row_of_a_table,
)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_by_keyboard_alone(visit: Visit, task: Callable[[Visit], None]) -> None:
    task(visit)


def test_a_page_in_english_has_streamlit_s_own_words(visit: Visit) -> None:
    visit.open("/import?language=en")
    visit.page.wait_for_function("document.documentElement.lang === 'en'")
    visit.sees("Upload")
    visit.sees("20MB per file")
