"""All pairs of a network that share something, as arrays: who, through what, on which facts, how much it counts.

The rows of one pair add up to the strength of its tie; `ties.py` says the same of two people at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from graph.analysis.snapshot import Floats, Ints, Mask

KINDS = (
    "event",
    "colleagues",
    "body",
    "mixed",
    "acquaintance",
    "affiliation",
    "cooperation",
    "membership",
    "part",
    "funding",
    "succession",
    "shared_person",
    "people",
)
LARGEST_GROUP = 3000  # members; a pair of a larger one shares less than a thousandth of a small meeting


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of nodes and why they are tied, as columns of equal length: one row for each reason.

    `a` and `b` are the places of the two nodes, a < b. `kind` is the kind of reason, by its place in KINDS; `via` the
    event or organisation they share, -1 for none. `value` is what the reason counts as of the day, `full` what it
    would without fading, `day` when it was last known to hold (0: unknown). `one` and `other` are the facts it rests
    on. `p` and `q` are the people through whom organisations are tied, -1 where the nodes are tied themselves.
    """

    a: Ints
    b: Ints
    kind: Ints
    via: Ints
    value: Floats
    full: Floats
    day: Ints
    one: Ints
    other: Ints
    p: Ints
    q: Ints

    def __len__(self) -> int:
        return len(self.a)

    def take(self, rows: Mask | Ints) -> "Pairs":
        """Return the rows that a mask or a list of places picks."""
        return Pairs(*(getattr(self, column.name)[rows] for column in fields(self)))

    def ordered(self) -> "Pairs":
        """Return the rows sorted by pair, within it the strongest first."""
        code = self.a * (int(self.b.max(initial=0)) + 1) + self.b
        order = np.argsort(code)
        code = code[order]
        several = np.zeros(len(code), dtype=np.bool_)  # most pairs have one row: only the others are sorted by more
        several[1:] = code[1:] == code[:-1]
        several[:-1] |= several[1:]
        rows = order[several]
        keys = (rows, self.one[rows], self.via[rows], -self.value[rows], code[several])
        order[several] = rows[np.lexsort(keys)]
        return self.take(order.astype(np.int64))

    def between(self, a: int, b: int) -> "Pairs":
        """Return the rows of one pair; all rows must be in order."""
        low, high = min(a, b), max(a, b)
        start, end = np.searchsorted(self.a, [low, low + 1])
        first, last = start + np.searchsorted(self.b[start:end], [high, high + 1])
        return self.take(np.arange(first, last, dtype=np.int64))

    @classmethod
    def joined(cls, parts: Sequence["Pairs"]) -> Self:
        """Return the rows of all parts."""
        return cls(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(cls)))

    @classmethod
    def make(cls, a: Ints, b: Ints, kind: Ints | str, via: Ints | int = -1, **more: Ints | Floats) -> Self:
        """Return rows with the smaller end first; columns that are not given are unknown."""
        swapped = a > b
        n = len(a)
        empty = np.full(n, -1, dtype=np.int64)
        p, q = more.get("p", empty), more.get("q", empty)
        return cls(
            np.where(swapped, b, a).astype(np.int64),
            np.where(swapped, a, b).astype(np.int64),
            np.full(n, KINDS.index(kind), dtype=np.int64) if isinstance(kind, str) else kind,
            np.full(n, via, dtype=np.int64) if isinstance(via, int) else via,
            more["value"].astype(np.float64),
            more["full"].astype(np.float64),
            more["day"].astype(np.int64),
            more["one"].astype(np.int64),
            more.get("other", empty).astype(np.int64),
            np.where(swapped, q, p).astype(np.int64),
            np.where(swapped, p, q).astype(np.int64),
        )


def pairs_within(group: Ints, size_limit: int = LARGEST_GROUP) -> tuple[Ints, Ints]:
    """Return all pairs of places that are in one group, as two arrays; `group` is sorted.

    >>> [found.tolist() for found in pairs_within(np.array([1, 1, 1, 2]))]
    [[0, 0, 1], [1, 2, 2]]
    """
    _, starts, sizes = np.unique(group, return_index=True, return_counts=True)
    ones: list[Ints] = [np.zeros(0, dtype=np.int64)]
    others: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes):
        if 2 <= size <= size_limit:
            i, j = np.triu_indices(size, 1)
            at = starts[sizes == size][:, np.newaxis]
            ones.append((at + i).ravel().astype(np.int64))
            others.append((at + j).ravel().astype(np.int64))
    return np.concatenate(ones), np.concatenate(others)
