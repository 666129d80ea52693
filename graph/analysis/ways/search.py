"""The nearest way between two sets of people, searched from both ends at once, with a limit of steps.

Rounds of Bellman (1958) and Ford (1956) from either end, as array operations: after i rounds the distance of every
person over at most i steps is known. Both sides meet in the middle (Pohl 1971), and whoever is too far to be part of
a nearer way is let go. A limit of steps is therefore exact, and what is nobody's business is never looked at.

Bellman, R. (1958): On a routing problem. Quarterly of Applied Mathematics 16, 87-90.
Pohl, I. (1971): Bi-directional search. Machine Intelligence 6, 127-140.
"""

from dataclasses import dataclass, field

import numpy as np

from graph.analysis.snapshot import Floats, Ints
from graph.analysis.ways.contacts import Contacts
from graph.analysis.ways.lengths import UsedAgain

_SHORTEST = 1e-12


@dataclass
class _Side:
    """One end of the search: how far everybody is from it, and for each round who was reached and through whom."""

    distance: Floats
    frontier: Ints
    rounds: list[tuple[Ints, Ints]] = field(default_factory=list)

    @classmethod
    def of(cls, size: int, ends: Ints) -> "_Side":
        distance = np.full(size, np.inf)
        distance[ends] = 0.0
        return cls(distance, np.unique(ends))

    @property
    def nearest(self) -> float:
        """The distance of the nearest person reached in the last round."""
        return float(self.distance[self.frontier].min()) if len(self.frontier) else np.inf

    def work(self, contacts: Contacts) -> int:
        """Return how many contacts the next round looks at."""
        return int((contacts.start[self.frontier + 1] - contacts.start[self.frontier]).sum())

    def go_on(self, contacts: Contacts, lengths: UsedAgain, bound: float) -> Ints:
        """Take one more step and return who is nearer than before."""
        places, which = contacts.around(self.frontier, self._least(lengths, bound))
        ends, far = contacts.end[places], self.distance[self.frontier]
        reached = far[which] + lengths.of(contacts.contact[places], self.frontier[which], ends)
        better = reached < np.minimum(self.distance[ends], bound)
        ends, reached, by = ends[better], reached[better], self.frontier[which[better]]
        np.minimum.at(self.distance, ends, reached)
        won = reached == self.distance[ends]
        found, first = np.unique(ends[won], return_index=True)
        self.rounds.append((found, by[won][first]))
        return found

    def _least(self, lengths: UsedAgain, bound: float) -> Floats | None:
        """Return how strong a contact of each has to be at least to end before the bound: weak ones are long."""
        if np.isinf(bound):
            return None
        left = bound - self.distance[self.frontier] - lengths.lengths.settings.step
        return np.where(left > 0, 1 / np.maximum(left, _SHORTEST), np.inf)

    def back(self, person: int, rounds: int) -> list[int]:
        """Return the people from one reached within so many rounds back to the end."""
        way = [person]
        for found, by in reversed(self.rounds[:rounds]):
            at = int(np.searchsorted(found, way[-1]))
            if at < len(found) and found[at] == way[-1]:
                way.append(int(by[at]))
        return way


def nearest_way(lengths: UsedAgain, starts: Ints, goals: Ints, most_steps: int = 0) -> list[int] | None:
    """Return the people of the nearest way, with at most so many steps (0: any number); None where there is none."""
    contacts = lengths.lengths.contacts
    size = len(contacts.start) - 1
    here, there = _Side.of(size, starts), _Side.of(size, goals)
    both = np.intersect1d(starts, goals)
    if len(both):
        return [int(both[0])]
    best, meeting = np.inf, (-1, 0, 0)
    while here.nearest + there.nearest < best and not 0 < most_steps <= len(here.rounds) + len(there.rounds):
        side, other = (here, there) if here.work(contacts) <= there.work(contacts) else (there, here)
        found = side.go_on(contacts, lengths, best)
        whole = side.distance[found] + other.distance[found]
        if len(found) and whole.min() < best:
            best = float(whole.min())
            meeting = (int(found[whole.argmin()]), len(here.rounds), len(there.rounds))
        # Who is not yet met from the other side has at least the other side's nearest before them.
        side.frontier = found[side.distance[found] + other.nearest < best]
    if np.isinf(best):
        return None
    person, before, after = meeting
    return [*reversed(here.back(person, before)), *there.back(person, after)[1:]]
