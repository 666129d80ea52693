"""The map in a real Chromium, on a real Streamlit server."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.support.ports import find_free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

APP = Path(__file__).with_name("map_app.py")
MAP = "[data-testid=akteursnetz-map]"
ASK = "HTMLCanvasElement.prototype.getContext"
WITHOUT_WEBGL = (
    f"const ask = {ASK};"
    f"{ASK} = function (kind, more) {{ return /webgl/.test(kind) ? null : ask.call(this, kind, more); }}"
)
KEEP_CONTEXTS = (
    f"const ask = {ASK}; window.kept = [];"
    f"{ASK} = function (kind, more) {{ const made = ask.call(this, kind, more);"
    " if (made && /webgl/.test(kind)) kept.push(made); return made; }"
)
WITHOUT_CANVAS = f"{ASK} = () => null"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of map_app.py, up and healthy."""
    port = find_free_port()
    home = tmp_path_factory.mktemp("home")
    log = home / "streamlit.log"
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    command += [f"--{name}={value}" for name, value in options.items()]
    with log.open("w") as output:
        environment = os.environ | {"HOME": str(home)}
        server = subprocess.Popen(command, cwd=home, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(lambda: server.poll() is not None or healthy(port), 60)
            assert server.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_for(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


class Visit:
    """One opened page: its map, what it requested, what went wrong."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.locator(f"{MAP}[data-ready='1']").wait_for(timeout=60_000)

    @property
    def map(self) -> "Locator":
        return self.page.locator(MAP)

    def data(self, name: str) -> str | None:
        return self.map.get_attribute(f"data-{name}")

    def place(self, node: str) -> tuple[float, float]:
        found = self.map.evaluate("(element, id) => element.akteursnetz.position(id)", node)
        return found["x"], found["y"]

    def camera(self) -> dict[str, float]:
        answer: dict[str, float] = self.map.evaluate("element => element.akteursnetz.camera()")
        return answer

    def camera_at_rest(self) -> dict[str, float]:
        """The camera after two looks in a row found it in the same state."""
        seen: list[Any] = [None]

        def still() -> bool:
            seen.append(self.camera())
            return bool(seen[-1] == seen[-2])

        self.page.wait_for_function(
            "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(() => go(true))))"
        )
        wait_for(still, 10)
        answer: dict[str, float] = seen[-1]
        return answer

    def wait_drawn_anew(self) -> None:
        """Until the map has drawn the second data it was sent."""
        self.page.locator(f"{MAP}[data-drawn='2']").wait_for(timeout=20_000)

    def show(self, part: str) -> int:
        """Sends the map another part of its nodes; returns how many are drawn then."""
        before = int(self.data("drawn") or "0")
        self.page.get_by_role("button", name=part, exact=True).click()
        self.page.locator(f"{MAP}[data-drawn='{before + 1}']").wait_for(timeout=20_000)
        return int(self.data("nodes") or "-1")

    def click(self, node: str) -> None:
        self.page.mouse.click(*self.place(node))

    def wait_text(self, text: str) -> None:
        self.page.get_by_text(text).wait_for(timeout=20_000)


@contextmanager
def visiting(browser: "Browser", *, script: str = "", **options: Any) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1360, "height": 900}, **options)
    if script:
        context.add_init_script(script)
    visit = Visit(context.new_page())
    try:
        yield visit
        assert visit.errors == []
        assert visit.page.get_by_text("BidiComponent Error").count() == 0
    finally:
        context.close()


@pytest.fixture
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    with visiting(browser) as opened:
        opened.open(f"{address}/?n=300")
        yield opened


def test_the_first_frame_of_300_nodes_takes_less_than_a_second(visit: Visit) -> None:
    assert (visit.data("renderer"), visit.data("nodes")) == ("webgl", "300")
    assert 0 < float(visit.data("first-frame-ms") or "inf") < 1000


def test_the_map_says_how_large_it_is(visit: Visit) -> None:
    label = visit.map.get_attribute("aria-label") or ""
    assert label == f"Netzwerkkarte: 300 Knoten, {visit.data('edges')} Verbindungen"


def test_nothing_is_requested_from_elsewhere(visit: Visit) -> None:
    visit.click("n78")
    visit.wait_text("selected=n78")
    hosts = {urlsplit(url).hostname for url in visit.requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}


def test_a_click_selects_and_the_background_deselects(visit: Visit) -> None:
    visit.click("n78")
    visit.wait_text("selected=n78 expand=None")
    assert visit.data("selected") == "n78"
    box = visit.map.bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + 20, box["y"] + 20)
    visit.wait_text("selected=None expand=None")
    assert visit.data("selected") == ""


def test_two_quick_clicks_on_two_places_are_no_double_click(visit: Visit) -> None:
    (x, y), box = visit.place("n78"), visit.map.bounding_box()
    assert box is not None
    visit.page.mouse.click(x, y)
    visit.page.mouse.click(box["x"] + 20, box["y"] + 20)
    visit.page.mouse.click(x, y)
    visit.wait_text("selected=n78 expand=None")
    visit.page.mouse.click(box["x"] + 20, box["y"] + 20)
    visit.wait_text("selected=None expand=None")
    assert visit.page.get_by_text("expanded=n78").count() == 0


def test_a_double_click_expands_without_zooming(visit: Visit) -> None:
    before = visit.camera()
    visit.page.mouse.dblclick(*visit.place("n78"))
    visit.wait_text("expanded=n78")
    visit.page.locator(f"{MAP}[data-nodes='305']").wait_for(timeout=20_000)
    assert visit.camera_at_rest() == before


def test_no_node_moves_on_click_rerun_or_expand(visit: Visit) -> None:
    watched = ["n0", "n26", "n150", "n299"]
    before = [visit.place(node) for node in watched]
    visit.click("n78")
    visit.wait_text("selected=n78")
    assert [visit.place(node) for node in watched] == before
    visit.page.get_by_role("button", name="Noch einmal").click()
    visit.wait_text("runs=3")
    assert [visit.place(node) for node in watched] == before
    visit.page.mouse.dblclick(*visit.place("n104"))
    visit.page.locator(f"{MAP}[data-nodes='305']").wait_for(timeout=20_000)
    assert [visit.place(node) for node in watched] == before


def test_the_camera_is_kept_by_reruns_and_when_the_map_comes_back(visit: Visit) -> None:
    start = visit.camera()
    visit.page.get_by_role("button", name="Vergrößern (+)").click()
    assert visit.camera_at_rest()["ratio"] < start["ratio"]
    visit.map.press("ArrowRight")
    moved = visit.camera_at_rest()
    assert moved["x"] > start["x"]
    visit.page.get_by_role("button", name="Noch einmal").click()
    visit.wait_text("runs=2")
    assert visit.camera_at_rest() == moved
    assert visit.data("drawn") == "1"
    visit.page.get_by_role("button", name="Neue Fassung").click()
    visit.wait_drawn_anew()
    assert visit.camera_at_rest() == moved
    visit.page.get_by_role("button", name="Ohne Karte").click()
    visit.wait_text("verborgen")
    visit.page.get_by_role("button", name="Ohne Karte").click()
    visit.page.locator(f"{MAP}[data-ready='1']").wait_for()
    assert visit.camera_at_rest() == pytest.approx(moved)


def test_the_keyboard_moves_zooms_and_resets(visit: Visit) -> None:
    start = visit.camera()
    visit.map.focus()
    visit.map.press("+")
    assert visit.camera_at_rest()["ratio"] < start["ratio"]
    visit.map.press("ArrowDown")
    assert visit.camera_at_rest()["y"] > start["y"]
    visit.map.press("0")
    assert visit.camera_at_rest() == pytest.approx(start)


def test_the_page_can_select_and_a_later_click_wins(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Wähle n7").click()
    visit.page.locator(f"{MAP}[data-selected='n7']").wait_for(timeout=20_000)
    visit.wait_text("selected=n7 expand=None")
    visit.click("n78")
    visit.wait_text("selected=n78 expand=None")
    visit.page.get_by_role("button", name="Neue Fassung").click()
    visit.wait_text("runs=4 selected=n78")
    visit.wait_drawn_anew()
    assert visit.data("selected") == "n78"


def test_focus_brings_a_node_to_the_middle_once(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Fokus n9").click()
    visit.wait_text("runs=2")
    stage = visit.map.locator(".stage").bounding_box()
    assert stage is not None
    middle = pytest.approx((stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2), abs=2)
    wait_for(lambda: visit.place("n9") == middle, 10)
    visit.map.press("ArrowRight")
    moved = visit.camera_at_rest()
    visit.page.get_by_role("button", name="Neue Fassung").click()
    visit.wait_drawn_anew()
    assert visit.camera_at_rest() == moved


def test_hovering_shows_a_tooltip(visit: Visit) -> None:
    visit.page.mouse.move(*visit.place("n78"))
    tip = visit.map.get_by_role("tooltip")
    tip.wait_for(timeout=10_000)
    assert "Verbindungen" in tip.inner_text()
    visit.page.mouse.move(2, 2)
    tip.wait_for(state="hidden", timeout=10_000)


@pytest.mark.parametrize(
    ("script", "renderer"), [(WITHOUT_WEBGL, "canvas"), (WITHOUT_CANVAS, "svg")], ids=["canvas", "svg"]
)
def test_without_webgl_a_simpler_map_does_the_same(
    browser: "Browser", address: str, script: str, renderer: str
) -> None:
    with visiting(browser) as usual:
        usual.open(f"{address}/?n=120")
        expected = usual.place("n26")
    with visiting(browser, script=script) as visit:
        visit.open(f"{address}/?n=120")
        assert visit.data("renderer") == renderer
        visit.map.get_by_text("kein WebGL").wait_for()
        assert visit.place("n26") == pytest.approx(expected, abs=1)
        visit.click("n26")
        visit.wait_text("selected=n26 expand=None")
        before = visit.place("n0")
        visit.page.mouse.dblclick(*visit.place("n52"))
        visit.page.locator(f"{MAP}[data-nodes='125']").wait_for(timeout=20_000)
        visit.wait_text("expanded=n52")
        assert visit.place("n0") == pytest.approx(before, abs=0.01)
        visit.map.press("+")
        assert visit.camera_at_rest()["ratio"] < 1


@pytest.mark.parametrize(
    ("script", "renderer"),
    [("", "webgl"), (WITHOUT_WEBGL, "canvas"), (WITHOUT_CANVAS, "svg")],
    ids=["webgl", "canvas", "svg"],
)
def test_parts_of_the_data_come_and_go(browser: "Browser", address: str, script: str, renderer: str) -> None:
    with visiting(browser, script=script) as visit:
        visit.open(f"{address}/?n=120")
        places = visit.place("n0"), visit.place("n104")
        visit.click("n104")
        visit.wait_text("selected=n104")
        others = visit.show("Ohne Personen")
        assert 0 < others < 120
        assert (visit.place("n0"), visit.place("n104")) == (pytest.approx(places[0]), pytest.approx(places[1]))
        assert visit.show("Nichts") == 0
        visit.map.get_by_text("nichts zu zeichnen").wait_for()
        assert visit.show("Ohne Personen") == others
        # Nothing in common with what was there: the camera starts anew, too.
        assert visit.show("Nur Personen") == 120 - others
        assert visit.show("Nichts") == 0
        assert visit.show("Alles") == 120
        assert (visit.data("renderer"), visit.data("selected")) == (renderer, "n104")
        visit.click("n26")
        visit.wait_text("selected=n26 expand=None")


@pytest.mark.parametrize("script", ["", WITHOUT_WEBGL, WITHOUT_CANVAS], ids=["webgl", "canvas", "svg"])
def test_a_node_may_go_while_the_pointer_holds_it(browser: "Browser", address: str, script: str) -> None:
    with visiting(browser, script=script) as visit:
        visit.open(f"{address}/?n=120")
        visit.page.mouse.move(*visit.place("n119"))
        visit.map.get_by_role("tooltip").wait_for(timeout=10_000)
        visit.page.mouse.down()
        # By keyboard: the pointer stays on the node, its button down.
        visit.page.get_by_role("button", name="Nichts", exact=True).press("Enter")
        visit.page.locator(f"{MAP}[data-nodes='0'][data-drawn='2']").wait_for(timeout=20_000)
        visit.page.mouse.up()
        visit.map.get_by_role("tooltip").wait_for(state="hidden", timeout=10_000)
        assert visit.show("Alles") == 120
        assert visit.data("selected") == ""


def test_chromium_without_3d_falls_back_by_itself(chromium_path: str, address: str, browser: "Browser") -> None:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    plain = browser.browser_type.launch(executable_path=chromium_path, args=arguments)
    try:
        with visiting(plain) as visit:
            visit.open(f"{address}/?n=60")
            assert visit.data("renderer") == "canvas"
    finally:
        plain.close()


def test_a_lost_webgl_context_is_replaced_with_the_same_view(visit: Visit) -> None:
    visit.map.press("+")
    before = visit.camera_at_rest()
    visit.map.evaluate(
        "element => element.querySelector('.picture').getContext('webgl2')"
        ".getExtension('WEBGL_lose_context').loseContext()"
    )
    visit.page.locator(f"{MAP}[data-renderer=canvas]").wait_for(timeout=10_000)
    assert visit.camera_at_rest() == pytest.approx(before, rel=0.02, abs=0.02)


def test_a_map_that_goes_away_gives_its_webgl_contexts_back(browser: "Browser", address: str) -> None:
    with visiting(browser, script=KEEP_CONTEXTS) as visit:
        visit.open(f"{address}/?n=60")
        living = "kept.filter(context => !context.isContextLost()).length"
        assert visit.page.evaluate(living) > 0
        visit.page.get_by_role("button", name="Ohne Karte").click()
        visit.wait_text("verborgen")
        visit.page.wait_for_function(f"{living} === 0", timeout=10_000)


@pytest.mark.parametrize("script", ["", WITHOUT_WEBGL, WITHOUT_CANVAS], ids=["webgl", "canvas", "svg"])
def test_markup_in_labels_stays_text(browser: "Browser", address: str, script: str) -> None:
    with visiting(browser, script=script) as visit:
        visit.open(f"{address}/?n=60&markup=1")
        for node in ("n0", "n1", "n2"):
            visit.page.mouse.move(*visit.place(node))
            visit.map.get_by_role("tooltip").locator("strong").wait_for(timeout=10_000)
            text = visit.map.get_by_role("tooltip").locator("strong").inner_text()
            assert text.startswith({"n0": "<img src=x onerror=", "n1": "</script><script>", "n2": "**fett**"}[node])
            assert visit.map.locator("img, script, a, b").count() == 0
        visit.click("n0")
        visit.wait_text("selected=n0")
        assert visit.page.title() != "hacked"
        assert {urlsplit(url).hostname for url in visit.requests if url.startswith("http")} == {"127.0.0.1"}
