"""The contacts between people as arrays, in which ways are searched.

A contact is a pair of people with all they share; its strength is that of their tie. It is 1/strength long, so that two
strong contacts are shorter than a weak one, and each step adds something of its own, since every introduction is work.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Floats, Ints, Places
from graph.analysis.strengths import Strengths
from graph.analysis.ways.settings import WaySettings

_WEAKEST = 1e-9


@dataclass(frozen=True, slots=True)
class Lengths:
    """How much each reason counts for a question, how long each contact is, and the occasion it mainly rests on.

    An occasion is the node both went through; a stated acquaintance is one of its own, with a number below all nodes.
    """

    value: Floats
    length: Floats
    occasion: Ints


@dataclass(frozen=True, slots=True)
class Contacts:
    """`rows[first[c]:first[c + 1]]` are the reasons of contact c between `a[c]` and `b[c]`, strongest first.

    The neighbours of node i are `end[start[i]:start[i + 1]]`, through the contacts `contact[start[i]:start[i + 1]]`.
    """

    rows: Pairs
    as_of: int
    first: Ints
    a: Places
    b: Places
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
        a, b, number = rows.a[first], rows.b[first], np.arange(1, len(first) + 1)
        ends = (np.concatenate([a, b]), np.concatenate([b, a]))
        matrix = csr_array(coo_array((np.concatenate([number, number]), ends), shape=(n, n)))
        matrix.sort_indices()
        return cls(
            rows,
            strengths.as_of.toordinal(),
            np.append(first, len(rows)).astype(np.int64),
            a,
            b,
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int64),
            (matrix.data - 1).astype(np.int64),
        )

    def __len__(self) -> int:
        return len(self.a)

    def values(self, settings: WaySettings, *, recent: bool, without: Iterable[int], silent: Ints) -> Floats:
        """Return what each reason counts; nothing where it goes through a node to avoid, or is of people to avoid."""
        value = self.rows.value
        if recent:
            years = (self.as_of - self.rows.day) / 365.25
            years = np.where(self.rows.day > 0, np.maximum(years, 0), settings.undated_years)
            value = value * 0.5 ** (years / settings.recent_half_life)
        avoided = np.fromiter(without, dtype=np.int64)
        if not len(avoided):
            return value
        a, b, via = self.rows.a, self.rows.b, self.rows.via
        return np.where(np.isin(via, avoided) | np.isin(a, silent) | np.isin(b, silent), 0.0, value)

    def measured(self, values: Floats, settings: WaySettings) -> Lengths:
        """Return the lengths of contacts whose reasons count this much; one with nothing left is infinitely long."""
        strength = self.strengths(values)
        length = np.where(strength > 0, settings.step + 1 / np.maximum(strength, _WEAKEST), np.inf)
        via = self.rows.via[self._strongest(values)]
        return Lengths(values, length, np.where(via >= 0, via, -1 - np.arange(len(self))).astype(np.int64))

    def _strongest(self, values: Floats) -> Ints:
        """Return for each contact its strongest reason; of equals, the first."""
        if values is self.rows.value or not len(self):
            return self.first[:-1]
        number = np.repeat(np.arange(len(self)), np.diff(self.first))
        at_most = np.flatnonzero(values == np.maximum.reduceat(values, self.first[:-1])[number])
        _, first = np.unique(number[at_most], return_index=True)
        return np.asarray(at_most[first], dtype=np.int64)

    def strengths(self, values: Floats) -> Floats:
        """Return the strength of each contact: the sum of its rows."""
        if not len(self):
            return np.zeros(0)
        return np.asarray(np.add.reduceat(values, self.first[:-1]), dtype=np.float64)

    def around(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return all places of `end` and `contact` that belong to some nodes, and to which of them."""
        counts = self.start[nodes + 1] - self.start[nodes]
        which = np.repeat(np.arange(len(nodes)), counts)
        offset = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        return (self.start[nodes][which] + offset).astype(np.int64), which.astype(np.int64)

    def between(self, one: int, other: int) -> int:
        """Return the contact of two people, -1 where none is known."""
        begin, end = int(self.start[one]), int(self.start[one + 1])
        at = begin + int(np.searchsorted(self.end[begin:end], other))
        return int(self.contact[at]) if at < end and self.end[at] == other else -1
