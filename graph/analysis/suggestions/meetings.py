"""Dated meetings as arrays: who was where and when; what suggestions are scored on and measured with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.suggestions.settings import Scoring

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Meetings:
    """One row for each actor at each event: places of both, the day (0: unknown), and what the event weighs.

    Events and actors are numbered from 0; `actors` holds their ids. A row stands once for an event and actor.
    """

    actors: tuple[str, ...]
    event: Ints
    actor: Ints
    day: Ints
    weight: Floats

    @classmethod
    def of(cls, events: Iterable[tuple[date, Iterable[str]]]) -> Self:
        """Return events, each its day and who was there, all of the same weight.

        >>> Meetings.of([(date(2021, 3, 16), ["b", "a"])]).actors
        ('a', 'b')
        """
        rows = [(i, day.toordinal(), a) for i, (day, there) in enumerate(events) for a in sorted(set(there))]
        names = sorted({a for _, _, a in rows})
        place = {name: i for i, name in enumerate(names)}
        columns = np.array([(i, place[a], day) for i, day, a in rows], dtype=np.int64).reshape(-1, 3).T
        return cls(tuple(names), columns[0], columns[1], columns[2], np.ones(len(rows)))

    def take(self, rows: Mask) -> "Meetings":
        """Return some of the rows; the places stay what they are."""
        return Meetings(self.actors, self.event[rows], self.actor[rows], self.day[rows], self.weight[rows])

    def until(self, day: date) -> "Meetings":
        """Return what had been by the end of a day; what has no date was always there."""
        return self.take(self.day <= day.toordinal())

    def after(self, day: date) -> "Meetings":
        """Return what came after a day."""
        return self.take(self.day > day.toordinal())

    def present(self) -> Mask:
        """Return which actors were anywhere."""
        found = np.zeros(len(self.actors), dtype=np.bool_)
        found[self.actor] = True
        return found

    def sizes(self) -> Ints:
        """Return for each row how many were at its event."""
        return np.bincount(self.event, minlength=1)[self.event].astype(np.int64)

    def small(self, largest: int) -> "Meetings":
        """Return the events at which people meet: two or more, and not too many."""
        sizes = self.sizes()
        return self.take((sizes >= 2) & (sizes <= largest))

    def table(self) -> csr_array:
        """Return events and actors as a table of ones, events without rows left empty."""
        shape = (int(self.event.max(initial=-1)) + 1, len(self.actors))
        return csr_array((np.ones(len(self.event)), (self.event, self.actor)), shape=shape)


def met(meetings: Meetings, scoring: Scoring) -> csr_array:
    """Return who met whom at all, as a table of ones without a diagonal."""
    table = meetings.small(scoring.largest_event).table()
    return _without_diagonal(table.T @ table, ones=True)


def contacts(meetings: Meetings, day: date, scoring: Scoring) -> csr_array:
    """Return how strong contacts are on a day.

    An event of k counts 1/(k-1) for each pair (Newman 2001), half as much after every half-life.
    """
    small = meetings.small(scoring.largest_event)
    table = small.table()
    age = np.where(small.day > 0, day.toordinal() - small.day, 0) / _YEAR
    value = small.weight * 0.5 ** (age / scoring.half_life) / np.maximum(small.sizes() - 1, 1)
    by_event = np.zeros(table.shape[0])
    by_event[small.event] = value
    return _without_diagonal(table.T @ diags_array(by_event) @ table, ones=False)


def _without_diagonal(product: csr_array, *, ones: bool) -> csr_array:
    found = csr_array(product)
    found.setdiag(0)
    found.eliminate_zeros()
    found.sort_indices()
    if ones:
        found.data[:] = 1.0
    return found
