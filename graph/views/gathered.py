"""Contacts with communities first: how many join two of them, and where each stands on the map with its members in it.

A community has a circle with as much room for each member as any other has. It stands where its members stand, moved
as far as the circles need it; members stand in it as they stand to each other, and one more moves the others little.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.snapshot import Floats, Ints, Mask
from graph.views.contacts import ContactTable

_ROUNDS = 250
_ROOM = 1.15  # of a circle, for the space between two
_FILLED = 0.86  # of a circle's radius that members stand in
_RING = 1.45  # from one ring of members to the next
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


def bundles(table: ContactTable, side: Ints, most: int, among: Mask | None = None) -> list[Bundle]:
    """Return what joins two sides, the strongest together first; `side` says of each actor on which it is, -1 on none.

    `among` says which contacts count; all do without it.

    >>> import numpy as np
    >>> one = np.ones(3)
    >>> table = ContactTable(("p", "q", "r"), np.array([0, 0, 1]), np.array([1, 2, 2]), one, one, one, one > 2)
    >>> bundles(table, np.array([4, 4, 7]), most=9)
    [Bundle(a=4, b=7, count=2, strength=2.0)]
    """
    a, b = side[table.a], side[table.b]
    kept = np.flatnonzero((a >= 0) & (b >= 0) & (a != b) & (True if among is None else among))
    low, high = np.minimum(a[kept], b[kept]), np.maximum(a[kept], b[kept])
    span = int(side.max(initial=0)) + 1
    keys, place = np.unique(low * span + high, return_inverse=True)
    count = np.bincount(place, minlength=len(keys))
    strength = np.bincount(place, weights=table.strength[kept], minlength=len(keys))
    order = np.lexsort((keys, -strength))[:most]
    return [Bundle(int(keys[k] // span), int(keys[k] % span), int(count[k]), float(strength[k])) for k in order]


def outward(table: ContactTable, side: Ints, alone: Ints) -> Mask:
    """Return which contacts join who is drawn `alone` with somebody of another side who is not."""
    a, b = table.a, table.b
    return np.asarray(((alone[a] >= 0) != (alone[b] >= 0)) & (side[a] != side[b]), dtype=np.bool_)


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


def beside(there: Sequence[Circle], sizes: Sequence[int]) -> list[Circle]:
    """Return circles for further communities, by how many are in each: around those that are there, which stay."""
    found: list[Circle] = []
    reach = max((math.hypot(c.x, c.y) + c.radius for c in there), default=0.0)
    turn, widest = 0.0, 0.0
    for size in sizes:
        radius = math.sqrt(size) + 0.6
        if turn and turn + 2 * math.asin(min(1.0, radius * _ROOM / (reach + radius * _ROOM))) > 2 * math.pi:
            reach, turn, widest = reach + 2 * widest * _ROOM, 0.0, 0.0
        away = reach + radius * _ROOM
        half = math.asin(min(1.0, radius * _ROOM / away))
        x, y = away * math.cos(turn + half), away * math.sin(turn + half)
        found.append(Circle(_rounded(x), _rounded(y), _rounded(radius)))
        turn, widest = turn + 2 * half, max(widest, radius)
    return found


def within(
    circle: Circle, members: Sequence[str], places: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return where members stand in the circle of their community: inside who is in the midst of them elsewhere too.

    They stand in rings, in each in the directions in which they stand elsewhere, and each has the same room.
    """
    if not members:
        return {}
    spots = np.array([places[i] for i in members], dtype=np.float64)
    away = spots - np.median(spots, axis=0)
    order = np.lexsort((np.arange(len(members)), np.hypot(away[:, 0], away[:, 1])))
    direction = np.arctan2(away[:, 1], away[:, 0])
    rings = math.ceil((math.sqrt(12 * len(members) - 3) - 3) / 6)
    step = min(_RING, _FILLED * circle.radius / max(rings, 1))
    placed = np.empty((len(members), 2))
    begin = 0
    for ring in range(rings + 1):
        own = order[begin : begin + max(6 * ring, 1)]
        placed[own] = _ring(direction[own], ring * step)
        begin += max(6 * ring, 1)
    rows = (placed + np.array([circle.x, circle.y])).tolist()
    return {i: (_rounded(x), _rounded(y)) for i, (x, y) in zip(members, rows, strict=True)}


def _ring(direction: Floats, reach: float) -> Floats:
    """Return places at even distances on a ring, as near to some directions as that allows, in their order."""
    even = np.arange(len(direction)) * (2 * np.pi / max(len(direction), 1))
    sorted_ = np.argsort(direction, kind="stable")
    off = direction[sorted_] - even
    turned = np.empty(len(direction))
    turned[sorted_] = even + np.arctan2(np.sin(off).sum(), np.cos(off).sum())
    return np.asarray(reach * np.stack([np.cos(turned), np.sin(turned)], axis=1))


def _rounded(value: float) -> float:
    return round(value, 3)
