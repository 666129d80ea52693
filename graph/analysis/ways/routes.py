"""The k best introduction paths, clearly different from each other.

The first is the nearest way. Before each further search, what the ways so far go through is put further away: the
people on them and the occasions of their steps, the more often used the further (the penalty method, Akgün, Erkut and
Batta 2000). What then is nearest is taken where it shares at most half of its go-betweens with any way before, and
where the longer of both goes through an occasion of its own: five people of one crowd are one way, named with it.

Akgün, V., Erkut, E. and Batta, R. (2000): On finding dissimilar paths. European Journal of Operational Research 121,
232-246.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.analysis.snapshot import Ints
from graph.analysis.ways.ends import End
from graph.analysis.ways.lengths import Lengths, UsedAgain
from graph.analysis.ways.search import nearest_way


@dataclass(frozen=True, slots=True)
class WaysAsked:
    """How many paths, without whom (ids), recent contacts first, with how many steps at most (0: any number)."""

    count: int = 1
    avoid: frozenset[str] = frozenset()
    recent: bool = False
    most_steps: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A way: its people (places), its contacts, and its length as the contacts count for the question."""

    people: tuple[int, ...]
    contacts: tuple[int, ...]
    length: float


class Routes:
    """Finds ways between two ends, one after the other, each clearly different from those before."""

    def __init__(self, lengths: Lengths, start: End, end: End) -> None:
        self._contacts, self._settings, self._lengths = lengths.contacts, lengths.settings, lengths
        self._ends = start.people, end.people
        self._given = {int(e.people[0]) for e in (start, end) if len(e.fact) and e.fact[0] < 0}
        self._found: list[Route] = []
        self._shared: tuple[int, ...] = ()

    def find(self, count: int, most_steps: int = 0) -> list[Route]:
        """Return up to so many ways, the nearest first."""
        lengths = UsedAgain(self._lengths)
        self._through_shared()
        for _ in range((count - len(self._found)) * self._settings.tries):
            if not all(map(len, self._ends)):
                break
            people = nearest_way(lengths, *self._ends, most_steps)
            if people is None:
                break
            route = self._route(people)
            if self._is_new(route):
                self._found.append(route)
                if len(self._found) >= count:
                    break
            lengths.add(self.go_betweens(route), self._occasions(route), route.contacts)
        return sorted(self._found, key=lambda route: route.length)

    def _through_shared(self) -> None:
        """Make a way of those who belong to both ends, and look for the others without them."""
        shared = np.intersect1d(*self._ends)
        if len(shared):
            self._shared = tuple(shared.tolist())
            self._found.append(Route(self._shared[:1], (), 0.0))
            one, other = (np.setdiff1d(end, shared).astype(np.int64) for end in self._ends)
            self._ends = one, other

    def _route(self, people: Sequence[int]) -> Route:
        contacts = tuple(self._contacts.between(a, b) for a, b in pairwise(people))
        return Route(tuple(people), contacts, float(self._lengths.of(_places(contacts)).sum()))

    def go_betweens(self, route: Route) -> frozenset[int]:
        """Return the go-betweens of a way: the people on it who are not asked for by name."""
        return frozenset(route.people) - self._given

    def _is_new(self, route: Route) -> bool:
        return all(self._differ(route, before) for before in self._found)

    def _differ(self, route: Route, before: Route) -> bool:
        own, theirs = self.go_betweens(route), self.go_betweens(before)
        if not own or not theirs:  # the direct contact
            return own != theirs
        near, far = sorted((before, route), key=lambda r: r.length)
        is_new = not near.contacts or not self._occasions(far) <= self._occasions(near)
        return is_new and 2 * len(own & theirs) <= min(len(own), len(theirs))

    def _occasions(self, route: Route) -> set[int]:
        return set(self._lengths.occasions(_places(route.contacts)).tolist())

    def stand_ins(self, route: Route, most: int) -> tuple[int, tuple[int, ...]]:
        """Return how many others could introduce the two ends of a way with one go-between, and the nearest of them.

        Who does so is in contact with both sides through the same occasions; or belongs to both ends as well.
        """
        if not route.contacts:
            return len(self._shared) - 1, self._shared[1 : most + 1]
        if len(route.contacts) != 2:
            return 0, ()
        ways = [
            self._through(person, contact) for person, contact in zip(route.people[::2], route.contacts, strict=True)
        ]
        shared = [p for p in sorted(ways[0].keys() & ways[1].keys()) if p != route.people[1]]
        near = sorted(shared, key=lambda p: (ways[0][p] + ways[1][p], p))
        return len(near), tuple(near[:most])

    def _through(self, person: int, contact: int) -> dict[int, float]:
        """Return whom a person is in contact with through the occasion of a contact, and how far each is."""
        places, _ = self._contacts.around(np.array([person], dtype=np.int64))
        found = self._contacts.contact[places]
        same = self._lengths.occasions(found) == self._lengths.occasions(_places([contact]))[0]
        lengths = self._lengths.of(found[same]).tolist()
        return dict(zip(self._contacts.end[places][same].tolist(), lengths, strict=True))


def _places(contacts: Sequence[int]) -> Ints:
    return np.array(contacts, dtype=np.int64)


def places_of(nodes: Iterable[str], place: dict[str, int]) -> Ints:
    """Return the places of nodes, sorted."""
    return np.array(sorted(place[n] for n in nodes), dtype=np.int64)
