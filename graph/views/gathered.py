"""Contacts with communities first: how many join two of them, and where each stands on the map with its members in it.

A community has a circle with as much room for each member as any other has. It stands where its members stand, moved
as far as the circles need it; members stand in it as they stand to each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.snapshot import Floats, Ints
from graph.views.contacts import ContactTable

_ROUNDS = 250
_ROOM = 1.15  # of a circle, for the space between two
_FILLED = 0.86  # of a circle's radius that members stand in
_GOLDEN = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a community stands: the middle, and how far its members reach."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Bundle:
    """What joins two sides of a map: how many contacts, and their strength together."""

    a: int
    b: int
    count: int
    strength: float


def numbered(table: ContactTable, group: Mapping[str, int]) -> Ints:
    """Return the community of each actor of a table, -1 for who is in none of them."""
    return np.fromiter((group.get(node, -1) for node in table.ids), dtype=np.int64, count=len(table.ids))


def bundles(table: ContactTable, side: Ints, most: int) -> list[Bundle]:
    """Return what joins two sides, the strongest together first; `side` says of each actor on which it is, -1 on none.

    >>> import numpy as np
    >>> one = np.ones(3)
    >>> table = ContactTable(("p", "q", "r"), np.array([0, 0, 1]), np.array([1, 2, 2]), one, one, one, one > 2)
    >>> bundles(table, np.array([4, 4, 7]), most=9)
    [Bundle(a=4, b=7, count=2, strength=2.0)]
    """
    a, b = side[table.a], side[table.b]
    kept = np.flatnonzero((a >= 0) & (b >= 0) & (a != b))
    low, high = np.minimum(a[kept], b[kept]), np.maximum(a[kept], b[kept])
    span = int(side.max(initial=0)) + 1
    keys, place = np.unique(low * span + high, return_inverse=True)
    count = np.bincount(place, minlength=len(keys))
    strength = np.bincount(place, weights=table.strength[kept], minlength=len(keys))
    order = np.lexsort((keys, -strength))[:most]
    return [Bundle(int(keys[k] // span), int(keys[k] % span), int(count[k]), float(strength[k])) for k in order]


def circles(places: Mapping[str, tuple[float, float]], groups: Sequence[Sequence[str]]) -> list[Circle]:
    """Return where communities stand: at the middle of their members, moved so that no two overlap."""
    if not groups:
        return []
    middles = np.array([np.median([places[i] for i in group], axis=0) for group in groups], dtype=np.float64)
    radius = np.sqrt(np.array([len(group) for group in groups], dtype=np.float64)) + 0.6
    # Room for all circles where their middles are: the picture keeps its form and grows as far as it must.
    spread = np.ptp(middles, axis=0)
    needed = 2 * np.sqrt(np.sum(radius**2))
    middles = (middles - np.median(middles, axis=0)) * (needed / max(float(spread.max()), 1e-6))
    found = _apart(middles, radius * _ROOM)
    rows = zip(found[:, 0].tolist(), found[:, 1].tolist(), radius.tolist(), strict=True)
    return [Circle(_rounded(x), _rounded(y), _rounded(r)) for x, y, r in rows]


def _apart(spots: Floats, radius: Floats) -> Floats:
    """Return spots pushed off each other until no two circles overlap, drawn together a little by their middle."""
    turn = np.arange(len(spots)) * _GOLDEN
    spots = spots + np.stack([np.cos(turn), np.sin(turn)], axis=1) * 1e-3  # two on one spot would never part
    least = radius[:, None] + radius[None, :]
    np.fill_diagonal(least, 0.0)
    for round_ in range(_ROUNDS):
        if round_ < _ROUNDS // 2:
            spots = spots * 0.99
        away = spots[:, None, :] - spots[None, :, :]
        far = np.sqrt((away**2).sum(axis=2)) + 1e-9
        push = np.maximum(least - far, 0.0) / far
        if round_ >= _ROUNDS // 2 and not push.any():
            break
        heavy = radius[None, :] ** 2 / (radius[:, None] ** 2 + radius[None, :] ** 2)
        spots = spots + (away * (push * heavy)[:, :, None]).sum(axis=1)
    return np.asarray(spots)


def within(
    circle: Circle, members: Sequence[str], places: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return where members stand in the circle of their community: inside who is in the midst of them elsewhere too.

    Each has the same room, so that no two come to stand on one spot.
    """
    if not members:
        return {}
    spots = np.array([places[i] for i in members], dtype=np.float64)
    away = spots - np.median(spots, axis=0)
    far = np.hypot(away[:, 0], away[:, 1])
    rank = np.empty(len(members), dtype=np.int64)
    rank[np.lexsort((np.arange(len(members)), far))] = np.arange(len(members))
    reach = _FILLED * circle.radius * np.sqrt((rank + 0.5) / len(members))
    turn = rank * _GOLDEN  # as the seeds of a sunflower
    x, y = circle.x + reach * np.cos(turn), circle.y + reach * np.sin(turn)
    return {i: (_rounded(px), _rounded(py)) for i, px, py in zip(members, x.tolist(), y.tolist(), strict=True)}


def _rounded(value: float) -> float:
    return round(value, 3)
