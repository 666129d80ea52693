"""Where the labels of ties stand: on their line, where there is room."""

from collections.abc import Sequence

import numpy as np

from briefing.drawing.geometry import Points, through
from briefing.drawing.lettering import LEADING, clean, width
from briefing.drawing.picture import Link
from briefing.drawing.route import Way

_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_LONGEST = 150.0
_MOST_CROSSED = 1


def label_places(
    links: Sequence[Link], ways: Sequence[Way], places: Points, halves: Points, size: float, area: Points
) -> list[tuple[float, float] | None]:
    """Return for each link the middle of its label, None where it would cover a box, a label or several lines."""
    starts = np.array([p for way in ways for p in way[:-1]]).reshape(-1, 2)
    ends = np.array([p for way in ways for p in way[1:]]).reshape(-1, 2)
    middles, sizes = places.copy(), halves.copy()
    found: list[tuple[float, float] | None] = [None] * len(links)
    for n in sorted(range(len(links)), key=lambda n: (-links[n].weight, n)):
        text = clean(links[n].label)
        if not text or (wide := width(text, size)) > _LONGEST:
            continue
        half = np.array([wide / 2 + 2, size * LEADING / 2])
        own = len(ways[n]) - 1
        for share in _SHARES:
            spot = _along(ways[n], share)
            if ((spot < half) | (spot > area - half)).any():
                continue
            if (np.abs(middles - spot) < sizes + half).all(axis=1).any():
                continue
            if int(through(starts, ends, spot, half).sum()) - own > _MOST_CROSSED:
                continue
            found[n] = (float(spot[0]), float(spot[1]))
            middles, sizes = np.vstack([middles, spot]), np.vstack([sizes, half])
            break
    return found


def _along(way: Way, share: float) -> Points:
    points = np.array(way)
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    left = share * float(lengths.sum())
    for start, end, length in zip(points[:-1], points[1:], lengths, strict=True):
        if left <= length:
            return np.asarray(start + (end - start) * (left / length if length else 0.0))
        left -= float(length)
    return np.asarray(points[-1])
