"""The dashboard served to a real browser: a site on some data, and a window on it that sees what goes wrong."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from dashboard.server.serve import WEB_APP, command
from graph.engine import open_store
from graph.network import Network
from graph.settings import Settings
from graph.store import Store
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from tests.support.ports import find_free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page
    from playwright.sync_api._generated import LocatorAssertions

SECONDS = 60
SLOW = 240_000  # milliseconds, for the first page of a server
A_LOOK = 5000  # milliseconds: who finds a list shut looks no longer
MAP = "[data-testid=akteursnetz-map]"
# Streamlit says only a moment after an act that it runs: rest is when nothing has run for a third of a second.
RESTS = """() => new Promise((done) => {
  const app = document.querySelector("[data-testid=stApp]");
  let since = performance.now();
  const look = () => {
    if (app.getAttribute("data-test-script-state") !== "notRunning") since = performance.now();
    if (performance.now() - since > 330) done(true);
    else setTimeout(look, 30);
  };
  look();
})"""
STANDS = """() => [...document.querySelectorAll("details[open]")].every(
  (drawer) => drawer.getAnimations({ subtree: true }).every((moves) => moves.playState !== "running"),
)"""
PANEL = ".st-key-facts_panel"
NASTY = "<img src=x onerror=\"document.title='hacked'\"> ![x](http://example.org/x.png) **fett** :red[rot] $x$"
NASTY_FACTS = f"""
source: {{title: 'Erfunden: {NASTY.replace("'", "''")}', kind: report, date: 2022-01-01, invented: true}}
nodes:
  - {{ref: p, type: Person, name: 'Zebra {NASTY.replace("'", "''")}', given_name: Zebra, family_name: Zweifel}}
  - {{ref: o, type: Organisation, name: 'Werk {NASTY.replace("'", "''")}', kind: company}}
relationships:
  - {{type: WORKS_FOR, from: p, to: o, role: '{NASTY.replace("'", "''")}'}}
"""


class Site:
    """A served dashboard and the network it shows."""

    def __init__(self, url: str, network: Network) -> None:
        self.url, self.network, self.is_warm = url, network, False

    def warm_up(self, browser: "Browser") -> None:
        """Opens the first page once: a new server reads everything for it, and a busy machine takes its time.

        To be called while no test's time runs.
        """
        if not self.is_warm:
            page = browser.new_page(locale="de-DE")
            page.goto(self.url, timeout=SLOW)
            page.locator("h1").wait_for(timeout=SLOW)
            page.close()
            self.is_warm = True

    def id_of(self, name: str) -> str:
        return next(node.id for node in self.network.nodes.values() if node.name == name and node.label != "Source")


@contextmanager
def site_of(settings: Settings, folder: Path, fill: Callable[[Store], object]) -> Iterator[Site]:
    """A site on a store of its own that was filled first."""
    with open_store(settings) as store:
        fill(store)
        with site_on(store, settings, folder) as site:
            yield site


@contextmanager
def site_on(store: Store, settings: Settings, folder: Path) -> Iterator[Site]:
    """A site on an open store; the server uses the engine that runs."""
    network = Network.read(store.view())
    with served(settings, folder) as url:
        yield Site(url, network)


def load_texts(store: Store, folder: Path, texts: dict[str, str]) -> None:
    """Writes files and loads them."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        load(store, prepare(folder / name, Options()))


@contextmanager
def served(settings: Settings, folder: Path, script: Path = WEB_APP, port: int = 0) -> Iterator[str]:
    port = port or find_free_port()
    log = folder / "streamlit.log"
    environment = settings.environment() | {"HOME": str(folder)}
    with log.open("w") as output:
        server = subprocess.Popen(
            command(port, script=script), cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_until(lambda: server.poll() is not None or healthy(port))
            assert server.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(SECONDS)


def healthy(port: int) -> bool:
    with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
        return bool(answer.status == 200)
    return False


def wait_until(is_true: Callable[[], bool], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


class Visit:
    """A browser window on the dashboard; it notes what is requested from elsewhere."""

    def __init__(self, page: "Page", site: Site) -> None:
        self.page, self.site = page, site
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(SECONDS * 1000)
        page.on("request", lambda request: self._note(request.url))
        page.on("console", lambda told: self.complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, url: str) -> None:
        if url.startswith(("http", "ws")) and urlsplit(url).hostname != "127.0.0.1":
            self.outside.append(url)

    def open(self, path: str) -> "Visit":
        self.page.goto(f"{self.site.url}{path}")
        self.page.locator("h1").wait_for()
        return self

    def rests(self) -> None:
        """Waits until the page has been drawn to its end, also when the act before it has just been sent."""
        self.page.wait_for_function(RESTS)

    def map_ready(self) -> "Visit":
        self.page.locator(f"{MAP}[data-ready='1']").first.wait_for()
        return self

    def click_on_map(self, node_id: str, *, twice: bool = False) -> None:
        there = self.page.locator(MAP)
        there.scroll_into_view_if_needed()
        (x, y), box = self.place(node_id), there.bounding_box()
        assert box is not None
        click = self.page.mouse.dblclick if twice else self.page.mouse.click
        click(box["x"] + x, box["y"] + y)

    def place(self, node_id: str) -> tuple[float, float]:
        """Where a node stands, seen from the corner of the map: the page may have been scrolled."""
        there = self.page.locator(MAP)
        place, box = there.evaluate("(element, id) => element.akteursnetz.position(id)", node_id), there.bounding_box()
        assert box is not None
        return round(place["x"] - box["x"], 1), round(place["y"] - box["y"], 1)

    def sees(self, words: str, within: str = "body") -> None:
        self.page.locator(within).get_by_text(words).first.wait_for()

    def expects(self, locator: "Locator") -> "LocatorAssertions":
        """What is said of it is waited for: to be asked right after an act."""
        from playwright.sync_api import expect

        expect.set_options(timeout=SECONDS * 1000)
        return expect(locator)

    def waits_for_address(self, name: str, value: str) -> None:
        self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get(name) == [value])

    def nodes_on_map(self) -> int:
        """How many nodes the map says it has drawn by now."""
        return int(self.page.locator(MAP).get_attribute("data-nodes") or "-1")

    @contextmanager
    def redraws(self) -> Iterator[None]:
        """What is done within makes the map draw other data, as much as the table has, and nothing goes wrong."""
        there = self.page.locator(f"{MAP}[data-ready='1']")
        before = int(there.get_attribute("data-drawn") or "0")
        yield
        wait_until(lambda: bool(self.boxes()) or int(there.get_attribute("data-drawn") or "0") > before)
        wait_until(lambda: bool(self.boxes()) or self.nodes_on_map() == self.table_size("Einträge"))
        assert self.boxes() == []

    def boxes(self) -> list[str]:
        """What the page says has gone wrong."""
        wrong = self.page.get_by_test_id("stException").or_(self.page.get_by_text("BidiComponent Error"))
        return wrong.all_inner_texts()

    def opens_filters(self) -> None:
        """Opens the filters beside the map, where the page has any and they are shut."""
        self.rests()
        shut = (
            self.page.get_by_test_id("stExpander").filter(has_text="Filter:").locator("details:not([open]) > summary")
        )
        if shut.count():
            shut.click()
            # A list that opens while the drawer still moves is shut again.
            self.page.wait_for_function(STANDS)

    def choose(self, box: str, option: str) -> None:
        """Takes an option by mouse."""
        self.opens_filters()
        self.takes(box, option)
        self.page.keyboard.press("Escape")

    def takes(self, box: str, option: str, *, typed: str = "") -> None:
        """Takes an option by mouse, as somebody would: a list shut by what arrived beneath it is opened again."""
        from playwright.sync_api import TimeoutError as Waited

        field = self.page.get_by_role("combobox", name=box)
        wanted = self.page.get_by_role("option", name=option, exact=True)
        end = time.monotonic() + SECONDS
        while True:
            self.rests()
            field.click()
            field.fill(typed or option[:6])
            assert self.page.get_by_role("option", name="Select").count() == 0
            try:
                wanted.click(timeout=A_LOOK)
                return
            except Waited:
                assert time.monotonic() < end, f"no {option} in the list {box}"
                self.page.keyboard.press("Escape")

    def table_size(self, tab: str) -> int:
        """The number a tab names, once the page has been drawn to its end."""
        self.rests()
        label = self.page.get_by_role("tab", name=tab)
        label.wait_for()
        return int("".join(filter(str.isdigit, label.inner_text())))
