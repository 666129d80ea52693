"""What ties organisations, summed up, without a row for each reason: two large ones have millions of them.

Two organisations are tied by the ties of their people. With E the ties of people and P who belongs where, the sums are
P'EP, a product of sparse tables; only what people share inside an organisation does not count for all of theirs, and is
gone through row by row, with what organisations share themselves.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.summed import Summed


@dataclass
class HouseTies:
    """Ties of organisations: by `apart`, the ties of people met outside of any, and by `rows`.

    `there` has a one where the person of a row belongs to the organisation of a column.
    """

    apart: Summed
    there: csr_array
    rows: Pairs

    @cached_property
    def reached(self) -> csr_array:
        """What ties each person to the people of each organisation: its strength, and as imaginary part undimmed."""
        return self._to_houses(self.apart.value + 1j * self.apart.full)

    @cached_property
    def table(self) -> csr_array:
        """What ties each two organisations, as in `reached`, the lower one being the row."""
        n = self.there.shape[0]
        between = _upper(csr_array(self.there.T @ self.reached))
        rows = csr_array((self.rows.value + 1j * self.rows.full, (self.rows.a, self.rows.b)), shape=(n, n))
        found = csr_array(between + rows)
        found.sort_indices()
        return found

    def later(self, day: int) -> csr_array:
        """Return a table of the organisations that had to do with each other on a day or after it, or without a day."""
        n, fresh = self.there.shape[0], self.apart.day >= day
        between = _upper(csr_array(self.there.T @ self._to_houses(fresh.astype(np.float64), fresh)))
        late = (self.rows.day >= day) | (self.rows.day == 0)
        rows = csr_array((np.ones(int(late.sum())), (self.rows.a[late], self.rows.b[late])), shape=(n, n))
        return csr_array(between + rows)

    def _to_houses(self, weight: Floats, kept: Mask | None = None) -> csr_array:
        n = self.there.shape[0]
        a, b = self.apart.a, self.apart.b
        if kept is not None:
            a, b, weight = a[kept], b[kept], weight[kept]
        at = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(a, minlength=n), out=at[1:])
        one_way = csr_array((weight, b, at), shape=(n, n))
        found = csr_array(csr_array(one_way + one_way.T) @ self.there)
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
        n = self.there.shape[0]
        table = csr_array(self.reached[people].real)
        row = np.repeat(np.arange(len(people)), np.diff(table.indptr))
        table.data[table.indices == houses[row]] = 0.0
        own, person, other, value = self.through
        keys = houses * n + people
        order = np.argsort(keys)
        at = np.searchsorted(keys, own * n + person, sorter=order)
        place = order[np.minimum(at, len(order) - 1)] if len(order) else at
        known = keys[place] == own * n + person if len(order) else np.zeros(len(own), dtype=np.bool_)
        more = csr_array((value[known], (place[known], other[known])), shape=table.shape)
        found = csr_array(table + more)
        found.eliminate_zeros()
        return found


def _upper(table: csr_array) -> csr_array:
    """Return what stands above the diagonal."""
    full = table.tocoo()
    kept = full.row < full.col
    found = csr_array((full.data[kept], (full.row[kept], full.col[kept])), shape=full.shape)
    found.sort_indices()
    return found
