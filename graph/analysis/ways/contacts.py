"""The contacts between people as arrays, in which ways are searched.

A contact is a pair of people with all they share; its strength is that of their tie. It is 1/strength long, so that two
strong contacts are shorter than a weak one, and each step adds something of its own, since every introduction is work.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Floats, Ints, Places
from graph.analysis.strengths import Strengths

_ALMOST = 1 - 1e-9  # sums are rounded


@dataclass(frozen=True, slots=True)
class Contacts:
    """`rows[first[c]:first[c + 1]]` are the reasons of contact c between `a[c]` and `b[c]`, strongest first.

    Contacts are in the order of their ends; `strength` is what the reasons of each add up to. The neighbours of node i
    are `end[start[i]:start[i + 1]]`, through the contacts `contact[start[i]:start[i + 1]]`, the strongest first.
    """

    rows: Pairs
    as_of: int
    first: Ints
    a: Places
    b: Places
    strength: Floats
    start: Ints
    end: Ints
    contact: Ints

    @classmethod
    def of(cls, strengths: Strengths) -> "Contacts":
        """Return the contacts of a day."""
        rows, n = strengths.people, len(strengths.snapshot.ids)
        new = np.ones(len(rows), dtype=np.bool_)
        new[1:] = (rows.a[1:] != rows.a[:-1]) | (rows.b[1:] != rows.b[:-1])
        first = np.flatnonzero(new)
        a, b = rows.a[first], rows.b[first]
        strength = np.add.reduceat(rows.value, first) if len(first) else np.zeros(0)
        strongest = np.argsort(-strength, kind="stable")  # so are the neighbours of each then
        sides = np.concatenate([a[strongest], b[strongest]]), np.concatenate([b[strongest], a[strongest]])
        falling = np.concatenate([np.arange(len(first)), np.arange(len(first))])
        order = np.lexsort((falling, sides[0]))
        return cls(
            rows,
            strengths.as_of.toordinal(),
            np.append(first, len(rows)).astype(np.int64),
            a,
            b,
            np.asarray(strength, dtype=np.float64),
            np.concatenate([[0], np.cumsum(np.bincount(sides[0], minlength=n))]).astype(np.int64),
            sides[1][order].astype(np.int64),
            np.concatenate([strongest, strongest])[order].astype(np.int64),
        )

    def __len__(self) -> int:
        return len(self.a)

    def reasons(self, contacts: Ints) -> tuple[Ints, Ints]:
        """Return the places of the reasons of some contacts, and where in these each contact begins."""
        begin, counts = self.first[contacts], self.first[contacts + 1] - self.first[contacts]
        at = np.cumsum(counts) - counts
        return (np.arange(int(counts.sum())) + np.repeat(begin - at, counts)).astype(np.int64), at.astype(np.int64)

    def around(self, nodes: Ints, least: Floats | None = None) -> tuple[Ints, Ints]:
        """Return all places of `end` and `contact` that belong to some nodes, and to which of them.

        With `least` only those of contacts that are so strong, for each node.
        """
        begin = self.start[nodes]
        counts = (self.start[nodes + 1] if least is None else self._weaker(nodes, least * _ALMOST)) - begin
        which = np.repeat(np.arange(len(nodes)), counts)
        offset = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        return (begin[which] + offset).astype(np.int64), which.astype(np.int64)

    def _weaker(self, nodes: Ints, least: Floats) -> Ints:
        """Return for each node the place of its first contact that is weaker, by halving what is left of each."""
        low, high = self.start[nodes], self.start[nodes + 1]
        while (open_ := np.flatnonzero(low < high)).size:
            middle = (low[open_] + high[open_]) // 2
            strong = self.strength[self.contact[middle]] >= least[open_]
            low[open_[strong]] = middle[strong] + 1
            high[open_[~strong]] = middle[~strong]
        return low

    def between(self, one: int, other: int) -> int:
        """Return the contact of two people, -1 where none is known."""
        low, high = min(one, other), max(one, other)
        begin, end = np.searchsorted(self.a, np.array([low, low + 1], dtype=self.a.dtype)).tolist()
        at = begin + int(np.searchsorted(self.b[begin:end], self.b.dtype.type(high)))
        return at if at < end and self.b[at] == high else -1
