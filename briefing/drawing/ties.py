"""Where the labels of ties stand: on their line, where there is room."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from briefing.drawing.geometry import Points, through
from briefing.drawing.groups import HEAD, HEAD_SIZE, PAD
from briefing.drawing.lettering import LEADING, clean, width
from briefing.drawing.picture import Link, Outline
from briefing.drawing.route import Way

_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_LONGEST, _ROOM = 150.0, 1.0  # points a label may have, and shares of its line
_MOST_CROSSED = 1
_SAID = 3  # times the same is said at one box: the other lines of such a fan mean the same


def label_places(
    links: Sequence[Link],
    ways: Sequence[Way],
    places: Points,
    halves: Points,
    size: float,
    area: Points,
    outlines: Sequence[Outline] = (),
) -> list[tuple[float, float] | None]:
    """Return for each link the middle of its label.

    None where it would cover a box, a label, the outline or the name of a group or several lines, is longer than its
    line, or says what three lines of the same box say.
    """
    frames = _frames(outlines)
    starts = np.array([p for way in ways for p in way[:-1]]).reshape(-1, 2)
    ends = np.array([p for way in ways for p in way[1:]]).reshape(-1, 2)
    middles, sizes = places.copy(), halves.copy()
    found: list[tuple[float, float] | None] = [None] * len(links)
    said: Counter[tuple[str, str]] = Counter()
    for n in sorted(range(len(links)), key=lambda n: (-links[n].weight, n)):
        text = clean(links[n].label)
        if not text or (wide := width(text, size)) > _LONGEST:
            continue
        fans = [(end, text) for end in (links[n].a, links[n].b)]
        if wide > _ROOM * _length(ways[n]) or any(said[fan] >= _SAID for fan in fans):
            continue
        half = np.array([wide / 2 + 2, size * LEADING / 2])
        own = len(ways[n]) - 1
        for share in _SHARES:
            spot = _along(ways[n], share)
            if ((spot < half) | (spot > area - half)).any():
                continue
            if (np.abs(middles - spot) < sizes + half).all(axis=1).any():
                continue
            if through(frames[:, 0], frames[:, 1], spot, half).any():
                continue
            if int(through(starts, ends, spot, half).sum()) - own > _MOST_CROSSED:
                continue
            said.update(fans)
            found[n] = (float(spot[0]), float(spot[1]))
            middles, sizes = np.vstack([middles, spot]), np.vstack([sizes, half])
            break
    return found


def _frames(outlines: Sequence[Outline]) -> Points:
    """Return the sides of the outlines and the lines their names stand on, as pairs of ends."""
    found = []
    for it in outlines:
        right, low = it.x + it.width, it.y + it.height
        corners = [(it.x, it.y), (right, it.y), (right, low), (it.x, low)]
        found += list(zip(corners, [*corners[1:], corners[0]], strict=True))
        if it.name:
            base = it.y + HEAD / 2
            found.append(((it.x, base), (it.x + PAD + 1 + width(clean(it.name), HEAD_SIZE, bold=True), base)))
    return np.array(found, dtype=float).reshape(-1, 2, 2)


def _length(way: Way) -> float:
    return float(np.linalg.norm(np.diff(np.array(way), axis=0), axis=1).sum())


def _along(way: Way, share: float) -> Points:
    points = np.array(way)
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    left = share * float(lengths.sum())
    for start, end, length in zip(points[:-1], points[1:], lengths, strict=True):
        if left <= length:
            return np.asarray(start + (end - start) * (left / length if length else 0.0))
        left -= float(length)
    return np.asarray(points[-1])
