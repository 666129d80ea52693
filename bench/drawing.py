"""`python -m bench.drawing --data FOLDER`: the drawn map beside Graphviz, networkx and pyvis, on twenty networks.

All draw the same labels. What a method draws is brought onto the same page (A4 across, without its margins), and its
letters with it: a method that keeps labels apart by a larger canvas pays with smaller letters.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import numpy as np

from bench.networks import networks
from briefing.drawing.layout import HEIGHT, WIDTH, draw
from briefing.drawing.picture import Box, Drawing, Picture, Stroke
from briefing.drawing.quality import Quality, quality
from briefing.drawing.sizing import sizes

SECONDS = 120


@dataclass(frozen=True)
class Result:
    """What one method made of one network."""

    network: str
    method: str
    quality: Quality
    letters: float
    seconds: float


Method = Callable[[Picture], tuple[Drawing, float] | None]


def ours(picture: Picture) -> tuple[Drawing, float]:
    """Return our drawing, and the size of its letters on the page."""
    drawing = draw(picture, WIDTH, HEIGHT)
    return drawing, drawing.boxes[0].size


def kamada_kawai(picture: Picture) -> tuple[Drawing, float]:
    """Return networkx's places on the page, with our labels and straight lines."""
    graph = nx.Graph()
    graph.add_nodes_from(figure.id for figure in picture.figures)
    graph.add_edges_from((link.a, link.b) for link in picture.links)
    found = nx.kamada_kawai_layout(graph)
    size, labels = sizes(picture, np.array([WIDTH, HEIGHT]))
    halves = np.array([(it.width / 2, it.height / 2) for it in labels])
    places = np.array([found[figure.id] for figure in picture.figures])
    span = np.ptp(places, axis=0)
    room = np.array([WIDTH, HEIGHT]) - 2 * halves.max(axis=0)
    places = (places - places.min(axis=0)) / np.where(span > 0, span, 1) * room + halves.max(axis=0)
    return _drawing(picture, places, halves, {}), size


def neato(splines: str) -> Method:
    """Return Graphviz's neato with labels kept apart by `overlap=prism`."""

    def method(picture: Picture) -> tuple[Drawing, float] | None:
        program = shutil.which("neato")
        if program is None:
            return None
        size, labels = sizes(picture, np.array([WIDTH, HEIGHT]))
        number = {figure.id: n for n, figure in enumerate(picture.figures)}
        nodes = [
            f'n{n} [shape=box fixedsize=true label="" width={it.width / 72:.4f} height={it.height / 72:.4f}];'
            for n, it in enumerate(labels)
        ]
        edges = [f"n{number[link.a]} -- n{number[link.b]};" for link in picture.links]
        ratio = f'size="{WIDTH / 72:.3f},{HEIGHT / 72:.3f}"'
        source = f"graph {{ overlap=prism; splines={splines}; start=1; {ratio}; {' '.join(nodes + edges)} }}"
        done = subprocess.run(
            [program, "-Tplain"], input=source, capture_output=True, text=True, timeout=SECONDS, check=True
        )
        return _of_plain(picture, done.stdout, [(it.width, it.height) for it in labels], size)

    return method


def _of_plain(picture: Picture, plain: str, boxes: Sequence[tuple[float, float]], size: float) -> tuple[Drawing, float]:
    places = np.zeros((len(picture.figures), 2))
    lines: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for line in plain.splitlines():
        parts = line.split()
        if parts[0] == "node":
            places[int(parts[1][1:])] = float(parts[2]) * 72, float(parts[3]) * 72
        elif parts[0] == "edge":
            numbers = [float(it) * 72 for it in parts[4 : 4 + 2 * int(parts[3])]]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            lines[int(parts[1][1:]), int(parts[2][1:])] = _sampled(points)
    halves = np.array(boxes) / 2
    drawing = _drawing(picture, places, halves, lines)
    return drawing, size * _fitting(drawing)


def _sampled(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points on the Bézier curves that Graphviz writes."""
    found = [points[0]]
    for n in range(0, len(points) - 3, 3):
        p = np.array(points[n : n + 4])
        for t in np.linspace(0.1, 1, 10):
            weights = np.array([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
            x, y = weights @ p
            found.append((float(x), float(y)))
    return found


def pyvis_default(browser: Any) -> Method:
    """Return pyvis as it comes: physics in the browser, labels below dots."""

    def method(picture: Picture) -> tuple[Drawing, float] | None:
        from pyvis.network import Network

        net = Network(height=f"{HEIGHT:.0f}px", width=f"{WIDTH:.0f}px", cdn_resources="in_line")
        for figure in picture.figures:
            net.add_node(figure.id, label=figure.name)
        for link in picture.links:
            net.add_edge(link.a, link.b)
        with TemporaryDirectory() as folder:
            path = Path(folder, "map.html")
            path.write_text(net.generate_html(), encoding="utf-8")
            page = browser.new_page()
            page.route("http*://**", lambda route: route.abort())
            page.goto(path.as_uri(), wait_until="domcontentloaded")
            page.wait_for_function("window.network", timeout=SECONDS * 1000)
            # The physics may have come to rest before anybody could listen for it.
            page.wait_for_function("network.physics.stabilized", timeout=SECONDS * 1000)
            found = page.evaluate(
                "Object.fromEntries(network.body.nodeIndices.map(id => [id, [network.getPosition(id), "
                "network.body.nodes[id].shape.labelModule ? network.body.nodes[id].shape.labelModule.size : null]]))"
            )
            page.close()
        return _of_pyvis(picture, found)

    return method


def _of_pyvis(picture: Picture, found: dict[str, Any]) -> tuple[Drawing, float]:
    """Return the labels as boxes: their own size, below a dot of 10 points."""
    places, halves = [], []
    for figure in picture.figures:
        place, label = found[figure.id]
        places.append((place["x"], place["y"] + 10 + label["height"] / 2))
        halves.append((label["width"] / 2, label["height"] / 2))
    drawing = _drawing(picture, np.array(places), np.array(halves), {})
    return drawing, 14 * _fitting(drawing)


def _drawing(
    picture: Picture, places: Any, halves: Any, lines: dict[tuple[int, int], list[tuple[float, float]]]
) -> Drawing:
    boxes = tuple(
        Box(figure, float(x - w), float(y - h), float(2 * w), float(2 * h), (figure.name,), 1.0)
        for figure, (x, y), (w, h) in zip(picture.figures, places, halves, strict=True)
    )
    number = {figure.id: n for n, figure in enumerate(picture.figures)}
    strokes = []
    for link in picture.links:
        a, b = number[link.a], number[link.b]
        straight = [tuple(map(float, places[a])), tuple(map(float, places[b]))]
        points = lines.get((a, b)) or straight
        strokes.append(Stroke(link, tuple((x, y) for x, y in points)))
    return Drawing(WIDTH, HEIGHT, boxes, tuple(strokes), picture)


def _fitting(drawing: Drawing) -> float:
    """Return by how much the drawing has to shrink to fit on the page; nothing is blown up."""
    wide = max(b.x + b.width for b in drawing.boxes) - min(b.x for b in drawing.boxes)
    high = max(b.y + b.height for b in drawing.boxes) - min(b.y for b in drawing.boxes)
    return min(1.0, WIDTH / wide, HEIGHT / high)


def measure(data: Path | None, browser: Any | None) -> Iterator[Result]:
    """Yield what each method makes of each network."""
    methods: dict[str, Method] = {
        "Akteursnetz": ours,
        "Graphviz neato, prism, straight lines": neato("line"),
        "Graphviz neato, prism, `splines=true`": neato("true"),
        "networkx Kamada-Kawai": kamada_kawai,
    }
    if browser is not None:
        methods["pyvis as it comes"] = pyvis_default(browser)
    for name, picture in networks(data):
        for method, run in methods.items():
            started = time.perf_counter()
            made = run(replace(picture))
            seconds = time.perf_counter() - started
            if made is not None:
                drawing, letters = made
                yield Result(name, method, quality(drawing), letters, seconds)
                sys.stderr.write(f"{name}: {method}: {quality(drawing)} {letters:.1f} pt {seconds:.2f} s\n")


def table(results: Sequence[Result]) -> list[str]:
    """Return a table of sums over all networks, and one of each network."""
    names = list(dict.fromkeys(result.method for result in results))
    lines = [
        "| method | overlapping labels | lines through labels | crossings | smallest letters on A4 | middle letters "
        "| seconds (middle, most) |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name in names:
        own = [result for result in results if result.method == name]
        sums = [sum(getattr(it.quality, field) for it in own) for field in ("overlaps", "through_labels", "crossings")]
        letters, seconds = [it.letters for it in own], [it.seconds for it in own]
        lines.append(
            f"| {name} | {sums[0]} | {sums[1]} | {sums[2]} | {min(letters):.1f} pt | {median(letters):.1f} pt "
            f"| {median(seconds):.2f}, {max(seconds):.2f} |"
        )
    lines += ["", "Each network: overlapping labels / lines through labels / crossings.", ""]
    lines += [f"| network | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}"]
    for network in dict.fromkeys(result.network for result in results):
        by_method = {it.method: it.quality for it in results if it.network == network}
        cells = [
            f"{q.overlaps} / {q.through_labels} / {q.crossings}" if (q := by_method.get(name)) else "" for name in names
        ]
        lines.append(f"| {network} | {' | '.join(cells)} |")
    return lines


def main(given: Sequence[str]) -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.drawing", description=escape(__doc__ or ""))
    parser.add_argument("--data", type=Path, help="folder of the real data (default: AKTEURSNETZ_SHARED_DATA)")
    parser.add_argument("--browser", help="a Chromium, to measure pyvis")
    chosen = parser.parse_args(given)
    data = chosen.data or (
        Path(os.environ["AKTEURSNETZ_SHARED_DATA"]) if "AKTEURSNETZ_SHARED_DATA" in os.environ else None
    )
    if chosen.browser is None:
        results = list(measure(data, None))
    else:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chosen.browser, args=["--no-sandbox", "--disable-gpu"])
            results = list(measure(data, browser))
            browser.close()
    sys.stdout.write("\n".join(table(results)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
