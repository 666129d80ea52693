"""Groups on shelves: beside each other above and below what the map is about, each as wide as it needs to be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.groups import BETWEEN, Arranged, Flow, flow, members, ordered, stacked, wide_enough
from briefing.drawing.picture import Outline, Picture

_MOST, _STEP = 4, 10.0
_FREE = 26.0  # above and below the middle, for the lines


@dataclass(frozen=True, slots=True)
class _Shelf:
    names: tuple[str, ...]
    wide: tuple[float, ...]
    flows: tuple[Flow, ...]

    @property
    def height(self) -> float:
        return max((one.height for one in self.flows), default=0.0)


def shelved(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    """Return the groups on as few shelves as there is room for, None where there is none."""
    groups = members(picture)
    middle = groups.pop("", [])
    orders = {name: ordered(picture, some) for name, some in groups.items()}
    for number in range(1 if not middle else 2, _MOST + 1):
        parts = _parts(orders, halves, number, keep=bool(picture.kept))
        shelves = [
            shelf for part in parts if (shelf := _shelf(picture, part, orders, halves, float(area[0]))) is not None
        ]
        if len(shelves) == len(parts) and (found := _placed(picture, shelves, middle, halves, area)):
            return found
    return None


def _parts(orders: dict[str, list[int]], halves: Points, number: int, *, keep: bool) -> list[list[str]]:
    """Return the groups on each shelf, so that all take about as much room; as they come where places are kept."""
    need = {name: float((4 * halves[some].prod(axis=1)).sum()) + 900.0 for name, some in orders.items()}
    parts: list[list[str]] = [[] for _ in range(min(number, max(1, len(orders))))]
    taken = [0.0] * len(parts)
    for name in orders if keep else sorted(orders, key=lambda name: (-need[name], name)):
        place = taken.index(min(taken))
        parts[place].append(name)
        taken[place] += need[name]
    return [sorted(part, key=list(orders).index) for part in parts]


def _shelf(
    picture: Picture, part: Sequence[str], orders: dict[str, list[int]], halves: Points, room: float
) -> _Shelf | None:
    """Return a shelf as low as it goes: the highest group is given more width as long as there is some."""
    wide = [wide_enough(picture, name, orders[name], halves) for name in part]
    free = room - sum(wide) - BETWEEN * (len(part) - 1)
    if free < 0:
        return None
    flows = [flow(orders[name], halves, w) for name, w in zip(part, wide, strict=True)]
    while free >= _STEP and flows:
        tallest = max(range(len(flows)), key=lambda n: (flows[n].height, -wide[n]))
        wide[tallest] += _STEP
        flows[tallest] = flow(orders[part[tallest]], halves, wide[tallest])
        free -= _STEP
    return _Shelf(tuple(part), tuple(wide), tuple(flows))


def _placed(
    picture: Picture, shelves: Sequence[_Shelf], middle: Sequence[int], halves: Points, area: Points
) -> Arranged | None:
    high = float(area[1])
    inner = sum(2 * float(halves[n, 1]) for n in middle) + 2 * BETWEEN * max(0, len(middle) - 1)
    between = (BETWEEN * max(0, len(shelves) - 1)) if not middle else 2 * _FREE + BETWEEN * max(0, len(shelves) - 2)
    spare = high - sum(shelf.height for shelf in shelves) - inner - between
    if spare < 0:
        return None
    above = (len(shelves) + 1) // 2 if middle else len(shelves)
    gap = spare / max(1, len(shelves))
    places, outlines, y = np.zeros((len(halves), 2)), [], 0.0
    for number, shelf in enumerate(shelves):
        if middle and number == above:
            top = y - BETWEEN + _FREE / 2 + gap / 2
            y = _middle(places, middle, halves, float(area[0]), (top, inner)) + _FREE + gap / 2
        x = 0.0
        for name, wide, one in zip(shelf.names, shelf.wide, shelf.flows, strict=True):
            for n, (dx, dy) in one.places.items():
                places[n] = x + dx, y + dy
            outlines.append(Outline(picture.groups.get(name, ""), x, y, wide, one.height))
            x += wide + BETWEEN
        y += shelf.height + BETWEEN + (0.0 if middle else gap)
    if middle and len(shelves) <= above:
        _middle(places, middle, halves, float(area[0]), (y - BETWEEN + _FREE, inner))
    return Arranged(places, tuple(outlines))


def _middle(places: Points, middle: Sequence[int], halves: Points, wide: float, room: tuple[float, float]) -> float:
    """Put what the map is about below the shelves above it and return where it ends."""
    top, inner = room[0] + _FREE / 2, room[1]
    ys = stacked(middle, halves, inner + 0.01)
    for n, y in zip(middle, ys or [], strict=True):
        places[n] = wide / 2, top + y
    return top + inner
