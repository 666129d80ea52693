"""What speaks for a meeting of two: nine simple signals of what they have shared so far, each a number from 0 up.

Which of them tells most differs between networks: where everybody is one small circle, being often there; between
boards, common contacts who have few others; across groups, ways over two go-betweens. None is right everywhere, so
`fusion` weighs them. Common neighbours, resource allocation and preferential attachment are the textbook ones
(Liben-Nowell and Kleinberg 2007; Zhou et al. 2009); ways of three steps follow Kovács et al. 2019 (Nature
Communications 10, 1240).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.groups.problem import FloatTable
from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.suggestions.meetings import Meetings, contacts, met
from graph.analysis.suggestions.settings import Scoring

# In this order everywhere.
SIGNALS = ("common", "rare", "degree", "active", "near", "fresh", "ways", "lively_near", "lively_ways")
OWN = frozenset({"near", "fresh", "ways", "lively_near", "lively_ways"})  # those that topics in common add to
_NEAR, _ALL = 0.7, 1.0  # how much a common contact with many others is held back
_FRESH = 1.0  # years after which a meeting counts half for what is fresh
_AT_ONCE = 1 << 20  # pairs whose topics are compared at once
_OLDEST = 30.0  # half-lives; what is older counts as this old, so that it does not vanish


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs of some actors with all others: their places, and each signal (a row for each of `SIGNALS`)."""

    a: Ints
    b: Ints
    values: FloatTable

    def take(self, kept: Mask) -> "Block":
        """Return some of the pairs."""
        return Block(self.a[kept], self.b[kept], self.values[:, kept])


@dataclass(frozen=True, slots=True)
class _Step:
    """Common contacts, counted by what leads to them and what leads on."""

    to: csr_array
    onward: csr_array


@dataclass(frozen=True)
class Signals:
    """The signals of all pairs as of a day, worked out for a few actors at a time."""

    known: csr_array
    steps: Mapping[str, _Step]
    ways: _Step
    degree: Floats
    active: Floats
    profile: csr_array | None
    topics: float

    @classmethod
    def of(cls, meetings: Meetings, day: date, scoring: Scoring, profile: csr_array | None = None) -> Self:
        """Return the signals of meetings up to a day; `profile` holds topics so that products of rows are cosines."""
        known = met(meetings, scoring)
        strong = contacts(meetings, day, scoring)
        damped = csr_array(strong, copy=True)
        damped.data = damped.data**scoring.damping
        fresh = _together(meetings, day, scoring)
        steps = {
            "common": _Step(known, known),
            "rare": _Step(known, _held_back(known, _ALL)),
            "near": _Step(damped, _held_back(damped, _NEAR)),
            "fresh": _Step(fresh, _held_back(fresh, _ALL)),
        }
        onward = _held_back(damped, scoring.restraint)
        degree = np.maximum(np.asarray(known.sum(axis=1), dtype=np.float64).ravel(), 1.0)
        active = _activity(meetings, day, scoring)
        return cls(known, steps, _Step(damped, onward), degree, active, profile, scoring.topics)

    @cached_property
    def _back(self) -> csr_array:
        """How go-betweens lead on, by columns: a few actors' ways in one product."""
        return csr_array(self.ways.onward.T).astype(np.float32)

    @property
    def size(self) -> int:
        """Return how many actors there are."""
        return int(self.known.shape[0])

    def block(self, part: slice, *, upper: bool = False, least: float = 0.0, most: int = 0) -> Block:
        """Return the pairs of some actors with others that one or two go-betweens connect; each once with `upper`.

        Of those that only two connect, only such whose ways count more than `least`, and, where it is given, about so
        many of the best as `most` says.
        """
        start, first = part.start, part.start if upper else 0
        counted = {name: _product(s, part, first) for name, s in self.steps.items()}
        common = counted["common"]
        row = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr)).astype(np.int64)
        column = common.indices.astype(np.int64)
        ways = self._ways(part, first)
        direct = ways[row, column]
        ways[row, column] = 0.0
        if most and (ways > least).sum() > most:
            least = float(np.partition(ways, ways.size - most, axis=None)[ways.size - most])
        far_row, far_column = np.nonzero(ways > least)
        a = np.concatenate([row, far_row])
        b = np.concatenate([column, far_column]).astype(np.int64) + first
        values = np.zeros((len(SIGNALS), len(a)))
        for name, product in counted.items():
            values[SIGNALS.index(name), : len(row)] = product.data
        values[SIGNALS.index("ways")] = np.concatenate([direct, ways[far_row, far_column]])
        self._add_activity(values, a + start, b, len(row))
        self._add_topics(values, part, a, b)
        return Block((a + start).astype(np.int64), b, values)

    @property
    def work(self) -> float:
        """Return how many sums it takes to look at all pairs."""
        return float(self.known.nnz) * self.size

    @property
    def most_by_topics(self) -> float:
        """Return how many times a pair can count by having all topics in common."""
        return 1.0 if self.profile is None else 1.0 + self.topics

    def fill(self, values: FloatTable, a: Ints, b: Ints, direct: Mask) -> None:
        """Fill in of some pairs what follows from the other signals; `direct` are those with common contacts."""
        self._add_activity(values, a, b, len(a))
        values[SIGNALS.index("degree")] *= direct
        if self.profile is not None and self.topics:
            alike = np.zeros(len(a))
            for first in range(0, len(a), _AT_ONCE):
                part = slice(first, first + _AT_ONCE)
                alike[part] = np.asarray((self.profile[a[part]] * self.profile[b[part]]).sum(axis=1)).ravel()
            for name in OWN:
                values[SIGNALS.index(name)] *= 1 + self.topics * alike

    def _ways(self, part: slice, first: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        """Return the ways over two go-betweens as a dense table: most pairs have some, and so it is far quicker.

        The ways over the first go-between are worked out for these actors alone: those of all are a dozen gigabytes.
        """
        to = csr_array(self.ways.to[part] @ self.ways.onward).astype(np.float32)
        return np.ascontiguousarray(np.asarray(self._back[first:] @ np.ascontiguousarray(to.todense().T)).T)

    def _add_activity(self, values: FloatTable, a: Ints, b: Ints, direct: int) -> None:
        """Fill in what the two do by themselves, and both together."""
        at = {name: i for i, name in enumerate(SIGNALS)}
        both = np.sqrt(self.active[a] * self.active[b])
        values[at["degree"], :direct] = (self.degree[a] * self.degree[b])[:direct]
        values[at["active"]] = both
        values[at["lively_near"]] = values[at["near"]] * both
        values[at["lively_ways"]] = values[at["ways"]] * np.sqrt(both)

    def _add_topics(self, values: FloatTable, part: slice, a: Ints, b: Ints) -> None:
        """Count pairs more that deal with the same."""
        if self.profile is None or not self.topics:
            return
        alike = np.asarray(csr_array(self.profile[part] @ self.profile.T).todense(), dtype=np.float64)
        more = 1 + self.topics * alike[a, b]
        for name in OWN:
            values[SIGNALS.index(name)] *= more


def _product(step: _Step, part: slice, first: int) -> csr_array:
    """Return the ways of two steps of some actors; tables of one pattern give products of one, in the same order."""
    onward = step.onward[:, first:] if first else step.onward
    return csr_array(step.to[part] @ onward)


def _held_back(table: csr_array, restraint: float) -> csr_array:
    """Return a table in which each go-between passes on less the more they have."""
    strength = np.asarray(table.sum(axis=1), dtype=np.float64).ravel()
    factor = np.where(strength > 0, np.maximum(strength, 1e-12) ** -restraint, 0.0)
    found = csr_array(diags_array(factor) @ table)
    found.sort_indices()  # the product leaves them in another order, and the places of all products have to agree
    return found


def _faded(meetings: Meetings, day: date, half_life: float) -> Floats:
    age = np.where(meetings.day > 0, day.toordinal() - meetings.day, 0) / 365.25
    return np.asarray(0.5 ** np.minimum(age / half_life, _OLDEST), dtype=np.float64)


def _together(meetings: Meetings, day: date, scoring: Scoring) -> csr_array:
    """Return how often each two met, what is long ago counting little."""
    small = meetings.small(scoring.largest_event)
    table = small.table()
    by_event = np.zeros(table.shape[0])
    by_event[small.event] = _faded(small, day, _FRESH)
    found = csr_array(table.T @ diags_array(by_event) @ table)
    found.setdiag(0)
    found.eliminate_zeros()
    found.sort_indices()
    return found


def _activity(meetings: Meetings, day: date, scoring: Scoring) -> Floats:
    """Return how often each actor was anywhere, what is long ago counting little."""
    small = meetings.small(scoring.largest_event)
    found = np.bincount(small.actor, weights=_faded(small, day, _FRESH), minlength=len(meetings.actors))
    return np.asarray(found, dtype=np.float64)
