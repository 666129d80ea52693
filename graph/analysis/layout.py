"""Where each actor stands on the map. An actor that has a place keeps it; new ones find theirs between neighbours.

The first layout is ForceAtlas2 (Jacomy et al. 2014, PLoS ONE 9(6)) as networkx has it, under a fixed seed, that of a
part too large for it pivot scaling; each connected part is laid out by itself and the parts are packed side by side.
"""

import math
from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph.model.schema import ON_MAP
from graph.network import Network

Positions = dict[str, tuple[float, float]]
_SEED = 20210316
_TOO_LARGE_FOR_FORCES = 2_000
_PIVOTS, _SMOOTHED = 24, 4  # pivots of a large part, and rounds in which nodes move towards their neighbours
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def place(network: Network) -> Positions:
    """Return a position for each node that belongs on a map; those of nodes that had one are unchanged."""
    on_map = [n for n in network.nodes.values() if n.label in ON_MAP]
    known = {n.id: n.position for n in sorted(on_map, key=lambda n: n.id) if n.position is not None}
    if len(known) == len(on_map):
        return known
    graph = _graph(network)
    if not known:
        return _rounded(_from_scratch(graph))
    return {**_rounded(_between_neighbours(graph, known)), **known}


def _graph(network: Network) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(n.id for n in network.nodes.values() if n.label in ON_MAP))
    edges = sorted({(r.start, r.end) for r in network.relations})
    graph.add_edges_from((a, b) for a, b in edges if a in graph and b in graph)
    return graph


def _from_scratch(graph: "nx.Graph[str]") -> Positions:
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    alone = [next(iter(part)) for part in parts if len(part) == 1]
    laid_out = [_forces(graph.subgraph(sorted(part))) for part in parts if len(part) > 1]
    if alone:
        laid_out.append(_grid(sorted(alone)))
    return _pack(laid_out)


def _forces(part: "nx.Graph[str]") -> Positions:
    """Return positions for one connected part, by forces, scaled so that each node has about the same room."""
    nodes = list(part)
    if len(nodes) > _TOO_LARGE_FOR_FORCES:
        return _pivoted(part)
    found = nx.forceatlas2_layout(
        part,
        pos=_start(nodes),
        max_iter=300 if len(nodes) <= 1000 else 100,
        scaling_ratio=4.0,
        gravity=1.0,
        seed=_SEED,
    )
    return _scaled({n: (float(found[n][0]), float(found[n][1])) for n in nodes})


def _start(nodes: list[str]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    random = np.random.default_rng(_SEED)
    return {n: random.uniform(-1, 1, 2) for n in nodes}


def _pivoted(part: "nx.Graph[str]") -> Positions:
    """Return positions for a large connected part, by its distances to some pivots far from each other.

    Brandes, U. and Pich, C. (2006): Eigensolver methods for progressive multidimensional scaling of large data. Then
    each node moves towards its neighbours, and crowded parts are given the room that empty ones have.
    """
    nodes = list(part)
    place = {node: i for i, node in enumerate(nodes)}
    ends = np.array([(place[a], place[b]) for a, b in part.edges], dtype=np.int64)
    both = np.concatenate([ends, ends[:, ::-1]])
    matrix = csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(len(nodes), len(nodes)))
    steps = _steps_to_pivots(matrix)
    squared = steps**2
    centred = -(squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()) / 2
    _, directions = np.linalg.eigh(centred.T @ centred)
    found = centred @ directions[:, :-3:-1]
    found *= np.sign(found[np.abs(found).argmax(axis=0), [0, 1]])  # a direction and its opposite are as good
    found += np.random.default_rng(_SEED).normal(0, 0.02, found.shape) * np.maximum(found.std(axis=0), 1e-9)
    mean = csr_array(matrix.multiply(1 / np.maximum(matrix.sum(axis=1), 1)[:, None]))
    for _ in range(_SMOOTHED):
        found = (found + mean @ found) / 2
    rank = found.argsort(axis=0).argsort(axis=0) / len(nodes) * 2 - 1
    spread = found / np.maximum(np.abs(found - np.median(found, axis=0)).max(axis=0), 1e-9)
    places = (rank + spread) / 2
    return _scaled({n: (float(x), float(y)) for n, (x, y) in zip(nodes, places, strict=True)})


def _steps_to_pivots(matrix: Any) -> Floats:
    """Return how many steps each node is from each pivot; the next pivot is one farthest from those before."""
    farthest, columns = 0, list[Floats]()
    nearest = np.full(matrix.shape[0], np.inf)
    for _ in range(_PIVOTS):
        steps = np.asarray(dijkstra(matrix, indices=[farthest], unweighted=True), dtype=np.float64)[0]
        columns.append(steps)
        nearest = np.minimum(nearest, steps)
        farthest = int(nearest.argmax())
    return np.stack(columns, axis=1)


def _scaled(positions: Positions) -> Positions:
    """Return the positions centred, in a square whose area grows with the number of nodes."""
    points = np.array(list(positions.values()))
    points = points - np.median(points, axis=0)
    reach = max(float(np.quantile(np.abs(points), 0.98)), 1e-9)
    points = np.clip(points / reach, -1.2, 1.2) * math.sqrt(len(points))
    return {n: (float(x), float(y)) for n, (x, y) in zip(positions, points, strict=True)}


def _grid(nodes: list[str]) -> Positions:
    columns = math.ceil(math.sqrt(len(nodes)))
    return {n: (2.0 * (i % columns), 2.0 * (i // columns)) for i, n in enumerate(nodes)}


def _pack(parts: Iterable[Positions]) -> Positions:
    """Return the positions of all parts, put side by side, the largest first."""
    result: Positions = {}
    right = 0.0
    for part in parts:
        left = min(x for x, _ in part.values())
        width = max(x for x, _ in part.values()) - left
        middle = sum(y for _, y in part.values()) / len(part)
        result |= {n: (x - left + right, y - middle) for n, (x, y) in part.items()}
        right += width + 3.0
    return result


def _between_neighbours(graph: "nx.Graph[str]", known: Positions) -> Positions:
    """Return places for new nodes: round the middle of their placed neighbours, those without any at the edge."""
    placed = dict(known)
    waiting = [n for n in graph if n not in known]
    while waiting:
        ready = [n for n in waiting if any(m in placed for m in graph[n])]
        if not ready:
            placed |= _at_the_edge(waiting, placed)
            break
        placed |= {n: _near([placed[m] for m in graph[n] if m in placed], n) for n in ready}
        waiting = [n for n in waiting if n not in placed]
    return {n: p for n, p in placed.items() if n not in known}


def _near(points: list[tuple[float, float]], node: str) -> tuple[float, float]:
    random = np.random.default_rng(list(node.encode()))
    angle, distance = random.uniform(0, 2 * math.pi), random.uniform(0.5, 1.5)
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return x + distance * math.cos(angle), y + distance * math.sin(angle)


def _at_the_edge(nodes: list[str], placed: Positions) -> Positions:
    right = max((x for x, _ in placed.values()), default=0.0) + 3.0
    bottom = min((y for _, y in placed.values()), default=0.0)
    return {n: (x + right, y + bottom) for n, (x, y) in _grid(nodes).items()}


def _rounded(positions: Positions) -> Positions:
    return {n: (round(x, 3), round(y, 3)) for n, (x, y) in positions.items()}
