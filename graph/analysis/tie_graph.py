"""A graph of ties as a sparse symmetric matrix of strengths; every metric is computed on one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.sparse import coo_array, csr_array

from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.summed import Summed


@dataclass(frozen=True, slots=True)
class TieGraph:
    """Ids of the nodes and the strengths of their ties: symmetric, zero on the diagonal, indices sorted."""

    ids: tuple[str, ...]
    matrix: csr_array

    @classmethod
    def from_edges(cls, ids: Sequence[str], edges: Iterable[tuple[str, str, float]]) -> Self:
        """Return a graph of undirected edges; those between the same two add up, loops are left out.

        >>> TieGraph.from_edges(["a", "b", "c"], [("a", "b", 2.0), ("b", "a", 1.0)]).matrix.toarray().tolist()
        [[0.0, 3.0, 0.0], [3.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
        """
        place = {node: i for i, node in enumerate(ids)}
        rows = [(place[a], place[b], w) for a, b, w in edges if a != b]
        a, b, w = np.array(rows, dtype=np.float64).reshape(-1, 3).T
        return cls(tuple(ids), _symmetric(a.astype(np.int64), b.astype(np.int64), w, len(ids)))

    @classmethod
    def of(cls, ids: Sequence[str], rows: Iterable[Summed], wanted: Mask, least: float = 0.0) -> Self:
        """Return the graph of the wanted nodes; no pair is in two of the rows, and the ties may be of others as well.

        Ties that are weaker than `least` are left out.
        """
        kept = np.flatnonzero(wanted).tolist()
        place = np.full(len(ids), -1, dtype=np.int32)
        place[kept] = np.arange(len(kept))
        chosen = [_chosen(some, wanted, least) for some in rows]
        a, b, w = (np.concatenate(columns) for columns in zip(*chosen, strict=True))
        return cls(tuple(ids[i] for i in kept), _symmetric(place[a], place[b], w, len(kept)))

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.ids)

    @property
    def ties(self) -> int:
        """The number of ties."""
        return int(self.matrix.nnz // 2)

    def at_least(self, strength: float) -> Self:
        """Return the graph without its weaker ties; all nodes stay."""
        m, strong = self.matrix, self.matrix.data >= strength
        at = np.concatenate([[0], np.cumsum(strong, dtype=np.int64)])[m.indptr].astype(m.indptr.dtype)
        return type(self)(self.ids, csr_array((m.data[strong], m.indices[strong], at), shape=m.shape))

    def among(self, wanted: Iterable[str]) -> Self:
        """Return the graph of some of the nodes."""
        chosen = frozenset(wanted)
        kept = [i for i, node in enumerate(self.ids) if node in chosen]
        matrix = csr_array(self.matrix[kept][:, kept])
        matrix.sort_indices()
        return type(self)(tuple(self.ids[i] for i in kept), matrix)

    def edges(self) -> tuple[Ints, Ints, Floats]:
        """Return each tie once: the places of its ends, the lower first, and its strength."""
        full = self.matrix.tocoo()
        upper = full.row < full.col
        return full.row[upper].astype(np.int64), full.col[upper].astype(np.int64), full.data[upper]

    def edge_list(self) -> list[tuple[int, int, float]]:
        """Return the same as `edges`, tie by tie."""
        a, b, w = self.edges()
        return list(zip(a.tolist(), b.tolist(), w.tolist(), strict=True))


def _symmetric(a: Ints | Places, b: Ints | Places, w: Floats, n: int) -> csr_array:
    one_way = csr_array(coo_array((w, (a, b)), shape=(n, n)))
    one_way.sum_duplicates()
    return csr_array(one_way + csr_array(one_way.T))


def _chosen(rows: Summed, wanted: Mask, least: float) -> tuple[Places, Places, Floats]:
    strong = np.flatnonzero(rows.value >= least) if least else np.arange(len(rows))
    a, b = rows.a[strong], rows.b[strong]
    inside = wanted[a] & wanted[b]
    return a[inside], b[inside], rows.value[strong[inside]]
