"""The dashboard for everyone: each page and state by axe, its words in German, at 390 pixels and at 200 %; by keyboard.

With `AKTEURSNETZ_PICTURES=docs/pictures` the same walk makes the pictures of the handbook.
"""

import os
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.menu import PAGES
from graph.settings import Settings
from ingest.loading.sample_load import load_sample
from tests.support.site import Site, Visit, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NARROW, ZOOMED, WIDE = 390, 720, 1440  # 720: what a screen of 1440 shows at 200 %
LIST = "Vorname;Nachname;Organisation\nIda;Muster;Werk Erfunden GmbH\n"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Words of Streamlit that would be English; names and words out of the data stand elsewhere.
ENGLISH = re.compile(
    r"\b(select|choose|clear|press|enter|files?|browse|drag|drop|day|month|year|open|show|hide|search|page|options?|"
    r"results?|remove|copy|download|fullscreen|required|content|navigate|help|scroll|increment|decrement|empty|"
    r"available|shortcut|close|dd|yyyy|per|upload|logo|menu|date|skip|running|the)\b",
    re.IGNORECASE,
)
GERMAN = frozenset({"Menü", "Text", "Logo"})
SAID = """() => {
  const found = [];
  const data = ".stHtml, [data-testid=stMarkdownContainer], [role=option], canvas *, script, style, noscript";
  const icon = "[data-testid=stIconMaterial], [data-testid=stIconMaterial] *";
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = all.nextNode(); node; node = all.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element || element.closest(".stHtml, noscript, script, style")) continue;
    if (node.nodeType === Node.TEXT_NODE) {
      const button = element.closest("[data-testid=stFileUploaderDropzone] button");
      if (element.closest(icon) || (element.closest(data) && !button)) continue;
      found.push(node.nodeValue.trim());
    } else {
      for (const name of ["aria-label", "placeholder", "title", "alt", "aria-valuetext", "aria-description"]) {
        found.push((element.getAttribute(name) || "").trim());
      }
    }
  }
  return [...new Set(found.filter(Boolean))];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("everyone")
    with site_of(Settings(data=folder / "data", neo4j_uri=None), folder, lambda s: list(load_sample(s))) as found:
        yield found


@pytest.fixture(scope="module")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


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


def rate_half(page: "Page") -> None:
    page.get_by_role("button", name="Einschätzung speichern").click()
    page.get_by_text("Bitte Interesse und Einfluss wählen").wait_for()


def choose_date(page: "Page") -> None:
    page.get_by_role("button", name="Tag wählen").first.click()
    page.get_by_role("dialog").wait_for()


STATES: dict[str, tuple[str, Callable[["Page"], None]]] = {
    **{page.id: (f"/{page.path}", nothing) for page in PAGES.values()},
    "person": ("/akteur?actor={person}", nothing),
    "organisation": ("/akteur?actor={house}", nothing),
    "ways found": ("/wege?a={person}&b={house}", nothing),
    "goals": ("/luecken?view=goals", nothing),
    "matrix": ("/einschaetzung?view=topic", nothing),
    "hits": ("/ueberblick", find),
    "form": ("/ueberblick", write),
    "file": ("/import", upload),
    "error": ("/einschaetzung", rate_half),
    "calendar": ("/vergleich", choose_date),
    "chapter": ("/hilfe?chapter=die-seite-netz", nothing),
    "empty": ("/akteur?actor=per-0", nothing),
}


def come(visit: Visit, state: str) -> None:
    path, act = STATES[state]
    person, house = visit.site.id_of("Wolfgang Lemb"), visit.site.id_of("Industriegewerkschaft Metall")
    visit.open(path.format(person=person, house=house))
    visit.rests()
    act(visit.page)
    visit.rests()


@pytest.mark.parametrize("state", STATES)
def test_every_page_and_state_is_for_everyone(visit: Visit, axe: str, state: str) -> None:
    come(visit, state)
    wrong = visit.page.evaluate(
        f"{axe}; axe.run(document, {{runOnly: {RULES}}}).then((r) => r.violations"
        ".map((v) => [v.impact, v.id, v.nodes.map((n) => n.html.slice(0, 200)).join(' ')]))"
    )
    assert [found for found in wrong if found[0] in ("serious", "critical")] == []
    said = [text for text in visit.page.evaluate(SAID) if text not in GERMAN and ENGLISH.search(text)]
    assert [text for text in said if not text.endswith((".csv", ".yaml"))] == []
    for width in (ZOOMED, NARROW):
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.rests()
        too_wide = visit.page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, (width, too_wide)
    if folder := os.environ.get("AKTEURSNETZ_PICTURES"):
        visit.page.set_viewport_size({"width": 1280, "height": 900})
        visit.rests()
        visit.page.screenshot(path=Path(folder) / f"{state.replace(' ', '-')}.png")


def focused(page: "Page") -> str:
    """What has the focus, which must be seen: an outline or a shadow round it or round what holds it."""
    name, is_seen = page.evaluate(
        """() => {
          const element = document.activeElement;
          let seen = false;
          for (let at = element, i = 0; at && i < 5; at = at.parentElement, i++) {
            const style = getComputedStyle(at);
            const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
            seen = seen || outline || style.boxShadow !== "none" || parseFloat(style.borderWidth) > 1;
          }
          const is = element.matches("a, button, summary, input, textarea, [role=radio]");  // else it holds everything
          const label = is ? element.getAttribute("aria-label") || element.innerText || "" : "";
          return [label.trim(), seen || !is || element.tagName === "INPUT"];
        }"""
    )
    assert is_seen, name
    return str(name)


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
)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_by_keyboard_alone(visit: Visit, task: Callable[[Visit], None]) -> None:
    task(visit)


def test_a_page_in_english_has_streamlit_s_own_words(visit: Visit) -> None:
    visit.open("/import?language=en")
    visit.page.wait_for_function("document.documentElement.lang === 'en'")
    visit.sees("Upload")
    visit.sees("20MB per file")
