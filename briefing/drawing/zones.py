"""Groups as zones to the left and right of what the map is about."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.groups import BETWEEN, Arranged, Flows, named, ordered, stacked, wide_enough, zoned
from briefing.drawing.picture import Outline, Picture
from briefing.drawing.plans import MapPlan, Placing

_MIDDLE = 46.0  # free on either side of the middle, for the lines


def zones(picture: Picture, halves: Points, area: Points) -> tuple[list[MapPlan], Placing]:
    """Return the plan to begin with, both sides about as high, and how plans are placed; none without room."""
    groups = zoned(picture)
    middle = groups.pop("", [])
    side = _side(halves, middle, area)
    flows = Flows(halves)
    placing = partial(_placed, picture, middle, flows, area)
    if any(wide_enough(picture, name, some, halves) > side for name, some in groups.items()):
        return [], placing
    orders = {name: tuple(ordered(picture, some)) for name, some in groups.items()}
    sides = _sides(picture, groups, {name: flows.of(order, side).height for name, order in orders.items()})
    return [MapPlan(tuple(map(tuple, sides)), tuple(orders.items()))], placing


def _side(halves: Points, middle: Sequence[int], area: Points) -> float:
    wide = 2 * float(halves[list(middle), 0].max()) + 2 * _MIDDLE if middle else _MIDDLE
    return (float(area[0]) - wide) / 2


def _placed(picture: Picture, middle: Sequence[int], flows: Flows, area: Points, plan: MapPlan) -> Arranged | None:
    side, halves = _side(flows.halves, middle, area), flows.halves
    places, outlines = np.zeros((len(halves), 2)), []
    for names, x in zip(plan.parts, (0.0, float(area[0]) - side), strict=True):
        own = [flows.of(plan.order(name), side) for name in names]
        high = sum(one.height for one in own)
        free = float(area[1]) - high
        if free < BETWEEN * (len(names) - 1):
            return None
        gap = min(3 * BETWEEN, free / max(1, len(names)))
        y = (float(area[1]) - high - gap * (len(names) - 1)) / 2 if names else 0.0
        for name, one in zip(names, own, strict=True):
            for n, (dx, dy) in one.places.items():
                places[n] = x + dx, y + dy
            outlines.append(Outline(named(picture, name), x, y, side, one.height))
            y += one.height + gap
    ys = stacked(middle, halves, float(area[1]))
    if ys is None:
        return None
    for n, at in zip(middle, ys, strict=True):
        places[n] = float(area[0]) / 2, at
    return Arranged(places, tuple(outlines))


def _sides(picture: Picture, groups: dict[str, list[int]], heights: dict[str, float]) -> tuple[list[str], list[str]]:
    """Return which groups stand left and right: as before, else so that both sides are about as high."""
    sides: tuple[list[str], list[str]] = ([], [])
    taken = [0.0, 0.0]
    for name in sorted(groups, key=lambda g: (_kept(picture, groups[g]) is None, -heights[g], g)):
        kept = _kept(picture, groups[name])
        side = (0 if taken[0] <= taken[1] else 1) if kept is None else int(kept[0] > 0.5)
        sides[side].append(name)
        taken[side] += heights[name] + BETWEEN
    for names in sides:  # from top to bottom as before
        names.sort(key=lambda name: (_kept(picture, groups[name]) or (0.0, 2.0))[1])
    return sides


def _kept(picture: Picture, some: Sequence[int]) -> tuple[float, float] | None:
    known = [place for n in some if (place := picture.kept.get(picture.figures[n].id))]
    return (float(np.mean([x for x, _ in known])), float(np.mean([y for _, y in known]))) if known else None
