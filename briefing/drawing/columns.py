"""Groups as columns from left to right, each as high as the page."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.groups import HEAD, PAD, ROW_GAP, Arranged, members, wide_enough
from briefing.drawing.picture import Outline, Picture
from briefing.drawing.plans import MapPlan, Placing

_COLUMN_GAP = 16.0


def columns(picture: Picture, halves: Points, area: Points) -> tuple[list[MapPlan], Placing]:
    """Return the plan to begin with, each box near those it is tied to further left, and how plans are placed."""
    groups = members(picture)
    near = _neighbours(picture)
    at: dict[int, float] = {}
    orders = []
    for name, some in groups.items():
        order = sorted(some, key=lambda n: (_kept(picture, n), _middle_of([at[m] for m in near[n] if m in at]), n))
        at |= {n: place / len(order) for place, n in enumerate(order)}
        orders.append((name, tuple(order)))
    return [MapPlan(tuple((name,) for name in groups), tuple(orders))], partial(_placed, picture, halves, area)


def _placed(picture: Picture, halves: Points, area: Points, plan: MapPlan) -> Arranged | None:
    wide = [wide_enough(picture, name, order, halves) for name, order in plan.orders]
    free = float(area[0]) - sum(wide)
    if free < _COLUMN_GAP * (len(wide) - 1):
        return None
    between = free / (len(wide) - 1) if len(wide) > 1 else 0.0
    places, outlines = np.zeros((len(halves), 2)), []
    x = 0.0 if len(wide) > 1 else free / 2
    for (name, order), w in zip(plan.orders, wide, strict=True):
        ys = _spread([2 * float(halves[n, 1]) for n in order], float(area[1]))
        if ys is None:
            return None
        for n, y in zip(order, ys, strict=True):
            places[n] = x + w / 2, y
        if picture.groups.get(name):
            outlines.append(Outline(picture.groups[name], x, 0.0, w, float(area[1])))
        x += w + between
    return Arranged(places, tuple(outlines))


def _neighbours(picture: Picture) -> dict[int, list[int]]:
    place = {figure.id: n for n, figure in enumerate(picture.figures)}
    found: dict[int, list[int]] = {n: [] for n in place.values()}
    for link in picture.links:
        if link.a in place and link.b in place:
            found[place[link.a]].append(place[link.b])
            found[place[link.b]].append(place[link.a])
    return found


def _kept(picture: Picture, n: int) -> float:
    place = picture.kept.get(picture.figures[n].id)
    return place[1] if place else 2.0


def _middle_of(those: Sequence[float]) -> float:
    return float(np.mean(those)) if those else 0.0


def _spread(heights: Sequence[float], room: float) -> list[float] | None:
    """Return the middles of boxes spread over a column below its name."""
    free = room - HEAD - PAD - sum(heights)
    if free < ROW_GAP * len(heights):
        return None
    gap = free / len(heights)
    found, y = [], HEAD + gap / 2
    for high in heights:
        found.append(y + high / 2)
        y += high + gap
    return found
