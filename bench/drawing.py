"""`python -m bench.drawing --data FOLDER`: the printed map beside Graphviz's neato and sfdp, on twenty networks.

Three sheets: the first map with groups round the subject, the first map with the ways from left to right (both at most
25 boxes on half a page of A4), and the poster (60 boxes on A3). All methods place the same boxes, of the size that our
letters have, and the same lines. What Graphviz draws is brought onto the same page, and its letters with it: a method
that keeps boxes apart by a larger canvas pays with smaller letters. `--write` writes the section of bench/README.md.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
import psutil

from bench.graphviz import PROGRAMS, place
from bench.networks import networks
from bench.sections import write_section
from bench.sheets import SHEETS, Sheet, earlier
from briefing.drawing.layout import draw
from briefing.drawing.picture import Drawing, Picture
from briefing.drawing.quality import Quality, quality, smallest_letter

OURS = "Akteursnetz"
_HEAD = """# The drawn map, measured

`python -m bench.drawing --data FOLDER --write` draws twenty networks: parts of the Lobbyregister, of the coal
commission, of talk shows, of a conference and of meetings of the European Parliament (real), three known from the
literature, two generated, two invented, each up to 60 actors. Three sheets: the first map as groups round the subject
and as ways from left to right (25 boxes at most, half a page of A4), and the poster (60 boxes, A3). neato and sfdp
place the same boxes and lines, once with straight lines and once with lines led around boxes (`splines=true`); what
they draw is brought onto the same page, so that a larger canvas shows as smaller letters. Crossings are those of
lines that share no end; their angle is the middle of the sharp ones, 90° is best. "Moved" is how far who was there
before stands from where the last edition had it, in shares of the page's diagonal, when one line in twenty is new
(Graphviz starts from its places of before). "Page used" is the share within the borders of all boxes, "boxes" what
they fill of it."""
_TABLE = (
    "| method | overlapping boxes | lines through boxes | crossings | their angle | smallest letters | page used, boxes"
    " | moved: middle, most | processor seconds: middle, most |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


@dataclass(frozen=True)
class Result:
    """What one method made of one network on one sheet."""

    sheet: str
    network: str
    method: str
    quality: Quality
    letters: float
    seconds: float
    moved: tuple[float, float]
    boxes: int


def _processor() -> float:
    """Return the seconds of processor that this process and those it started have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def ours(picture: Picture, sheet: Sheet, network: str) -> tuple[Result, Drawing]:
    """Return what our drawing is worth, and the drawing."""
    before = draw(earlier(picture), sheet.width, sheet.height, most=sheet.most).places()
    started = _processor()
    drawing = draw(picture, sheet.width, sheet.height, most=sheet.most)
    seconds = _processor() - started
    again = draw(replace(picture, kept=before), sheet.width, sheet.height, most=sheet.most)
    shift = moved(before, again.places(), sheet)
    return (
        Result(
            sheet.name,
            network,
            OURS,
            quality(drawing),
            smallest_letter(drawing),
            seconds,
            shift,
            len(drawing.boxes),
        ),
        drawing,
    )


def moved(before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]], sheet: Sheet) -> Any:
    """Return how far those in both went, in shares of the diagonal: in the middle, and the farthest."""
    page = np.array([sheet.width, sheet.height])
    both = [i for i in after if i in before]
    ways = [float(np.linalg.norm((np.array(after[i]) - before[i]) * page) / np.linalg.norm(page)) for i in both]
    return (median(ways), max(ways)) if ways else (0.0, 0.0)


def graphviz(drawing: Drawing, method: str, sheet: Sheet, network: str) -> Result:
    """Return what Graphviz makes of the boxes and lines of our drawing."""
    straight = method.replace("splines", "straight")  # the same places in less time
    before = place(_without(drawing), straight)
    started = _processor()
    made = place(drawing, method)
    seconds = _processor() - started
    again = place(drawing, straight, before.drawing.places())
    letters = smallest_letter(drawing) * made.scale
    shift = moved(before.drawing.places(), again.drawing.places(), sheet)
    return Result(sheet.name, network, method, quality(made.drawing), letters, seconds, shift, len(made.drawing.boxes))


def _without(drawing: Drawing) -> Drawing:
    """Return the drawing as of before one line in twenty was new."""
    known = earlier(drawing.picture)
    kept, there = set(known.links), {figure.id for figure in known.figures}
    boxes = tuple(box for box in drawing.boxes if box.figure.id in there)
    strokes = tuple(stroke for stroke in drawing.strokes if stroke.link in kept)
    return replace(drawing, boxes=boxes, strokes=strokes, picture=known)


def measure(data: Path | None) -> Iterator[Result]:
    """Yield what each method makes of each network on each sheet."""
    for name, network in networks(data):
        for sheet in SHEETS:
            own, drawing = ours(sheet.picture(network), sheet, name)
            results = [own, *(graphviz(drawing, method, sheet, name) for method in PROGRAMS)]
            yield from results
            for it in results:
                q = it.quality
                sys.stderr.write(
                    f"{name:24} {sheet.name:22} {it.method:20} {it.boxes} {q.through_labels}/{q.crossings} "
                    f"{q.angle:.0f}° {it.letters:.1f} pt {q.used:.0%} {it.moved[1]:.2f} {it.seconds:.2f} s\n"
                )


def table(results: Sequence[Result], sheet: str) -> list[str]:
    """Return a table of sums over all networks for one sheet."""
    own = [it for it in results if it.sheet == sheet]
    boxes = sorted(it.boxes for it in own if it.method == OURS)
    lines = [f"### {sheet}, {boxes[0]} to {boxes[-1]} boxes", "", _TABLE]
    methods = dict.fromkeys(it.method for it in own)
    return lines + [_row(method, [it for it in own if it.method == method]) for method in methods]


def _row(method: str, some: Sequence[Result]) -> str:
    sums = [sum(getattr(it.quality, of) for it in some) for of in ("overlaps", "through_labels", "crossings")]
    crossed = [it.quality.angle for it in some if it.quality.crossings]
    angle = f"{mean(crossed):.0f}°" if crossed else "none"
    used, filled = mean(it.quality.used for it in some), mean(it.quality.filled for it in some)
    shift = f"{median(it.moved[0] for it in some):.1%}, {max(it.moved[1] for it in some):.0%}"
    seconds = [it.seconds for it in some]
    return (
        f"| {method} | {sums[0]} | {sums[1]} | {sums[2]} | {angle} | {min(it.letters for it in some):.1f} pt "
        f"| {used:.0%}, {filled:.0%} | {shift} | {median(seconds):.2f}, {max(seconds):.2f} |"
    )


def each(results: Sequence[Result]) -> list[str]:
    """Return a table of each network: lines through boxes / crossings."""
    methods = list(dict.fromkeys(it.method for it in results))
    lines = ["### Each network on the poster: lines through boxes / crossings", ""]
    lines += [f"| network | {' | '.join(methods)} |", f"|---|{'---:|' * len(methods)}"]
    poster = [it for it in results if it.sheet == SHEETS[-1].name]
    for network in dict.fromkeys(it.network for it in poster):
        by = {it.method: it.quality for it in poster if it.network == network}
        lines.append(
            f"| {network} | " + " | ".join(f"{by[m].through_labels} / {by[m].crossings}" for m in methods) + " |"
        )
    return lines


def section(results: Sequence[Result]) -> str:
    """Return the section of bench/README.md."""
    load = ", ".join(f"{it:.1f}" for it in psutil.getloadavg())
    machine = f"{platform.system()}, {os.cpu_count()} processors"
    about = f"- {date.today()}, {machine}, load of the machine (1, 5, 15 minutes) {load}"
    tables = ["\n".join(table(results, sheet.name)) for sheet in SHEETS]
    return "\n\n".join([_HEAD, about, *tables, "\n".join(each(results))]) + "\n"


def main(given: Sequence[str]) -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.drawing", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the real data (default: AKTEURSNETZ_SHARED_DATA)")
    parser.add_argument("--write", action="store_true", help="write the section of bench/README.md")
    chosen = parser.parse_args(given)
    known = os.environ.get("AKTEURSNETZ_SHARED_DATA")
    told = section(list(measure(chosen.data or (Path(known) if known else None))))
    sys.stdout.write(told)
    if chosen.write:
        write_section(told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
