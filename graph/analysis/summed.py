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
    at = np.flatnonzero(begins(a, b))
    day = np.where(day > 0, day, np.int32(as_of.toordinal()))
    return Summed(a[at], b[at], np.add.reduceat(value, at), np.add.reduceat(full, at), np.maximum.reduceat(day, at))


def begins(a: Places, b: Places) -> Mask:
    """Return which rows are the first of their pair; rows are in order."""
    new = np.ones(len(a), dtype=np.bool_)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return new
