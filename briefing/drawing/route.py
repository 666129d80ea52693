"""Lines from border to border, led around the labels in their way.

A line that would go through a label takes the shortest way along the corners of labels (visibility graph, Lozano-Pérez
and Wesley 1979); one that finds no way stays straight.
"""

import heapq

import numpy as np
from numpy.typing import NDArray

from briefing.drawing.geometry import Points, border, meeting, some, through
from briefing.drawing.improve import Indices

_MARGIN = 3.0
_BEND = 12.0  # points of length that a bend costs
Way = tuple[tuple[float, float], ...]


def routes(places: Points, halves: Points, ties: Indices, area: Points) -> list[Way]:
    """Return for each tie its points, from the border of one box to that of the other."""
    blocked = _blocked(places, halves, ties)
    ways: list[Way] = []
    corners = _Corners(places, halves, area) if blocked.any() else None
    for (a, b), is_blocked in zip(ties, blocked, strict=True):
        bends = corners.way(int(a), int(b)) if corners is not None and is_blocked else []
        inner = [tuple(map(float, bend)) for bend in bends]
        first = np.array(inner[0]) if inner else places[b]
        last = np.array(inner[-1]) if inner else places[a]
        ways.append(
            (border(places[a], halves[a], first), *[(x, y) for x, y in inner], border(places[b], halves[b], last))
        )
    return ways


def _blocked(places: Points, halves: Points, ties: Indices) -> NDArray[np.bool_]:
    if not len(ties):
        return np.zeros(0, dtype=bool)
    hit = through(places[ties[:, 0], None], places[ties[:, 1], None], places[None], halves[None] + 1)
    rows = np.arange(len(ties))
    hit[rows, ties[:, 0]] = False
    hit[rows, ties[:, 1]] = False
    return some(hit, axis=1)


class _Corners:
    """The corners of all boxes on the page, and which of them see each other."""

    def __init__(self, places: Points, halves: Points, area: Points) -> None:
        self.places, self.halves = places, halves
        signs = np.array([(1, 1), (1, -1), (-1, 1), (-1, -1)], dtype=float)
        spots = (places[:, None] + signs * (halves[:, None] + _MARGIN)).reshape(-1, 2)
        inside = ((spots > 0) & (spots < area)).all(axis=1)
        covered = some(meeting(spots[:, None], np.zeros(2), places[None], halves[None] + _MARGIN / 2), axis=1)
        self.spots = spots[inside & ~covered]
        count = len(self.spots)
        self.sees = np.zeros((count, count), dtype=bool)
        for n in range(count):
            self.sees[n] = ~through(self.spots[n], self.spots[:, None], places[None], halves[None] + 1).any(axis=1)
        self.length = np.linalg.norm(self.spots[:, None] - self.spots[None], axis=-1)

    def way(self, a: int, b: int) -> list[Points]:
        """Return the bends of the shortest way between two boxes, none where there is no way."""
        start, end = self._seen_from(a), self._seen_from(b)
        out = np.linalg.norm(self.spots - self.places[a], axis=1)
        home = np.linalg.norm(self.spots - self.places[b], axis=1)
        best = np.where(start, out + _BEND, np.inf)
        before = np.full(len(best), -1)
        queue = [(float(best[n]), int(n)) for n in np.flatnonzero(start)]
        heapq.heapify(queue)
        goal, last = np.inf, -1
        while queue:
            cost, n = heapq.heappop(queue)
            if cost >= goal:
                break
            if cost > best[n]:
                continue
            if end[n] and cost + home[n] < goal:
                goal, last = cost + float(home[n]), n
            for m in np.flatnonzero(self.sees[n] & (cost + self.length[n] + _BEND < best - 1e-9)):
                best[m] = cost + self.length[n, m] + _BEND
                before[m] = n
                heapq.heappush(queue, (float(best[m]), int(m)))
        bends: list[Points] = []
        while last >= 0:
            bends.append(self.spots[last])
            last = int(before[last])
        return bends[::-1]

    def _seen_from(self, box: int) -> NDArray[np.bool_]:
        hit = through(self.places[box], self.spots[:, None], self.places[None], self.halves[None] + 1)
        hit[:, box] = False
        return ~some(hit, axis=1)
