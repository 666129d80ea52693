"""The map on the screen: seconds to its first frame in a real Chromium, beside pyvis and cytoscape on the same network.

All three get the same nodes, places and lines in memory; measured is from the call to the second frame after it. pyvis
is the page it writes, as it comes (with physics) and with fixed places. Nothing is fetched from elsewhere.
"""

import argparse
import json
import math
import platform
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, sync_playwright
from pyvis.network import Network

from dashboard.map import MapEdge, MapNode, Workbench
from dashboard.map.component import Selection, asset, payload

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = (200, 2_000, 10_000, 50_000)
PATIENCE = 90  # seconds until a way is given up
CYTOSCAPE = Path(__file__).parents[1] / "dashboard/map/frontend/node_modules/cytoscape/dist/cytoscape.min.js"
OURS, CYTOSCAPE_JS, FIXED, AS_IT_COMES = WAYS = (
    "Akteursnetz",
    "cytoscape.js, given places",
    "pyvis, fixed places",
    "pyvis as it comes",
)
UP_TO = {FIXED: 10_000, AS_IT_COMES: 200}  # nodes; pyvis keeps Chromium busy for minutes with more
FRAMES = "await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));"
START = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
PULLED = """async () => {
  const begin = performance.now(); let frames = 0;
  await new Promise((end) => {
    const count = () => { frames++; performance.now() - begin < 3000 ? requestAnimationFrame(count) : end(); };
    requestAnimationFrame(count);
  });
  return frames / 3;
}"""
ANSWERED = """() => new Promise((told) => {
  const map = document.querySelector("[data-testid=map]"), begin = { at: 0 };
  map.addEventListener("pointerup", () => (begin.at = performance.now()), { capture: true, once: true });
  new MutationObserver(() => map.dataset.selected !== "" && told(performance.now() - begin.at))
    .observe(map, { attributes: true });
})"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An invented network with places: groups of 25 in a ring, twice as many lines as nodes."""

    nodes: list[tuple[str, float, float]]
    edges: list[tuple[int, int]]

    @classmethod
    def of(cls, size: int) -> "Drawn":
        """Return one of a size, always the same."""
        chance, nodes, edges = random.Random(size), [], {}
        for i in range(size):
            group, rank = divmod(i, 25)
            far, turn = 9 * math.sqrt(group + 1), group * math.pi * (3 - math.sqrt(5))
            near, spin = 0.9 * math.sqrt(rank + 1), rank * math.pi * (3 - math.sqrt(5))
            x, y = far * math.cos(turn) + near * math.cos(spin), far * math.sin(turn) + near * math.sin(spin)
            nodes.append((f"n{i}", round(x * 20, 2), round(y * 20, 2)))
            for other in (i - 1 - chance.randrange(max(rank, 1)), chance.randrange(max(i, 1))):
                if 0 <= other < i:
                    edges[other, i] = None
        return cls(nodes, list(edges))

    def sent(self) -> dict[str, Any]:
        """Return what our map is sent."""
        nodes = [MapNode(i, f"Akteur {i}", "Organisation", x, y, kind="Verband") for i, x, y in self.nodes]
        edges = [MapEdge(f"{a}-{b}", f"n{a}", f"n{b}", strength=1.0 + a % 3) for a, b in self.edges]
        work = Workbench("Netz", "erfunden", strengths=True)
        none = dict.fromkeys(("keys",), "")
        return payload(
            nodes, edges, Selection(), key="m", focus=None, version="", height=700, legend=(), texts=none, work=work
        )


def ours(drawn: Drawn) -> str:
    """Return a page with our map; it is handed its data when it is told to."""
    data = json.dumps(drawn.sent())
    return (
        f"<style>{asset('style.css')}</style><div id=at><div class='akteursnetz-map' data-testid=map></div></div>"
        f"<script type=module>const data = {data};"
        f"const source = {json.dumps(asset('map.js'))};"
        "const map = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})));"
        "window.draw = async () => { map.default({ data, parentElement: document.getElementById('at'),"
        f" setStateValue() {{}}, setTriggerValue() {{}} }}); {FRAMES} }}; window.loaded = true;</script>"
    )


def cytoscape(drawn: Drawn) -> str:
    """Return a page with cytoscape and the same places."""
    elements = [{"data": {"id": i}, "position": {"x": x, "y": y}} for i, x, y in drawn.nodes]
    elements += [
        {"data": {"id": f"e{k}", "source": f"n{a}", "target": f"n{b}"}} for k, (a, b) in enumerate(drawn.edges)
    ]
    return (
        f"<script>{CYTOSCAPE.read_text(encoding='utf-8')}</script><div id=at style='height:700px'></div><script>"
        f"const elements = {json.dumps(elements)}; window.draw = async () => {{"
        "cytoscape({ container: document.getElementById('at'), elements, layout: { name: 'preset' } });"
        f"{FRAMES} }}; window.loaded = true;</script>"
    )


def pyvis(drawn: Drawn, *, fixed: bool) -> str:
    """Return the page pyvis writes; it draws by itself, so it is told when."""
    net = Network(height="700px", width="100%", cdn_resources="in_line")
    for i, x, y in drawn.nodes:
        net.add_node(i, label=f"Akteur {i}", **({"x": x, "y": y, "physics": False} if fixed else {}))
    for a, b in drawn.edges:
        net.add_edge(f"n{a}", f"n{b}")
    if fixed:
        net.toggle_physics(False)
    page: str = net.generate_html()
    first = "network = new vis.Network(container, data, options);"
    told = "new Promise((go) => network.once('afterDrawing', go))"
    page = page.replace("drawGraph();", f"window.draw = async () => {{ drawGraph(); await {told}; {FRAMES} }};")
    assert first in page
    return page.replace("</body>", "<script>window.loaded = true;</script></body>")


def page_of(way: str, drawn: Drawn) -> str:
    """Return the page of a way."""
    if way == OURS:
        return ours(drawn)
    return cytoscape(drawn) if way == CYTOSCAPE_JS else pyvis(drawn, fixed=way == FIXED)


def first_frame(page: "Page", path: Path) -> float | None:
    """Return seconds to the first frame, None where it takes longer than the patience."""
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    page.wait_for_function("window.loaded === true", timeout=PATIENCE * 1000)
    page.evaluate("() => { const b = performance.now(); draw().then(() => (window.took = performance.now() - b)); }")
    try:
        page.wait_for_function("window.took > 0", timeout=PATIENCE * 1000)
    except Error:
        return None
    return float(page.evaluate("window.took")) / 1000


def worked(page: "Page") -> tuple[float, float]:
    """Return frames a second while our map is pulled, and milliseconds until a click is answered."""
    box = page.locator("[data-testid=map] .stage").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("() => { window.rate = (" + PULLED + ")(); }")
    page.mouse.move(x, y + 200)
    page.mouse.down()
    begin, k = time.monotonic(), 0
    while time.monotonic() - begin < 3:
        k += 1
        page.mouse.move(x + 60 * math.sin(k / 9), y + 200 + 40 * math.cos(k / 7))
    page.mouse.up()
    rate = float(page.evaluate("window.rate"))
    spot = page.evaluate("() => document.querySelector('[data-testid=map]').akteursnetz.position('n3')")
    page.evaluate("() => { window.told = (" + ANSWERED + ")(); }")
    page.mouse.click(spot["x"], spot["y"])
    return rate, float(
        page.evaluate("Promise.race([window.told, new Promise((go) => setTimeout(() => go(-1), 5000))])")
    )


def rows(sizes: list[int], browser: str) -> Iterator[str]:
    """Yield a line of the table for each size."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(START))
        for size in sizes:
            drawn, cells, more = Drawn.of(size), [], ""
            for way in WAYS:
                path = Path(folder) / "page.html"
                path.write_text(f"<!doctype html><meta charset=utf-8>{page_of(way, drawn)}", encoding="utf-8")
                page = chromium.new_page(viewport={"width": 1200, "height": 800})
                page.route("http*://**", lambda route: route.abort())
                page.set_default_timeout(PATIENCE * 1000)
                limit = size > UP_TO.get(way, size)
                seconds = None if limit else first_frame(page, path)
                cells.append("not tried" if limit else f"over {PATIENCE}" if seconds is None else f"{seconds:.2f}")
                if way == OURS:
                    rate, answer = worked(page)
                    more = f"{rate:.0f} | {answer:.0f}"
                page.close()
            yield f"| {size:,} | {len(drawn.edges):,} | {' | '.join(cells)} | {more} |"
        chromium.close()


def main(given: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.screen", description=__doc__)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    chosen = parser.parse_args(given)
    load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0] if Path("/proc/loadavg").exists() else "?"
    sys.stdout.write(f"{date.today()}, {platform.system()}, load of the machine {load}\n\n")
    sys.stdout.write(
        f"| nodes | lines | {' | '.join(WAYS)} | frames a second | click, ms |\n|---:|---:|{'---:|' * 6}\n"
    )
    for row in rows(chosen.sizes, chosen.browser):
        sys.stdout.write(row + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
