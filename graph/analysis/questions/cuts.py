"""What falls apart when a node goes: Hopcroft and Tarjan (1973), with the size of each piece."""

from dataclasses import dataclass

from graph.analysis.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Cut:
    """A node and the pieces its part would fall into, the largest first; at least two.

    The nodes of a piece stand in the order of the graph.
    """

    node: str
    pieces: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Walk:
    order: list[int]
    at: list[int]
    low: list[int]
    size: list[int]
    cuts: dict[int, list[int]]
    root: list[int]


def sizes_without(graph: TieGraph) -> tuple[_Walk, dict[int, list[int]]]:
    """Return the walk, and for each node without which its part falls apart the sizes of the pieces."""
    walk = _walk(graph)
    found = {}
    for node, children in walk.cuts.items():
        sizes = [walk.size[c] for c in children]
        rest = walk.size[walk.root[node]] - 1 - sum(sizes)
        if len(pieces := [*sizes, rest] if rest else sizes) > 1:
            found[node] = pieces
    return walk, found


def cut(graph: TieGraph, walk: _Walk, node: int) -> Cut:
    """Return the pieces without a node."""
    inside = [walk.order[walk.at[c] : walk.at[c] + walk.size[c]] for c in walk.cuts[node]]
    root = walk.root[node]
    everybody = walk.order[walk.at[root] : walk.at[root] + walk.size[root]]
    taken = {node, *(i for piece in inside for i in piece)}
    pieces = [*inside, [i for i in everybody if i not in taken]]
    named = (tuple(graph.ids[i] for i in sorted(piece)) for piece in pieces if piece)  # numbers sort faster than ids
    return Cut(graph.ids[node], tuple(sorted(named, key=lambda piece: (-len(piece), piece))))


def _walk(graph: TieGraph) -> _Walk:
    n = graph.size
    pointer, ends = graph.matrix.indptr.tolist(), graph.matrix.indices.tolist()
    walk = _Walk([], [-1] * n, [0] * n, [1] * n, {}, [0] * n)
    following, parent = pointer[:-1], [-1] * n
    for start in range(n):
        if walk.at[start] >= 0:
            continue
        stack = [start]
        _enter(walk, start, start)
        while stack:
            node = stack[-1]
            if following[node] < pointer[node + 1]:
                other = ends[following[node]]
                following[node] += 1
                if walk.at[other] < 0:
                    parent[other] = node
                    _enter(walk, other, start)
                    stack.append(other)
                elif other != parent[node]:
                    walk.low[node] = min(walk.low[node], walk.at[other])
            else:
                stack.pop()
                _leave(walk, node, parent[node])
    return walk


def _enter(walk: _Walk, node: int, root: int) -> None:
    walk.at[node] = walk.low[node] = len(walk.order)
    walk.order.append(node)
    walk.root[node] = root


def _leave(walk: _Walk, node: int, parent: int) -> None:
    if parent < 0:
        return
    walk.size[parent] += walk.size[node]
    walk.low[parent] = min(walk.low[parent], walk.low[node])
    if walk.low[node] >= walk.at[parent]:
        walk.cuts.setdefault(parent, []).append(node)
