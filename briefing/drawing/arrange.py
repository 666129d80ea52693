"""Places of boxes in named groups: columns from left to right, or zones round what the map is about.

Zones stand to its left and right; where that leaves no room for all, on shelves above and below it.

Nothing is searched for: the order within a group follows the neighbours, or the earlier edition where there was one.
"""

from collections.abc import Sequence

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.groups import BETWEEN, HEAD, PAD, ROW_GAP, Arranged, flow, members, ordered, stacked, wide_enough
from briefing.drawing.picture import Outline, Picture
from briefing.drawing.shelves import shelved

_COLUMN_GAP = 16.0
_MIDDLE = 46.0  # free on either side of the middle, for the lines


def arrange(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    """Return where everything stands, None where there is no room."""
    if picture.arranged == "columns":
        return _columns(picture, halves, area)
    return _zones(picture, halves, area) or shelved(picture, halves, area)


def _neighbours(picture: Picture) -> dict[int, list[int]]:
    place = {figure.id: n for n, figure in enumerate(picture.figures)}
    found: dict[int, list[int]] = {n: [] for n in place.values()}
    for link in picture.links:
        if link.a in place and link.b in place:
            found[place[link.a]].append(place[link.b])
            found[place[link.b]].append(place[link.a])
    return found


def _columns(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    columns = list(members(picture).items())
    wide = [wide_enough(picture, name, some, halves) for name, some in columns]
    free = float(area[0]) - sum(wide)
    if free < _COLUMN_GAP * (len(columns) - 1):
        return None
    between = free / (len(columns) - 1) if len(columns) > 1 else 0.0
    places, outlines = np.zeros((len(halves), 2)), []
    near, x = _neighbours(picture), 0.0 if len(columns) > 1 else free / 2
    done: set[int] = set()
    for (name, some), w in zip(columns, wide, strict=True):
        order = sorted(
            some, key=lambda n: (_kept(picture, n), _middle_of([m for m in near[n] if m in done], places), n)
        )
        ys = _spread([2 * float(halves[n, 1]) for n in order], float(area[1]))
        if ys is None:
            return None
        for n, y in zip(order, ys, strict=True):
            places[n] = x + w / 2, y
        done |= set(some)
        if picture.groups.get(name):
            outlines.append(Outline(picture.groups[name], x, 0.0, w, float(area[1])))
        x += w + between
    return Arranged(places, tuple(outlines))


def _kept(picture: Picture, n: int) -> float:
    place = picture.kept.get(picture.figures[n].id)
    return place[1] if place else 2.0


def _middle_of(those: Sequence[int], places: Points) -> float:
    return float(np.mean(places[list(those), 1])) if those else 0.0


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


def _zones(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    groups = members(picture)
    middle = groups.pop("", [])
    wide_middle = 2 * float(halves[middle, 0].max()) + 2 * _MIDDLE if middle else _MIDDLE
    side = (float(area[0]) - wide_middle) / 2
    if any(wide_enough(picture, name, some, halves) > side for name, some in groups.items()):
        return None
    flows = {name: flow(ordered(picture, some), halves, side) for name, some in groups.items()}
    left, right = _sides(picture, groups, {name: one.height for name, one in flows.items()})
    places, outlines = np.zeros((len(halves), 2)), []
    for names, x in ((left, 0.0), (right, float(area[0]) - side)):
        high = sum(flows[name].height for name in names)
        free = float(area[1]) - high
        if free < BETWEEN * (len(names) - 1):
            return None
        gap = min(3 * BETWEEN, free / max(1, len(names)))
        y = (float(area[1]) - high - gap * (len(names) - 1)) / 2 if names else 0.0
        for name in names:
            one = flows[name]
            for n, (dx, dy) in one.places.items():
                places[n] = x + dx, y + dy
            outlines.append(Outline(picture.groups.get(name, ""), x, y, side, one.height))
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
    for name in sorted(groups, key=lambda g: (_side_kept(picture, groups[g]) is None, -heights[g], g)):
        kept = _side_kept(picture, groups[name])
        side = (0 if taken[0] <= taken[1] else 1) if kept is None else int(kept > 0.5)
        sides[side].append(name)
        taken[side] += heights[name] + BETWEEN
    return sides


def _side_kept(picture: Picture, some: Sequence[int]) -> float | None:
    xs = [place[0] for n in some if (place := picture.kept.get(picture.figures[n].id))]
    return float(np.mean(xs)) if xs else None
