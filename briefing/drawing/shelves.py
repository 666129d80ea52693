"""Groups on shelves: beside each other above and below what the map is about, each as wide as it needs to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.groups import BETWEEN, Arranged, Flow, Flows, named, ordered, stacked, wide_enough, zoned
from briefing.drawing.picture import Outline, Picture
from briefing.drawing.plans import MapPlan, Order, Placing

_MOST, _STEP = 4, 10.0
_FREE = 20.0  # above and below the middle, for the lines
_Widths = dict[tuple[str, ...], dict[str, float] | None]  # of the groups of a shelf, by their names


@dataclass(frozen=True, slots=True)
class _Shelf:
    names: tuple[str, ...]
    wide: tuple[float, ...]
    flows: tuple[Flow, ...]

    @property
    def height(self) -> float:
        return max((one.height for one in self.flows), default=0.0)


def shelves(picture: Picture, halves: Points, area: Points) -> tuple[list[MapPlan], Placing]:
    """Return plans to begin with, one for each number of shelves, and how plans are placed."""
    groups = zoned(picture)
    middle = groups.pop("", [])
    orders = {name: tuple(ordered(picture, some)) for name, some in groups.items()}
    numbers = range(1, min(_MOST, max(1, len(orders))) + 1)
    plans = [MapPlan(_parts(picture, orders, halves, number), tuple(orders.items())) for number in numbers]
    return plans, partial(_arranged, picture, middle, Flows(halves), area, {})


def _arranged(
    picture: Picture, middle: Sequence[int], flows: Flows, area: Points, known: _Widths, plan: MapPlan
) -> Arranged | None:
    parts = [part for part in plan.parts if part] or [()]
    made = [_shelf(picture, part, plan, flows, float(area[0]), known) for part in parts]
    found = [shelf for shelf in made if shelf is not None]
    return _placed(picture, found, middle, flows.halves, area) if len(found) == len(parts) else None


def _parts(picture: Picture, orders: dict[str, Order], halves: Points, number: int) -> tuple[tuple[str, ...], ...]:
    """Return the groups on each shelf, so that all take about as much room; where places are kept, from the top."""
    need = {name: float((4 * halves[list(some)].prod(axis=1)).sum()) + 900.0 for name, some in orders.items()}
    parts: list[list[str]] = [[] for _ in range(min(number, max(1, len(orders))))]
    if picture.kept:
        return _as_before(picture, orders, need, len(parts))
    taken = [0.0] * len(parts)
    for name in sorted(orders, key=lambda name: (-need[name], name)):
        place = taken.index(min(taken))
        parts[place].append(name)
        taken[place] += need[name]
    return tuple(tuple(sorted(part, key=list(orders).index)) for part in parts)


def _as_before(
    picture: Picture, orders: dict[str, Order], need: dict[str, float], number: int
) -> tuple[tuple[str, ...], ...]:
    """Return the groups from top to bottom, a shelf full once it has its share, each from left to right."""
    at = {name: _kept(picture, order) for name, order in orders.items()}
    parts: list[list[str]] = [[] for _ in range(number)]
    taken, share = 0.0, sum(need.values()) / number
    for name in sorted(orders, key=lambda name: (at[name][1], at[name][0])):
        parts[min(number - 1, int((taken + need[name] / 2) / share))].append(name)
        taken += need[name]
    return tuple(tuple(sorted(part, key=lambda name: at[name][0])) for part in parts)


def _kept(picture: Picture, order: Order) -> tuple[float, float]:
    known = [place for n in order if (place := picture.kept.get(picture.figures[n].id))]
    if not known:
        return 0.5, 0.99
    return float(np.mean([x for x, _ in known])), float(np.mean([y for _, y in known]))


def _shelf(
    picture: Picture, part: Sequence[str], plan: MapPlan, flows: Flows, room: float, known: _Widths
) -> _Shelf | None:
    """Return a shelf; how wide its groups are is found once and holds for whatever order they are tried in."""
    names = tuple(sorted(part))
    if names not in known:
        known[names] = _widths(picture, names, plan, flows, room)
    wide = known[names]
    if wide is None:
        return None
    own = tuple(flows.of(plan.order(name), wide[name]) for name in part)
    return _Shelf(tuple(part), tuple(wide[name] for name in part), own)


def _widths(
    picture: Picture, names: Sequence[str], plan: MapPlan, flows: Flows, room: float
) -> dict[str, float] | None:
    """Return widths that make a shelf low: the highest group is given more as long as there is some."""
    orders = [plan.order(name) for name in names]
    wide = [wide_enough(picture, name, order, flows.halves) for name, order in zip(names, orders, strict=True)]
    free = room - sum(wide) - BETWEEN * (len(names) - 1)
    if free < 0:
        return None
    own = [flows.of(order, w) for order, w in zip(orders, wide, strict=True)]
    while free >= _STEP and own:
        tallest = max(range(len(own)), key=lambda n: (own[n].height, -wide[n]))
        wide[tallest] += _STEP
        own[tallest] = flows.of(orders[tallest], wide[tallest])
        free -= _STEP
    return dict(zip(names, wide, strict=True))


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
            outlines.append(Outline(named(picture, name), x, y, wide, one.height))
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
