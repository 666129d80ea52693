"""What ties organisations, summed up, without a row for each reason: two large ones have millions of them.

Two organisations are tied by the ties of their people. With E the ties of people, each once, and P who belongs where,
the sums are those of P'EP and its transpose, products of sparse tables; only what people share inside an organisation
does not count for all of theirs, and is gone through row by row, with what organisations share themselves. Strengths
are exact (see `sharing.exact`), so it does not matter in which order they are added.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.summed import Summed

_AT_ONCE = 4000  # people whose ties to organisations are put together at once


@dataclass
class HouseTies:
    """Ties of organisations: by `apart`, the ties of people met outside of any, and by `rows`.

    `there` has a one where the person of a row belongs to the organisation of a column.
    """

    apart: Summed
    there: csr_array
    rows: Pairs

    @property
    def table(self) -> csr_array:
        """What ties each two organisations, the lower one being the row; undimmed as imaginary part. It is not kept."""
        return csr_array(self.between + self._by_rows)

    @property
    def between(self) -> csr_array:
        """What ties each two organisations by ties of their people apart from any, as in `table`."""
        return both_sides(self._one_way(self.apart.value + 1j * self.apart.full), self.there)

    @property
    def _by_rows(self) -> csr_array:
        n = self.there.shape[0]
        found = csr_array((self.rows.value + 1j * self.rows.full, (self.rows.a, self.rows.b)), shape=(n, n))
        found.sort_indices()
        return found

    def later(self, day: int) -> csr_array:
        """Return a table of the organisations that had to do with each other on a day or after it, or without a day."""
        n, fresh = self.there.shape[0], self.apart.day >= day
        between = both_sides(self._one_way(np.ones(int(fresh.sum()), dtype=np.float32), fresh), self.there)
        late = (self.rows.day >= day) | (self.rows.day == 0)
        ones = np.ones(int(late.sum()), dtype=np.float32)
        return csr_array(between + csr_array((ones, (self.rows.a[late], self.rows.b[late])), shape=(n, n)))

    def _one_way(self, weight: Floats, kept: Mask | None = None) -> csr_array:
        """Return a table of the ties of people, each once, the lower one being the row."""
        a, b = (self.apart.a, self.apart.b) if kept is None else (self.apart.a[kept], self.apart.b[kept])
        return upper_table(a, b, weight, self.there.shape[0])

    @cached_property
    def _both_ways(self) -> tuple[csr_array, csr_array]:
        """The ties of people by the one and by the other end."""
        there = self._one_way(self.apart.value)
        return there, csr_array(there.T)

    def reached(self, people: Ints) -> csr_array:
        """Return what ties people to the people of each organisation."""
        one, other = (csr_array(table[people] @ self.there) for table in self._both_ways)
        found = csr_array(one + other)
        found.sort_indices()
        return found

    @cached_property
    def through(self) -> tuple[Ints, Ints, Ints, Floats]:
        """Return the rows that hang on a person, from both sides: organisation, its person, the other one, strength."""
        rows = self.rows.take(self.rows.p >= 0)
        own = np.concatenate([rows.a, rows.b]).astype(np.int64)
        person, other = np.concatenate([rows.p, rows.q]), np.concatenate([rows.b, rows.a])
        return own, person.astype(np.int64), other.astype(np.int64), np.concatenate([rows.value, rows.value])

    def brought(self, people: Ints, houses: Ints) -> csr_array:
        """Return for each person what their ties count for one of their organisations, with every other one."""
        table = self.reached(people)
        row = np.repeat(np.arange(len(people)), np.diff(table.indptr))
        table.data[table.indices == houses[row]] = 0.0
        place, other, value = self._through(people, houses)
        found = csr_array(table + csr_array((value, (place, other)), shape=table.shape))
        found.eliminate_zeros()
        return found

    def counted(self, people: Ints, houses: Ints) -> Floats:
        """Return for each person what their ties count for one of their organisations, all others taken together."""
        belongings = np.diff(self.there.indptr).astype(np.float64)
        a, b, value = self.apart.a, self.apart.b, self.apart.value
        n = self.there.shape[0]
        everywhere = np.bincount(a, value * belongings[b], n) + np.bincount(b, value * belongings[a], n)
        place, _, through = self._through(people, houses)
        return everywhere[people] - self._inside(people, houses) + np.bincount(place, through, len(people))

    def _inside(self, people: Ints, houses: Ints) -> Floats:
        """Return what ties each person to the people of one organisation."""
        order = np.argsort(people, kind="stable")
        parts = [order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE)]
        found = np.zeros(len(people))
        for part in parts:
            own, place = np.unique(people[part], return_inverse=True)
            found[part] = np.asarray(self.reached(own)[place, houses[part]], dtype=np.float64).ravel()
        return found

    def _through(self, people: Ints, houses: Ints) -> tuple[Ints, Ints, Floats]:
        """Return the rows that hang on people for their organisations: which of these, the other one, strength."""
        n = self.there.shape[0]
        own, person, other, value = self.through
        keys = houses * n + people
        order = np.argsort(keys)
        at = np.searchsorted(keys, own * n + person, sorter=order)
        place = order[np.minimum(at, len(order) - 1)] if len(order) else at
        known = keys[place] == own * n + person if len(order) else np.zeros(len(own), dtype=np.bool_)
        return place[known].astype(np.int64), other[known], value[known]


def both_sides(ties: csr_array, there: csr_array) -> csr_array:
    """Return what ties organisations by ties of people, the lower organisation being the row; nothing with itself."""
    one_way = csr_array(there.T.tocsr() @ csr_array(ties @ there))
    return _upper(one_way)


def upper_table(a: Places, b: Places, weight: Floats, n: int) -> csr_array:
    """Return a table of pairs that are in order."""
    at = np.zeros(n + 1, dtype=np.int32)
    np.cumsum(np.bincount(a, minlength=n), out=at[1:])
    return csr_array((weight, b, at), shape=(n, n))


def _upper(table: csr_array) -> csr_array:
    """Return what stands above the diagonal, and what stands below it besides."""
    row = np.repeat(np.arange(table.shape[0], dtype=np.int32), np.diff(table.indptr))
    column = table.indices
    parts = []
    for low, high, kept in ((row, column, row < column), (column, row, row > column)):
        part = csr_array((table.data[kept], (low[kept], high[kept])), shape=table.shape)
        part.sort_indices()
        parts.append(part)
    return csr_array(parts[0] + parts[1])
