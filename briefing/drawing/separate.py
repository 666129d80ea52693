"""Boxes moved apart until none overlaps, each as little as may be.

First all are pushed apart along the shorter way out (after Misue, Eades, Lai, Sugiyama: Layout Adjustment and the
Mental Map, 1995), then what still overlaps goes to the nearest free place.
"""

import numpy as np
from numpy.typing import NDArray

from briefing.drawing.geometry import Points, meeting

_ROUNDS = 200
_GRID = 6.0


def separate(places: Points, halves: Points, area: Points, gap: float, firm: NDArray[np.bool_]) -> Points | None:
    """Return places without overlaps inside the area (its width and height), or None where there is no room.

    Boxes keep at least the gap between them. Firm boxes move only where nothing else helps.
    """
    padded = halves + gap / 2
    if (padded * 2 > area).any():
        return None
    pushed = _pushed(_inside(places, padded, area), padded, area, firm)
    return _settled(pushed, padded, area, firm)


def _inside(places: Points, halves: Points, area: Points) -> Points:
    return np.clip(places, halves, area - halves)


def _pushed(places: Points, halves: Points, area: Points, firm: NDArray[np.bool_]) -> Points:
    count = len(places)
    yields = np.where(firm, 0.02, 1.0)
    share = yields[:, None] / (yields[:, None] + yields[None, :])
    reach = halves[:, None] + halves[None, :]
    # Two boxes in one place part by their order.
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :]).astype(float)
    for _ in range(_ROUNDS):
        way = places[:, None] - places[None, :]
        deep = reach - np.abs(way)
        hit = (deep > 1e-6).all(axis=-1) & (order != 0)
        if not hit.any():
            break
        side = np.where(way == 0, order[..., None], np.sign(way))
        sideways = deep[..., 0] < deep[..., 1]
        move = np.stack([np.where(sideways, deep[..., 0], 0), np.where(sideways, 0, deep[..., 1])], axis=-1)
        step = (np.where(hit, share, 0)[..., None] * side * move).sum(axis=1)
        places = _inside(places + np.clip(step * 0.6, -40, 40), halves, area)
    return places


def _settled(places: Points, halves: Points, area: Points, firm: NDArray[np.bool_]) -> Points | None:
    """Return the places, those that overlap another one moved to the nearest free place."""
    count = len(places)
    hit = meeting(places[:, None], halves[:, None], places[None], halves[None]) & ~np.eye(count, dtype=bool)
    if not hit.any():
        return places
    # Firm ones first, then those that hit few, then large ones: they find a place the hardest.
    order = sorted(range(count), key=lambda n: (not firm[n], hit[n].sum(), -halves[n].prod(), n))
    placed: list[int] = []
    result = places.copy()
    for number in order:
        spot = _nearest_free(result[number], halves[number], result[placed], halves[placed], area)
        if spot is None:
            return None
        result[number] = spot
        placed.append(number)
    return result


def _nearest_free(wish: Points, half: Points, others: Points, halves: Points, area: Points) -> Points | None:
    if not meeting(wish, half, others, halves).any():
        return wish
    candidates = np.vstack([_grid(half, area), _beside(half, others, halves, area)])
    free = candidates[~meeting(candidates[:, None], half, others[None], halves[None]).any(axis=1)]
    if not len(free):
        return None
    nearest: Points = free[np.linalg.norm(free - wish, axis=1).argmin()]
    return nearest


def _grid(half: Points, area: Points) -> Points:
    axes = [np.linspace(h, a - h, max(2, int((a - 2 * h) / _GRID))) for h, a in zip(half, area, strict=True)]
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


def _beside(half: Points, others: Points, halves: Points, area: Points) -> Points:
    """Return the places right beside each other box, which no grid meets by chance."""
    sides = [
        np.array(side, dtype=float) for side in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
    ]
    spots = [others + side * (halves + half) for side in sides]
    flat = np.vstack(spots) if len(others) else np.empty((0, 2))
    return flat[((flat >= half - 1e-6) & (flat <= area - half + 1e-6)).all(axis=1)]
