"""What falls apart when a node goes: the blocks of Hopcroft and Tarjan (1973) hang together in a tree."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from scipy.sparse.csgraph import connected_components

from graph.analysis.interop import to_rustworkx
from graph.analysis.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Cut:
    """A node and the pieces its part would fall into, the largest first; at least two.

    The nodes of a piece stand in the order of the graph.
    """

    node: str
    pieces: tuple[tuple[str, ...], ...]


def sizes_without(graph: TieGraph) -> dict[int, list[int]]:
    """Return for each node without which its part falls apart the sizes of the pieces, the smallest first.

    >>> sizes_without(TieGraph.from_edges("abcd", [("a", "b", 1.0), ("b", "c", 1.0), ("c", "d", 1.0)]))
    {1: [1, 2], 2: [1, 2]}
    """
    network = to_rustworkx(graph)
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


def cut(graph: TieGraph, node: int) -> Cut:
    """Return the pieces of its part without a node."""
    part = np.asarray(connected_components(graph.matrix, directed=False)[1])
    inside = np.flatnonzero(part == part[node])
    others = inside[inside != node]
    piece = np.asarray(connected_components(graph.matrix[others][:, others], directed=False)[1])
    named = [tuple(graph.ids[i] for i in others[piece == number].tolist()) for number in np.unique(piece)]
    return Cut(graph.ids[node], tuple(sorted(named, key=lambda members: (-len(members), members))))
