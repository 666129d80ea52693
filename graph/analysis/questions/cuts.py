"""What falls apart when a node goes: the blocks of Hopcroft and Tarjan (1973) hang together in a tree.

They are sought in two forests of the graph, which fall apart where it does, whatever node goes (Cheriyan, Kao and
Thurimella 1993, Scan-first search and sparse certificates): two ties a node instead of all.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from graph.analysis.interop import to_rustworkx
from graph.analysis.snapshot import Ints, Mask, Places
from graph.analysis.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Cut:
    """A node and the pieces its part would fall into: the sizes of all, the members of the largest and of the others.

    Pieces are the largest first, among equals the one with the first node; nodes are places, in their order.
    """

    node: int
    sizes: tuple[int, ...]
    largest: Ints
    others: tuple[Ints, ...]


def sizes_without(graph: TieGraph) -> dict[int, list[int]]:
    """Return for each node without which its part falls apart the sizes of the pieces, the smallest first.

    >>> sizes_without(TieGraph.from_edges("abcd", [("a", "b", 1.0), ("b", "c", 1.0), ("c", "d", 1.0)]))
    {1: [1, 2], 2: [1, 2]}
    """
    network = to_rustworkx(certificate(graph))
    cuts = set(rx.articulation_points(network))
    blocks: defaultdict[int, set[int]] = defaultdict(set)
    for ends, block in rx.biconnected_components(network).items():
        blocks[block].update(ends)
    tree: defaultdict[int, list[int]] = defaultdict(list)  # of cut nodes, and of blocks as numbers below zero
    for block, members in blocks.items():
        for node in members & cuts:
            tree[node].append(~block)
            tree[~block].append(node)
    own = {place: 1 if place >= 0 else len(blocks[~place] - cuts) for place in tree}
    return {node: sorted(sizes) for node, sizes in sorted(_branches(tree, own).items()) if node >= 0}


def certificate(graph: TieGraph) -> TieGraph:
    """Return two forests of a graph: without any one node they fall apart into what the graph does.

    The second is one of what the first leaves over; both go by breadth, so each node is looked at as a whole.
    """
    m = graph.matrix
    row = np.repeat(np.arange(graph.size, dtype=np.int32), np.diff(m.indptr))
    first = _in_forest(m, row)
    left = np.flatnonzero(~first).astype(np.int64)
    second = _in_forest(_table(m, row, left), row[left])
    return TieGraph(graph.ids, _table(m, row, np.sort(np.concatenate([np.flatnonzero(first), left[second]]))))


def _table(m: csr_array, row: Places, kept: Ints) -> csr_array:
    """Return the ties of a table at some places, which are in order."""
    at = np.concatenate([[0], np.cumsum(np.bincount(row[kept], minlength=m.shape[0]))]).astype(np.int32)
    return csr_array((m.data[kept], m.indices[kept], at), shape=m.shape)


def _in_forest(m: csr_array, row: Places) -> Mask:
    """Return which ties of a table are in a forest by breadth: from a root before one node of each part."""
    n = m.shape[0]
    roots = np.unique(connected_components(m, directed=False)[1], return_index=True)[1].astype(np.int32)
    indices = np.concatenate([m.indices.astype(np.int32), roots])
    at = np.append(m.indptr, len(indices)).astype(np.int32)
    rooted = csr_array((np.ones(len(indices)), indices, np.append(at[:-1], at[-1])), shape=(n + 1, n + 1))
    above = breadth_first_order(rooted, n)[1][:n]
    return np.asarray((above[m.indices] == row) | (above[row] == m.indices), dtype=np.bool_)


def _branches(tree: dict[int, list[int]], own: dict[int, int]) -> dict[int, list[int]]:
    """Return for each place of a forest how much hangs on each of its neighbours, when every place counts its own."""
    parent: dict[int, int | None] = {}
    below, roots, found = dict(own), dict[int, int](), dict[int, list[int]]()
    for root in tree:
        if root in parent:
            continue
        parent[root] = None
        order = [root]
        for place in order:
            roots[place] = root
            for other in tree[place]:
                if other != parent[place]:
                    parent[other] = place
                    order.append(other)
        for place in reversed(order):
            if (above := parent[place]) is not None:
                below[above] += below[place]
    for place, others in tree.items():
        rest = below[roots[place]] - below[place]
        found[place] = [rest if other == parent[place] else below[other] for other in others]
    return found


class Cutter:
    """Takes single nodes out of a graph."""

    def __init__(self, graph: TieGraph) -> None:
        self._graph = graph
        self._part = np.asarray(connected_components(graph.matrix, directed=False)[1])

    def cut(self, node: int, sizes: Sequence[int]) -> Cut:
        """Return the pieces of its part without a node; `sizes` are those of the pieces, the smallest first.

        Only the smaller pieces are gone through: where a way goes on after as many nodes as the second largest has,
        it is in the largest.
        """
        most, pieces, large = sizes[-2], list[set[int]](), set[int]()
        for start in self._near(node):
            if start in large or any(start in piece for piece in pieces):
                continue
            seen = self._around(start, node, most, large)
            if seen is None:
                continue
            pieces.append(seen)
        found = [np.array(sorted(piece), dtype=np.int64) for piece in pieces]
        if len(found) < len(sizes):
            gone = np.concatenate([[node], *found])
            inside = np.flatnonzero(self._part == self._part[node])
            found.append(np.setdiff1d(inside, gone, assume_unique=True).astype(np.int64))
        found.sort(key=lambda piece: (-len(piece), int(piece[0])))
        return Cut(node, tuple(map(len, found)), found[0], tuple(found[1:]))

    def _near(self, node: int) -> list[int]:
        m = self._graph.matrix
        near: list[int] = m.indices[m.indptr[node] : m.indptr[node + 1]].tolist()
        return near

    def _around(self, start: int, without: int, most: int, large: set[int]) -> set[int] | None:
        """Return the piece a node is in, None where it has more nodes than `most`; these are noted in `large`."""
        seen, waiting = {start}, [start]
        for place in waiting:  # grows while it is gone through
            for other in self._near(place):
                if other == without or other in seen:
                    continue
                seen.add(other)
                waiting.append(other)
                if len(seen) > most or other in large:
                    large |= seen
                    return None
        return seen
