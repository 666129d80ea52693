"""The ties of some nodes with all others: the rows that `Strengths` has for them, without those of everybody else."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from graph.analysis.pairs import LARGEST_GROUP, Whole
from graph.analysis.snapshot import Ints, Mask, Places
from graph.analysis.strengths import Strengths


class NearStrengths(Strengths):
    """Ties of which at least one end is one of some nodes (places in the arrays).

    With `through_people` there are the ties of the people of these organisations as well, which tie organisations.
    """

    def __init__(self, whole: Strengths, nodes: Iterable[int], *, through_people: bool = False) -> None:
        super().__init__(whole.snapshot, whole.as_of, whole.known_at, whole.weights)
        self.__dict__["spans"] = whole.spans
        self._near = np.zeros(len(whole.snapshot.ids), dtype=np.bool_)
        self._near[list(nodes)] = True
        self._through_people = through_people

    @cached_property
    def _wanted(self) -> Mask:
        """Which nodes are looked at: people of the organisations among them, where ties go through people."""
        if not self._through_people:
            return self._near
        s, found = self.snapshot, self._near.copy()
        rows = self._present
        found[s.start[rows][self._near[s.end[rows]]]] = True
        return found

    def _stated(self, label: str, type_: str) -> Ints:
        rows, s = self._facts(label, type_), self.snapshot
        return np.asarray(rows[self._wanted[s.start[rows]] | self._wanted[s.end[rows]]], dtype=np.int64)

    def _in_groups(self, rows: Ints) -> Ints:
        s = self.snapshot
        joined = np.zeros(len(s.ids), dtype=np.bool_)
        joined[s.end[rows][self._wanted[s.start[rows]]]] = True
        return np.asarray(rows[joined[s.end[rows]]], dtype=np.int64)

    def _pairs(self, group: Whole, node: Whole) -> tuple[Places, Places]:
        return pairs_with(group, self._wanted[node])

    def _looked_at(self, a: Whole, b: Whole) -> Mask:
        return np.asarray(self._near[a] | self._near[b], dtype=np.bool_)


def pairs_with(group: Whole, chosen: Mask, size_limit: int = LARGEST_GROUP) -> tuple[Places, Places]:
    """Return the pairs of `pairs_within` of which one place is chosen; `group` is sorted.

    >>> [found.tolist() for found in pairs_with(np.array([1, 1, 1, 2]), np.array([False, True, False, True]))]
    [[0, 1], [1, 2]]
    """
    _, starts, which, sizes = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    ones = np.flatnonzero(chosen & (sizes[which] <= size_limit))
    counts, begins = sizes[which[ones]], starts[which[ones]]
    one = np.repeat(ones, counts)
    other = np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(len(one))
    kept = (one != other) & (~chosen[other] | (one < other))
    one, other = one[kept], other[kept]
    return np.minimum(one, other).astype(np.int32), np.maximum(one, other).astype(np.int32)
