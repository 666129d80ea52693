"""Introduction paths: through whom two actors can be brought together, by the strongest ties.

The search (Dijkstra 1959) runs over people and groups in turn. Within a group, members whose reasons are worth the same
are one bucket, which is left and entered once: a group of n people costs about n and not n squared.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from graph.analysis.ties import Group, Reason, Ties

_WEAKEST = 1e-9
_Values = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step from person to person: the strength of their tie and its strongest reason."""

    a: str
    b: str
    strength: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Path:
    """The people on the way, and the steps between them; no steps where both ends share a person."""

    people: tuple[str, ...]
    steps: tuple[Step, ...]


def people_of(ties: Ties, node_id: str) -> list[str]:
    """Return the person itself, or the people of an organisation, event, topic or region.

    Left out is who was only invited, and who comes only after the day of the ties.
    """
    network = ties.network
    if network.nodes[node_id].label == "Person":
        return [node_id]
    found = {r.other(node_id) for r in network.around(node_id) if ties.counted(r) is not None}
    return sorted(p for p in found if network.nodes[p].label == "Person")


def introduction_path(ties: Ties, start: str, end: str) -> Path | None:
    """Return the path of least resistance (the sum of 1/value of its steps' reasons), or None where there is none.

    A step's resistance is that of its best single reason.
    """
    goals = set(people_of(ties, end))
    search = _Search(ties)
    for person in people_of(ties, start):
        search.reach(0.0, person)
    for person in search.settle():
        if person in goals:
            return _path(ties, search.before, person)
    return None


class _Crowd:
    """A group in the search: its members in buckets by type of relation, time and last day known."""

    def __init__(self, ties: Ties, group: Group) -> None:
        buckets: dict[tuple[str, date, date, date | None], list[str]] = {}
        for person, memberships in group.members.items():
            for m in memberships:
                key = (m.relation.type, m.span.first, m.span.last, m.span.day)
                buckets.setdefault(key, []).append(person)
        self._ties, self._group, self._keys = ties, group, list(buckets)
        self._people: list[list[str]] = list(buckets.values())
        self._buckets_of: dict[str, list[int]] = {}
        for i, people in enumerate(self._people):
            for person in people:
                self._buckets_of.setdefault(person, []).append(i)
        self._first = np.array([first.toordinal() for _, first, _, _ in self._keys])
        self._last = np.array([last.toordinal() for _, _, last, _ in self._keys])
        types = sorted({key[0] for key in self._keys})
        self._type = np.array([types.index(key[0]) for key in self._keys])
        self._values = {t: self._values_with(t) for t in types}
        self._reached = np.full(len(self._keys), np.inf)
        self._left: set[int] = set()

    def leave(self, cost: float, person: str) -> Iterator[tuple[float, int]]:
        """Yield the buckets that a person brings nearer; who comes later from the same bucket can not be nearer."""
        for i in self._buckets_of[person]:
            if i not in self._left:
                self._left.add(i)
                total = cost + 1 / np.maximum(self._values_from(i), _WEAKEST)
                together = (self._first <= self._last[i]) & (self._last >= self._first[i])
                nearer = np.flatnonzero(together & (total < self._reached))
                self._reached[nearer] = total[nearer]
                yield from zip(total[nearer].tolist(), nearer.tolist(), strict=True)

    def enter(self, bucket: int) -> list[str]:
        """Return the people of a bucket, the first time."""
        people, self._people[bucket] = self._people[bucket], []
        return people

    def _values_with(self, relation_type: str) -> _Values:
        """Return what each bucket counts for a member by a type of relation, by the bucket's own last day."""
        kinds = ((self._group.kind(relation_type, key[0]), key[3]) for key in self._keys)
        return np.array([self._ties.value(self._group, kind, day) for kind, day in kinds])

    def _values_from(self, bucket: int) -> _Values:
        """Return what each bucket counts for the members of one: the earlier of both last days decides."""
        own, _, _, day = self._keys[bucket]
        mine = np.array([self._ties.value(self._group, self._group.kind(own, t), day) for t in self._values])
        values: _Values = np.minimum(self._values[own], mine[self._type])
        return values


class _Search:
    """The people and buckets reached so far, nearest first."""

    def __init__(self, ties: Ties) -> None:
        self.before: dict[str, str] = {}  # "" for those the search started from
        self._ties = ties
        self._crowds: dict[str, _Crowd] = {}
        # (cost, name, bucket, who led there); the bucket of a person is -1
        self._queue: list[tuple[float, str, int, str]] = []

    def reach(self, cost: float, person: str, by: str = "") -> None:
        """Note that a person can be reached at a cost."""
        if person not in self.before:
            heapq.heappush(self._queue, (cost, person, -1, by))

    def settle(self) -> Iterator[str]:
        """Yield the people in the order of their distance from the start."""
        while self._queue:
            cost, name, bucket, by = heapq.heappop(self._queue)
            if bucket >= 0:
                for person in self._crowds[name].enter(bucket):
                    self.reach(cost, person, by)
            elif name not in self.before:
                self.before[name] = by
                yield name
                self._go_on(cost, name)

    def _go_on(self, cost: float, person: str) -> None:
        for other, stated in self._ties.acquaintances.get(person, {}).items():
            best = max(map(self._ties.stated_value, stated))
            self.reach(cost + 1 / max(best, _WEAKEST), other, person)
        for group in self._ties.groups_of.get(person, []):
            if group.node not in self._crowds:
                self._crowds[group.node] = _Crowd(self._ties, group)
            for total, bucket in self._crowds[group.node].leave(cost, person):
                heapq.heappush(self._queue, (total, group.node, bucket, person))


def _path(ties: Ties, before: dict[str, str], last: str) -> Path:
    people = [last]
    while previous := before[people[-1]]:
        people.append(previous)
    people.reverse()
    steps = (ties.between(a, b) for a, b in pairwise(people))
    return Path(tuple(people), tuple(Step(t.a, t.b, t.strength, t.reasons[0]) for t in steps if t))
