"""Ties summed up: each pair once, with what all its reasons count together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

import numpy as np

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Floats, Ints, Mask, Places


@dataclass(frozen=True, slots=True)
class Summed:
    """Each pair once: its ends, its strength, the same without fading, and the last day known (the day if none)."""

    a: Places
    b: Places
    value: Floats
    full: Floats
    day: Places

    def __len__(self) -> int:
        return len(self.a)

    def take(self, rows: Mask | Ints) -> "Summed":
        """Return some of the pairs."""
        return Summed(*(getattr(self, column.name)[rows] for column in fields(self)))

    def places(self, a: Places, b: Places) -> Ints:
        """Return where pairs are among these, -1 where they are not; all are in order, a < b."""
        low, high = (np.searchsorted(self.a, a, side=side) for side in ("left", "right"))
        end = high.copy()
        while (searched := low < high).any():
            middle = (low + high) // 2
            before = searched & (self.b[np.minimum(middle, len(self.b) - 1)] < b)
            low, high = np.where(before, middle + 1, low), np.where(searched & ~before, middle, high)
        known = low < end
        known[known] = self.b[low[known]] == b[known]
        return np.where(known, low, -1).astype(np.int64)

    def without(self, rows: Pairs, left_out: Mask, as_of: date) -> "Summed":
        """Return what is left without some of the rows these are the sums of; rows are in order."""
        new = begins(rows.a, rows.b)
        at = np.flatnonzero(new)
        out = np.flatnonzero(left_out)
        touched = np.zeros(len(at), dtype=np.bool_)
        touched[np.searchsorted(at, out, side="right") - 1] = True
        counts = np.diff(np.append(at, len(rows)))
        again = np.repeat(touched, counts) & ~left_out
        return merged(self.take(np.flatnonzero(~touched)), summed(rows, as_of, again))

    @classmethod
    def joined(cls, parts: Sequence["Summed"]) -> Self:
        """Return the pairs of all parts."""
        return cls(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(cls)))


def summed(rows: Pairs, as_of: date, kept: Mask | None = None) -> Summed:
    """Return the rows of each pair in one, of those kept where it says so; rows are in order. What has no date goes on.

    >>> from graph.analysis.pairs import Pairs
    >>> one, two = np.array([0, 0]), np.array([1, 1])
    >>> day, worth = np.array([5, 0]), np.array([1.0, 2.0])
    >>> found = summed(Pairs.make(one, two, "event", value=worth, full=worth, day=day, one=one), date.fromordinal(9))
    >>> found.value.tolist(), found.day.tolist()
    ([3.0], [9])
    """
    columns = [getattr(rows, column.name) for column in fields(Summed)]
    a, b, value, full, day = columns if kept is None or kept.all() else (column[kept] for column in columns)
    if not len(a):
        return Summed(a, b, value, full, day)
    new = begins(a, b)
    at = np.flatnonzero(new)
    found = Summed(a[at], b[at], value[at], full[at], _known_or(day[at], as_of))
    more = np.flatnonzero(~new)  # most pairs have one row
    if len(more):
        pair = np.searchsorted(at, more, side="right") - 1
        np.add.at(found.value, pair, value[more])
        np.add.at(found.full, pair, full[more])
        np.maximum.at(found.day, pair, _known_or(day[more], as_of))
    return found


def _known_or(day: Places, as_of: date) -> Places:
    return np.where(day > 0, day, np.int32(as_of.toordinal()))


def merged(one: Summed, other: Summed) -> Summed:
    """Return the pairs of two, each in order, of which no pair is in both."""
    n = max(int(x.b.max(initial=0)) for x in (one, other)) + 1
    keys, more = (x.a.astype(np.int64) * n + x.b for x in (one, other))
    at = np.searchsorted(keys, more)
    return Summed(*(np.insert(getattr(one, c.name), at, getattr(other, c.name)) for c in fields(Summed)))


def begins(a: Places, b: Places) -> Mask:
    """Return which rows are the first of their pair; rows are in order."""
    new = np.ones(len(a), dtype=np.bool_)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return new
