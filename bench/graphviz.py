"""Graphviz's neato and sfdp on the boxes and lines of a drawing; only here, the program itself does not need them."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from briefing.drawing.picture import Drawing

SECONDS = 120
_KNOWN = {
    "neato, straight": ("neato", "line"),
    "neato, splines": ("neato", "true"),
    "sfdp, straight": ("sfdp", "line"),
    "sfdp, splines": ("sfdp", "true"),
}
PROGRAMS = {name: way for name, way in _KNOWN.items() if shutil.which(way[0])}


@dataclass(frozen=True)
class Placed:
    """The drawing as Graphviz places it, brought onto the page, and by how much its letters shrank for that."""

    drawing: Drawing
    scale: float


def place(drawing: Drawing, method: str, start: Mapping[str, tuple[float, float]] | None = None) -> Placed:
    """Return the boxes and lines of a drawing where Graphviz puts them, boxes kept apart by `overlap=prism`."""
    program, splines = PROGRAMS[method]
    page = np.array([drawing.width, drawing.height - drawing.foot])
    number = {box.figure.id: n for n, box in enumerate(drawing.boxes)}
    nodes = [
        f'n{number[box.figure.id]} [shape=box fixedsize=true label="" width={box.width / 72:.4f} '
        f"height={box.height / 72:.4f}{_at(box.figure.id, start, page)}];"
        for box in drawing.boxes
    ]
    edges = [f"n{number[stroke.link.a]} -- n{number[stroke.link.b]};" for stroke in drawing.strokes]
    seed = "" if start else "start=1; "
    source = f"graph {{ overlap=prism; splines={splines}; {seed}{' '.join(nodes + edges)} }}"
    done = subprocess.run(
        [program, "-Tplain"], input=source, capture_output=True, text=True, timeout=SECONDS, check=True
    )
    return _on_page(drawing, done.stdout, page)


def _at(figure: str, start: Mapping[str, tuple[float, float]] | None, page: np.ndarray) -> str:
    """Return the place to start from, in inches, y upwards."""
    if not start or figure not in start:
        return ""
    x, y = np.array(start[figure]) * page / 72
    return f' pos="{x:.4f},{-y:.4f}"'


def _on_page(drawing: Drawing, plain: str, page: np.ndarray) -> Placed:
    places = np.zeros((len(drawing.boxes), 2))
    lines: dict[tuple[int, int], list[list[tuple[float, float]]]] = {}
    for line in plain.splitlines():
        parts = line.split()
        if parts[0] == "node":
            places[int(parts[1][1:])] = float(parts[2]) * 72, -float(parts[3]) * 72
        elif parts[0] == "edge":
            flat = [float(it) * 72 for it in parts[4 : 4 + 2 * int(parts[3])]]
            points = list(zip(flat[::2], [-y for y in flat[1::2]], strict=True))
            lines.setdefault((int(parts[1][1:]), int(parts[2][1:])), []).append(_sampled(points))
    sizes = np.array([(box.width, box.height) for box in drawing.boxes])
    low, high = (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)
    scale = float(min(1.0, *(page / (high - low))))
    shift = page / 2 - (low + high) / 2 * scale
    boxes = tuple(
        replace(
            box,
            x=float(x * scale + shift[0] - box.width * scale / 2),
            y=float(y * scale + shift[1] - box.height * scale / 2),
            width=box.width * scale,
            height=box.height * scale,
        )
        for box, (x, y) in zip(drawing.boxes, places, strict=True)
    )
    number = {box.figure.id: n for n, box in enumerate(boxes)}
    strokes = tuple(
        replace(
            stroke,
            points=tuple(
                (x * scale + float(shift[0]), y * scale + float(shift[1]))
                for x, y in lines[number[stroke.link.a], number[stroke.link.b]].pop()
            ),
        )
        for stroke in drawing.strokes
    )
    return Placed(replace(drawing, boxes=boxes, strokes=strokes, outlines=()), scale)


def _sampled(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points on the Bézier curves that Graphviz writes."""
    found = [points[0]]
    for n in range(0, len(points) - 3, 3):
        p = np.array(points[n : n + 4])
        for t in np.linspace(0.1, 1, 10):
            weights = np.array([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
            x, y = weights @ p
            found.append((float(x), float(y)))
    return found
