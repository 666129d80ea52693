"""Which group stands where and in what order its boxes stand: what a search changes until fewer lines cross.

A local search like that of `improve`, over orders instead of places: a change is taken when it is better, and it ends
after a number of tries, not after a time, so that it repeats exactly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

import numpy as np

from briefing.drawing.geometry import Points, crossing, through
from briefing.drawing.groups import Arranged
from briefing.drawing.improve import Indices
from briefing.drawing.picture import Picture

_TRIES = 400
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
        self.apart = np.triu((a[:, None] != a) & (a[:, None] != b) & (b[:, None] != a) & (b[:, None] != b))
        self.foreign = (every != a[:, None]) & (every != b[:, None])
        self.halves, self.diagonal, self.wide = halves + 1.0, float(np.hypot(*area)), float(area[0])
        kept = [picture.kept.get(figure.id) for figure in picture.figures]
        self.was = np.array([n for n, place in enumerate(kept) if place], dtype=np.int64)
        self.before = np.array([place for place in kept if place], dtype=float).reshape(-1, 2) * area

    def cost(self, arranged: Arranged) -> float:
        """Return the cost."""
        places = arranged.places
        start, end = places[self.ties[:, 0]], places[self.ties[:, 1]]
        crossed = (crossing(start[:, None], end[:, None], start[None], end[None]) & self.apart).sum()
        hit = (through(start[:, None], end[:, None], places[None], self.halves[None]) & self.foreign).sum()
        long = float(np.linalg.norm(end - start, axis=1).sum()) / self.diagonal
        moved = float(np.linalg.norm(places[self.was] - self.before, axis=1).sum()) / self.diagonal
        used = float(np.ptp(places, axis=0)[0]) / self.wide
        return float(_CROSSING * crossed + _THROUGH * hit + _LENGTH * long + _MOVED * moved + _EMPTY * (1 - used))


def best(starts: list[MapPlan], placing: Placing, judge: Judge, *, whole_groups: bool) -> Arranged | None:
    """Return the arrangement of the best plan there is a way to from the best start, None where none has room."""
    found = [(judge.cost(made), n, plan, made) for n, plan in enumerate(starts) if (made := placing(plan))]
    if not found:
        return None
    cost, _, plan, made = min(found, key=lambda it: it[:2])
    tries = 0
    better = True
    while better and tries < _TRIES:
        better = False
        for change in islice(_changes(plan, whole_groups=whole_groups), _TRIES - tries):
            tries += 1
            changed = placing(change)
            if changed is not None and (worth := judge.cost(changed)) < cost - 1e-6:
                cost, plan, made, better = worth, change, changed, True
                break
    return made


def _changes(plan: MapPlan, *, whole_groups: bool) -> Iterator[MapPlan]:
    """Yield the plans one step away: two groups or two boxes change places, a group goes to another part."""
    if whole_groups:
        yield from _regrouped(plan)
    for at, (name, order) in enumerate(plan.orders):
        for one, other in combinations(range(len(order)), 2):
            new = list(order)
            new[one], new[other] = new[other], new[one]
            yield replace(plan, orders=(*plan.orders[:at], (name, tuple(new)), *plan.orders[at + 1 :]))


def _regrouped(plan: MapPlan) -> Iterator[MapPlan]:
    spots = [(part, n) for part, names in enumerate(plan.parts) for n in range(len(names))]
    for one, other in combinations(spots, 2):
        parts = [list(names) for names in plan.parts]
        parts[one[0]][one[1]], parts[other[0]][other[1]] = parts[other[0]][other[1]], parts[one[0]][one[1]]
        yield replace(plan, parts=tuple(map(tuple, parts)))
    for part, n in spots:
        for to in range(len(plan.parts)):
            if to != part:
                parts = [list(names) for names in plan.parts]
                parts[to].append(parts[part].pop(n))
                yield replace(plan, parts=tuple(map(tuple, parts)))
