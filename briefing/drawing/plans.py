"""Which group stands where and in what order its boxes stand: what a search changes until fewer lines cross.

Simulated annealing over orders (Kirkpatrick, Gelatt and Vecchi 1983). It ends after a number of tries, not after a
time, and its chance is seeded, so that it repeats exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from briefing.drawing.geometry import Points, crossing, through
from briefing.drawing.groups import Arranged, group_of
from briefing.drawing.improve import Indices
from briefing.drawing.picture import Picture

_TRIES = 90  # for each box
_HOT, _COLD = 2.0, 0.1  # costs that a worse plan may have more, at first and at last
_GROUPS = 0.2  # share of the steps that move whole groups
_CROSSING, _THROUGH, _LENGTH, _MOVED, _EMPTY = 1.0, 1.0, 0.2, 16.0, 4.0
Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MapPlan:
    """The groups of each part of the page (a side, a shelf, a column), and the boxes of each group in their order."""

    parts: tuple[tuple[str, ...], ...]
    orders: tuple[tuple[str, Order], ...]

    def order(self, name: str) -> Order:
        """Return the boxes of a group in their order."""
        return next((order for group, order in self.orders if group == name), ())


Placing = Callable[[MapPlan], Arranged | None]


class Judge:
    """What an arrangement costs: lines that cross, go through boxes or are long, who was elsewhere, an empty side."""

    def __init__(self, picture: Picture, halves: Points, area: Points) -> None:
        number = {figure.id: n for n, figure in enumerate(picture.figures)}
        pairs = {tuple(sorted((number[k.a], number[k.b]))) for k in picture.links}
        self.ties: Indices = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        a, b = self.ties[:, 0], self.ties[:, 1]
        every = np.arange(len(halves))
        # Lines that share an end do not cross, and none goes through the boxes at its own ends.
        apart = np.triu((a[:, None] != a) & (a[:, None] != b) & (b[:, None] != a) & (b[:, None] != b))
        self.one, self.other = np.nonzero(apart)
        self.line, self.box = np.nonzero((every != a[:, None]) & (every != b[:, None]))
        self.halves, self.diagonal, self.wide = halves + 1.0, float(np.hypot(*area)), float(area[0])
        kept = [picture.kept.get(figure.id) for figure in picture.figures]
        self.was = np.array([n for n, place in enumerate(kept) if place], dtype=np.int64)
        self.before = np.array([place for place in kept if place], dtype=float).reshape(-1, 2) * area

    def cost(self, arranged: Arranged) -> float:
        """Return the cost."""
        places = arranged.places
        start, end = places[self.ties[:, 0]], places[self.ties[:, 1]]
        crossed = crossing(start[self.one], end[self.one], start[self.other], end[self.other]).sum()
        hit = through(start[self.line], end[self.line], places[self.box], self.halves[self.box]).sum()
        long = float(np.linalg.norm(end - start, axis=1).sum()) / self.diagonal
        moved = float(np.linalg.norm(places[self.was] - self.before, axis=1).sum()) / self.diagonal
        used = float(np.ptp(places, axis=0)[0]) / self.wide
        return float(_CROSSING * crossed + _THROUGH * hit + _LENGTH * long + _MOVED * moved + _EMPTY * (1 - used))


def best(starts: list[MapPlan], placing: Placing, judge: Judge, *, whole_groups: bool) -> Arranged | None:
    """Return the arrangement of the best plan there is a way to from the best start, None where none has room.

    Simulated annealing: at first a worse plan is taken too, later only a better one.
    """
    found = [(judge.cost(made), n, plan, made) for n, plan in enumerate(starts) if (made := placing(plan))]
    if not found:
        return None
    cost, _, plan, made = min(found, key=lambda it: it[:2])
    least, best_made = cost, made
    chance = Random(1)  # noqa: S311  the same each time
    for heat in np.geomspace(_HOT, _COLD, _TRIES * len(judge.halves)):
        change = _changed(plan, chance, whole_groups=whole_groups)
        changed = placing(change) if change is not None else None
        if change is None or changed is None:
            continue
        worth = judge.cost(changed)
        if worth > cost and chance.random() >= np.exp((cost - worth) / heat):
            continue
        cost, plan = worth, change
        if cost < least - 1e-6:
            least, best_made = cost, changed
    return best_made


def _changed(plan: MapPlan, chance: Random, *, whole_groups: bool) -> MapPlan | None:
    """Return a plan one step away: two boxes or two groups change places, a group goes to another part."""
    if whole_groups and len(plan.orders) > 1 and chance.random() < _GROUPS:
        return _regrouped(plan, chance)
    at = [(n, k) for n, (_, order) in enumerate(plan.orders) for k in range(len(order))]
    if len(at) < 2:
        return None
    one = chance.choice(at)
    group = group_of(plan.orders[one[0]][0])
    other = chance.choice([it for it in at if it != one and group_of(plan.orders[it[0]][0]) == group] or [one])
    if one == other:
        return None
    orders = [list(order) for _, order in plan.orders]
    orders[one[0]][one[1]], orders[other[0]][other[1]] = orders[other[0]][other[1]], orders[one[0]][one[1]]
    names = (name for name, _ in plan.orders)
    return replace(plan, orders=tuple(zip(names, map(tuple, orders), strict=True)))


def _regrouped(plan: MapPlan, chance: Random) -> MapPlan:
    parts = [list(names) for names in plan.parts]
    part = chance.choice([n for n, names in enumerate(parts) if names])
    name = parts[part].pop(chance.randrange(len(parts[part])))
    to = chance.randrange(len(parts))
    parts[to].insert(chance.randint(0, len(parts[to])), name)
    return replace(plan, parts=tuple(map(tuple, parts)))
