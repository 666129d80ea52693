"""Communities by the Louvain method (Blondel et al. 2008). One thread and a fixed seed make the result repeat.

Names are drawn from what sets a community apart: topics and regions its members name more often than others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.interop import to_networkit
from graph.analysis.snapshot import Floats, Ints, Snapshot, take_snapshot
from graph.analysis.tie_graph import TieGraph
from graph.model.schema import BELONGS
from graph.network import Network

_SEED = 20210316


@dataclass(frozen=True, slots=True)
class Community:
    """A community: its members, the best connected first, and the topics and regions that set it apart from others."""

    members: tuple[str, ...]
    topics: tuple[str, ...]
    regions: tuple[str, ...]


def partition(graph: TieGraph) -> Ints:
    """Return the number of each node's community; the largest is 0, and among equals the one with the first member."""
    if not graph.ties:
        return np.arange(graph.size, dtype=np.int64)
    import networkit as nk

    nk.setSeed(_SEED, False)
    nk.setNumberOfThreads(1)
    found = nk.community.PLM(to_networkit(graph, weighted=True), refine=True, par="none randomized").run()
    return _numbered(np.array(found.getPartition().getVector(), dtype=np.int64))


def _numbered(parts: Ints) -> Ints:
    _, first, place, sizes = np.unique(parts, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[place], dtype=np.int64)


def brokers(graph: TieGraph, one: Sequence[str], other: Sequence[str]) -> list[tuple[str, int]]:
    """Return who could introduce members of two groups, by how many pairs they know that do not know each other.

    Gould and Fernandez (1989) count brokerage so; the most pairs come first, those with none are left out.
    """
    place = {node: i for i, node in enumerate(graph.ids)}
    rows, columns = ([place[n] for n in group if n in place] for group in (one, other))
    known = _known(graph)
    ours, theirs = csr_array(known[rows]), csr_array(known[columns])
    direct = csr_array(ours[:, columns])
    n = graph.size
    pairs = _counts(ours, n) * _counts(theirs, n) - _counts(csr_array((direct @ theirs) * ours), n)
    both = sorted(set(rows) & set(columns))
    pairs -= _counts(csr_array(known[both]), n) if both else 0
    found = [(graph.ids[i], int(pairs[i])) for i in np.flatnonzero(pairs > 0)]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _known(graph: TieGraph) -> csr_array:
    m = graph.matrix
    return csr_array((np.ones(m.nnz), m.indices, m.indptr), shape=m.shape)


def _counts(table: csr_array, n: int) -> Floats:
    """Return what stands in each column of a table, added up."""
    return np.asarray(np.bincount(table.indices, weights=table.data, minlength=n), dtype=np.float64)


def _sums(matrix: csr_array) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def describe(network: Network, graph: TieGraph, parts: Ints, arrays: Snapshot | None = None) -> list[Community]:
    """Return the communities of two and more members with what they are about, the largest first.

    `arrays` are those of the network, where they are there.
    """
    strength = _sums(graph.matrix)
    order = np.lexsort((-strength, parts))  # places are in the order of ids
    sizes = np.bincount(parts) if len(parts) else np.zeros(0, dtype=np.int64)
    large = np.flatnonzero(sizes > 1)
    ends = np.cumsum(sizes)
    members = [order[ends[k] - sizes[k] : ends[k]] for k in large.tolist()]
    found = _Found(arrays or take_snapshot(network))
    place = {node: i for i, node in enumerate(found.arrays.ids)}
    groups = [np.array([place[graph.ids[i]] for i in some.tolist()], dtype=np.int64) for some in members]
    topics, regions = (_telling(found, groups, kind) for kind in ("DEALS_WITH", "ACTIVE_IN"))
    return [
        Community(tuple(found.arrays.ids[i] for i in m.tolist()), t, r)
        for m, t, r in zip(groups, topics, regions, strict=True)
    ]


@dataclass
class _Found:
    """What nodes are about, whenever it was."""

    arrays: Snapshot

    def of(self, kind: str) -> csr_array:
        """Return a table with a one for each topic or region of a node.

        A person without any has those of the organisations it belongs to.
        """
        own = self._table(kind)
        bare = self.arrays.has_label("Person") & (np.diff(own.indptr) == 0)
        through = csr_array(diags_array(bare.astype(np.float64)) @ self._table(*BELONGS) @ own)
        found = csr_array(own + through)
        found.data[:] = 1.0
        return found

    def _table(self, *types: str) -> csr_array:
        s, rows = self.arrays, self.arrays.is_type(*types)
        ends = s.start[rows], s.end[rows]
        found = csr_array((np.ones(len(ends[0])), ends), shape=(len(s.ids),) * 2)
        found.data[:] = 1.0
        return found


def _telling(found: _Found, groups: Sequence[Ints], kind: str) -> list[tuple[str, ...]]:
    """Return for each group up to two topics (or regions) that more of its members have than members of others."""
    table, everybody = found.of(kind), sum(map(len, groups))
    row = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    column = np.concatenate([np.zeros(0, dtype=np.int64), *groups])
    inside = csr_array((np.ones(len(row)), (row, column)), shape=(len(groups), table.shape[0]))
    counts = csr_array(inside @ table)
    total = np.asarray(counts.sum(axis=0)).ravel()
    told = []
    for k, group in enumerate(groups):
        own = slice(*counts.indptr[k : k + 2].tolist())
        ends, here = counts.indices[own], counts.data[own]
        weight = here * np.log1p((here / len(group)) / (total[ends] / everybody))
        told.append(tuple(found.arrays.ids[i] for i in ends[np.lexsort((ends, -weight))][:2].tolist()))
    return told
