"""How good a drawing is, counted: what the tests hold and the benchmark compares."""

from dataclasses import dataclass

import numpy as np

from briefing.drawing.geometry import crossing, overlap, some, through
from briefing.drawing.picture import Drawing


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs of labels that overlap, lines through a label that is not theirs, crossings, middle length of a line."""

    overlaps: int
    through_labels: int
    crossings: int
    length: float


def quality(drawing: Drawing) -> Quality:
    """Return the counts; lines that meet at a box or share an end do not cross."""
    middles = np.array([box.middle for box in drawing.boxes]).reshape(-1, 2)
    halves = np.array([(box.width / 2, box.height / 2) for box in drawing.boxes]).reshape(-1, 2)
    shared = overlap(middles[:, None], halves[:, None], middles[None], halves[None])
    number = {box.figure.id: n for n, box in enumerate(drawing.boxes)}
    hits, crossings, length = 0, 0, 0.0
    lines = [np.array(stroke.points) for stroke in drawing.strokes]
    for n, (stroke, line) in enumerate(zip(drawing.strokes, lines, strict=True)):
        hit = some(through(line[:-1, None], line[1:, None], middles[None], halves[None] - 0.01), axis=0)
        hit[[number[stroke.link.a], number[stroke.link.b]]] = False
        hits += int(hit.sum())
        length += float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        ends = {stroke.link.a, stroke.link.b}
        for other, way in zip(drawing.strokes[n + 1 :], lines[n + 1 :], strict=True):
            if not ends & {other.link.a, other.link.b}:
                crossings += int(crossing(line[:-1, None], line[1:, None], way[None, :-1], way[None, 1:]).sum())
    return Quality(
        overlaps=int((np.triu(shared, 1) > 1e-6).sum()),
        through_labels=hits,
        crossings=crossings,
        length=length / max(1, len(lines)),
    )
