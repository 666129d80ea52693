"""What ties organisations, summed up, without a row for each reason: two large ones have millions of them.

Two organisations are tied by the ties of their people. With E the ties of people, each once, and P who belongs where,
the sums are those of P'EP and its transpose, products of sparse tables; only what people share inside an organisation
does not count for all of theirs, and is gone through row by row, with what organisations share themselves. Strengths
are exact (see `sharing.exact`), so it does not matter in which order they are added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.pairs import Pairs, pairs_within
from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.summed import Summed

_AT_ONCE = 4_000_000  # pairs that are looked up at once, more only of one organisation


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
        """Return what ties each person to the people of one organisation, which is one of theirs.

        Only pairs of one organisation are looked up: it has far fewer than its people have ties.
        """
        n, apart = self.there.shape[0], self.apart
        order = np.lexsort((people, houses))
        ties, found = apart.a.astype(np.int64) * n + apart.b, np.zeros(len(people))
        for i, j in _pairs_in(houses[order]):
            one, other = people[order[i]], people[order[j]]
            keys = np.minimum(one, other) * n + np.maximum(one, other)
            at = np.minimum(np.searchsorted(ties, keys), len(ties) - 1)
            value = np.where(ties[at] == keys, apart.value[at], 0.0) if len(ties) else np.zeros(len(keys))
            found += np.bincount(order[i], value, len(people)) + np.bincount(order[j], value, len(people))
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
    flipped = csr_array(table.T)  # its columns are in order, and so are those of what is flipped again
    both = csr_array(csr_array(flipped.T) + flipped)
    row = np.repeat(np.arange(both.shape[0], dtype=np.int32), np.diff(both.indptr))
    kept = row < both.indices
    at = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])[both.indptr].astype(np.int32)
    return csr_array((both.data[kept], both.indices[kept], at), shape=both.shape)


def _pairs_in(group: Ints) -> Iterator[tuple[Places, Places]]:
    """Yield the pairs of places that are in one group, so many at once; `group` is sorted."""
    begins = np.flatnonzero(np.append(True, group[1:] != group[:-1])) if len(group) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(begins, len(group))).astype(np.int64)
    part = np.cumsum(sizes * sizes) // _AT_ONCE
    for begin, end in pairwise([*np.flatnonzero(np.diff(part, prepend=-1)), len(begins)]):
        first, last = begins[begin], begins[end] if end < len(begins) else len(group)
        i, j = pairs_within(group[first:last], len(group))
        yield (i + first).astype(np.int32), (j + first).astype(np.int32)
