"""How good a drawing is, counted: what the tests hold and the benchmark compares."""

from dataclasses import dataclass

import numpy as np

from briefing.drawing.geometry import Points, crossing, overlap, some, through
from briefing.drawing.groups import HEAD_SIZE
from briefing.drawing.legend import SIZE
from briefing.drawing.picture import Drawing
from briefing.drawing.sizing import NOTE


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs of labels that overlap, lines through a label that is not theirs, crossings, middle length of a line.

    `angle` is the middle sharp angle of the crossings in degrees (90 where there are none), `used` the share of the
    page within the borders of all boxes, `filled` the share that the boxes take.
    """

    overlaps: int
    through_labels: int
    crossings: int
    length: float
    angle: float = 90.0
    used: float = 0.0
    filled: float = 0.0


def quality(drawing: Drawing) -> Quality:
    """Return the counts; lines that meet at a box or share an end do not cross."""
    middles = np.array([box.middle for box in drawing.boxes]).reshape(-1, 2)
    halves = np.array([(box.width / 2, box.height / 2) for box in drawing.boxes]).reshape(-1, 2)
    shared = overlap(middles[:, None], halves[:, None], middles[None], halves[None])
    number = {box.figure.id: n for n, box in enumerate(drawing.boxes)}
    hits, length, angles = 0, 0.0, list[float]()
    lines = [np.array(stroke.points) for stroke in drawing.strokes]
    for n, (stroke, line) in enumerate(zip(drawing.strokes, lines, strict=True)):
        hit = some(through(line[:-1, None], line[1:, None], middles[None], halves[None] - 0.01), axis=0)
        hit[[number[stroke.link.a], number[stroke.link.b]]] = False
        hits += int(hit.sum())
        length += float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        ends = {stroke.link.a, stroke.link.b}
        for other, way in zip(drawing.strokes[n + 1 :], lines[n + 1 :], strict=True):
            if not ends & {other.link.a, other.link.b}:
                angles += _angles(line, way)
    page = drawing.width * (drawing.height - drawing.foot)
    span = (middles + halves).max(axis=0) - (middles - halves).min(axis=0) if len(middles) else np.zeros(2)
    return Quality(
        overlaps=int((np.triu(shared, 1) > 1e-6).sum()),
        through_labels=hits,
        crossings=len(angles),
        length=length / max(1, len(lines)),
        angle=float(np.mean(angles)) if angles else 90.0,
        used=float(span.prod()) / page,
        filled=float((4 * halves.prod(axis=1)).sum()) / page,
    )


def _angles(line: Points, way: Points) -> list[float]:
    """Return the sharp angle of each crossing of two lines, in degrees."""
    cross = crossing(line[:-1, None], line[1:, None], way[None, :-1], way[None, 1:])
    if not cross.any():
        return []
    one, other = np.diff(line, axis=0)[:, None], np.diff(way, axis=0)[None]
    turned = np.abs(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])
    straight = np.abs((one * other).sum(axis=-1))
    return [float(it) for it in np.degrees(np.arctan2(turned, straight))[cross]]


def smallest_letter(drawing: Drawing) -> float:
    """Return the size of the smallest letter that stands on the drawing, in points; 0 where there is none."""
    sizes = [box.size for box in drawing.boxes]
    sizes += [box.size * NOTE for box in drawing.boxes if len(box.lines) > box.named]
    sizes += [drawing.size for stroke in drawing.strokes if stroke.label_at]
    sizes += [HEAD_SIZE for outline in drawing.outlines if outline.name]
    return min([*sizes, *(SIZE for _ in drawing.legend)], default=0.0)
