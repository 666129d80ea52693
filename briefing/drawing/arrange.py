"""Places of boxes in named groups: columns from left to right, or zones to both sides of what the map is about.

Nothing is searched for: the order within a group follows the neighbours, or the earlier edition where there was one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.picture import Figure, Outline, Picture

HEAD = 15.0  # height of the name of a group
HEAD_SIZE = 8.5
_PAD, _ROW_GAP, _BOX_GAP, _BETWEEN = 6.0, 7.0, 9.0, 12.0
_MIDDLE = 46.0  # free on either side of the middle, for the lines


@dataclass(frozen=True, slots=True)
class Arranged:
    """The middles of the boxes, in the order of the figures, and the outlines of the groups."""

    places: Points
    outlines: tuple[Outline, ...]


def arrange(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    """Return where everything stands, None where there is no room."""
    return (_columns if picture.arranged == "columns" else _zones)(picture, halves, area)


def _members(picture: Picture) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {name: [] for name in picture.groups}
    for n, figure in enumerate(picture.figures):
        found.setdefault(figure.group, []).append(n)
    return {name: some for name, some in found.items() if some}


def _neighbours(picture: Picture) -> dict[int, list[int]]:
    place = {figure.id: n for n, figure in enumerate(picture.figures)}
    found: dict[int, list[int]] = {n: [] for n in place.values()}
    for link in picture.links:
        if link.a in place and link.b in place:
            found[place[link.a]].append(place[link.b])
            found[place[link.b]].append(place[link.a])
    return found


def _columns(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    columns = list(_members(picture).items())
    wide = [2 * float(halves[some, 0].max()) + 2 * _PAD for _, some in columns]
    free = float(area[0]) - sum(wide)
    if free < _MIDDLE * (len(columns) - 1) / 2:
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
    free = room - HEAD - _PAD - sum(heights)
    if free < _ROW_GAP * len(heights):
        return None
    gap = free / len(heights)
    found, y = [], HEAD + gap / 2
    for high in heights:
        found.append(y + high / 2)
        y += high + gap
    return found


def _zones(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    groups = _members(picture)
    middle = groups.pop("", [])
    wide_middle = 2 * float(halves[middle, 0].max()) + 2 * _MIDDLE if middle else _MIDDLE
    side = (float(area[0]) - wide_middle) / 2
    if any(2 * float(halves[n, 0]) + 2 * _PAD > side for some in groups.values() for n in some):
        return None
    flows = {name: _flow(_ordered(picture, some), halves, side) for name, some in groups.items()}
    left, right = _sides(picture, groups, {name: flow.height for name, flow in flows.items()})
    places, outlines = np.zeros((len(halves), 2)), []
    for names, x in ((left, 0.0), (right, float(area[0]) - side)):
        high = sum(flows[name].height for name in names)
        free = float(area[1]) - high
        if free < _BETWEEN * (len(names) - 1):
            return None
        gap = min(3 * _BETWEEN, free / max(1, len(names)))
        y = (float(area[1]) - high - gap * (len(names) - 1)) / 2 if names else 0.0
        for name in names:
            flow = flows[name]
            for n, (dx, dy) in flow.places.items():
                places[n] = x + dx, y + dy
            outlines.append(Outline(picture.groups.get(name, ""), x, y, side, flow.height))
            y += flow.height + gap
    ys = _stacked(middle, halves, float(area[1]))
    if ys is None:
        return None
    for n, at in zip(middle, ys, strict=True):
        places[n] = float(area[0]) / 2, at
    return Arranged(places, tuple(outlines))


def _stacked(middle: Sequence[int], halves: Points, room: float) -> list[float] | None:
    high = sum(2 * float(halves[n, 1]) for n in middle) + 2 * _BETWEEN * max(0, len(middle) - 1)
    if high > room:
        return None
    found, y = [], (room - high) / 2
    for n in middle:
        found.append(y + float(halves[n, 1]))
        y += 2 * float(halves[n, 1]) + 2 * _BETWEEN
    return found


@dataclass(frozen=True, slots=True)
class _Flow:
    places: dict[int, tuple[float, float]]
    height: float


def _flow(order: Sequence[int], halves: Points, side: float) -> _Flow:
    """Return boxes in rows, each as full as it goes, below the name of their group."""
    rows: list[list[int]] = []
    used = 0.0
    for n in order:
        wide = 2 * float(halves[n, 0])
        if not rows or used + _BOX_GAP + wide > side - 2 * _PAD:
            rows.append([])
            used = -_BOX_GAP
        rows[-1].append(n)
        used += _BOX_GAP + wide
    places, y = {}, HEAD + _PAD / 2
    for row in rows:
        high = 2 * float(halves[row, 1].max())
        wide = 2 * float(halves[row, 0].sum())
        gap = (side - wide) / (len(row) + 1)
        x = gap
        for n in row:
            places[n] = (x + float(halves[n, 0]), y + high / 2)
            x += 2 * float(halves[n, 0]) + gap
        y += high + _ROW_GAP
    return _Flow(places, y - _ROW_GAP + _PAD)


def _ordered(picture: Picture, some: Sequence[int]) -> list[int]:
    """Return boxes as they were ordered in the earlier edition, newcomers last, the strongest first."""
    weight = {n: _order_of(picture.figures[n]) for n in some}
    kept = {n: picture.kept.get(picture.figures[n].id) for n in some}
    return sorted(
        some, key=lambda n: ((k := kept[n]) is None, (round(k[1], 2), k[0]) if k else (0.0, 0.0), weight[n], n)
    )


def _order_of(figure: Figure) -> float:
    return -figure.weight


def _sides(picture: Picture, groups: dict[str, list[int]], heights: dict[str, float]) -> tuple[list[str], list[str]]:
    """Return which groups stand left and right: as before, else so that both sides are about as high."""
    sides: tuple[list[str], list[str]] = ([], [])
    taken = [0.0, 0.0]
    for name in sorted(groups, key=lambda g: (_side_kept(picture, groups[g]) is None, -heights[g], g)):
        kept = _side_kept(picture, groups[name])
        side = (0 if taken[0] <= taken[1] else 1) if kept is None else int(kept > 0.5)
        sides[side].append(name)
        taken[side] += heights[name] + _BETWEEN
    return sides


def _side_kept(picture: Picture, some: Sequence[int]) -> float | None:
    xs = [place[0] for n in some if (place := picture.kept.get(picture.figures[n].id))]
    return float(np.mean(xs)) if xs else None
