"""Communities by the Louvain method (Blondel et al. 2008). One thread and a fixed seed make the result repeat.

Names are drawn from what sets a community apart: topics and regions its members name more often than others.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.interop import to_networkit
from graph.analysis.snapshot import Floats, Ints
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
    m = graph.matrix
    known = csr_array((np.ones(m.nnz), m.indices, m.indptr), shape=m.shape)
    to_one, to_other = csr_array(known[:, rows]), csr_array(known[:, columns])
    direct = csr_array(known[rows][:, columns])
    pairs = _sums(to_one) * _sums(to_other) - _sums(csr_array((to_one @ direct) * to_other))
    both = set(rows) & set(columns)
    pairs -= _sums(csr_array(known[:, sorted(both)])) if both else 0
    found = [(graph.ids[i], int(pairs[i])) for i in np.flatnonzero(pairs > 0)]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _sums(matrix: csr_array) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def describe(network: Network, graph: TieGraph, parts: Ints) -> list[Community]:
    """Return the communities of two and more members with what they are about, the largest first."""
    strength = _sums(graph.matrix)
    order = sorted(range(graph.size), key=lambda i: (-strength[i], graph.ids[i]))
    members: dict[int, list[str]] = {}
    for i in order:
        members.setdefault(int(parts[i]), []).append(graph.ids[i])
    large = [found for _, found in sorted(members.items()) if len(found) > 1]
    topics, regions = (_telling(network, large, kind) for kind in ("DEALS_WITH", "ACTIVE_IN"))
    return [Community(tuple(m), t, r) for m, t, r in zip(large, topics, regions, strict=True)]


def _telling(network: Network, groups: Sequence[Sequence[str]], kind: str) -> list[tuple[str, ...]]:
    """Return for each group up to two topics (or regions) that more of its members have than members of others."""
    counts = [Counter(end for node in group for end in _ends(network, node, kind)) for group in groups]
    total: Counter[str] = sum(counts, Counter())
    everybody = sum(map(len, groups))
    return [_best(found, len(group), total, everybody) for found, group in zip(counts, groups, strict=True)]


def _best(found: Counter[str], size: int, total: Mapping[str, int], everybody: int) -> tuple[str, ...]:
    def weight(end: str) -> float:
        return found[end] * math.log1p((found[end] / size) / (total[end] / everybody))

    return tuple(sorted(found, key=lambda end: (-weight(end), end))[:2])


def _ends(network: Network, node: str, kind: str) -> set[str]:
    """Return the topics or regions of a node; a person also has those of the organisations it belongs to."""
    around = network.around(node)
    own = {r.end for r in around if r.type == kind and r.start == node}
    if own or network.nodes[node].label != "Person":
        return own
    places = (r.end for r in around if r.type in BELONGS and r.start == node)
    return {r.end for place in places for r in network.around(place) if r.type == kind and r.start == place}
