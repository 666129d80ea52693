"""Centralities (betweenness, closeness, PageRank, eigenvector), cores, cut vertices and bridges."""

from contextlib import suppress
from typing import Any

import networkx as nx
import numpy as np
import rustworkx as rx
from scipy.sparse.csgraph import connected_components, dijkstra

from graph.analysis.interop import to_networkit, to_networkx, to_rustworkx
from graph.analysis.snapshot import Floats, Mask
from graph.analysis.tie_graph import TieGraph

SMALL = 50  # nodes; below it networkx is as fast as any
EXACT = 1_000_000_000  # nodes times ties that are still worked out exactly, about a minute
SAMPLE = 400  # nodes shortest ways are counted from, above that
_SEED = 20210316
_ROUNDS, _CLOSE = 10_000, 1e-10  # those of networkx, so that slow graphs end alike


def betweenness(graph: TieGraph, exact: int = EXACT) -> tuple[Floats, str, int]:
    """Return the share of shortest ways between others that lead through each node; every tie is one step."""
    n = graph.size
    if n <= SMALL:
        return _in_order(graph, nx.betweenness_centrality(to_networkx(graph))), "networkx", 0
    if n * graph.ties <= exact:
        found = rx.betweenness_centrality(to_rustworkx(graph))
        return np.array([found[i] for i in range(n)]), "rustworkx", 0
    import networkit as nk

    nk.setSeed(_SEED, False)
    nk.setNumberOfThreads(1)
    estimate = nk.centrality.EstimateBetweenness(to_networkit(graph), SAMPLE, True, False).run()
    return np.array(estimate.scores()), "networkit", SAMPLE


def closeness(graph: TieGraph, exact: int = EXACT) -> tuple[Floats, str, int]:
    """Return how near each node is to all it can reach, after Wasserman and Faust (1994) for graphs in parts."""
    n = graph.size
    if n <= SMALL:
        return _in_order(graph, nx.closeness_centrality(to_networkx(graph))), "networkx", 0
    if n * graph.ties <= exact:
        nearness = rx.closeness_centrality(to_rustworkx(graph))
        return np.array([nearness[i] for i in range(n)]), "rustworkx", 0
    part = np.asarray(connected_components(graph.matrix, directed=False)[1])
    pivots = np.sort(np.random.default_rng(_SEED).choice(n, SAMPLE, replace=False))
    steps = dijkstra(graph.matrix, indices=pivots, unweighted=True)
    reached = np.isfinite(steps)
    mean = np.where(reached, steps, 0).sum(axis=0) / np.maximum(reached.sum(axis=0), 1)
    others = np.bincount(part)[part] - 1
    with np.errstate(divide="ignore"):
        values = np.where(mean > 0, 1 / mean, 0.0) * others / max(n - 1, 1)
    return values, "scipy", SAMPLE


def pagerank(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return how often somebody who follows ties at random, strong ones more often, comes by each node."""
    directed = to_rustworkx(graph).to_directed()
    found = rx.pagerank(directed, weight_fn=float, tol=1e-10, max_iter=1000)
    return np.array([found[i] for i in range(graph.size)]), "rustworkx", 0


def eigenvector(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return how strongly each node is tied to well-tied nodes (Bonacich 1972); the squares add up to one.

    Of parts apart only the most strongly tied counts. Where two are nearly as strong it takes ever so long to tell
    which: then less exactly.
    """
    network, close = to_rustworkx(graph), _CLOSE
    while True:
        with suppress(rx.FailedToConverge):
            found = rx.eigenvector_centrality(network, weight_fn=float, max_iter=_ROUNDS, tol=close)
            return np.array([found[i] for i in range(graph.size)]), "rustworkx", 0
        close *= 100


def core(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return for each node the largest k such that it belongs to a part in which everybody has k ties or more."""
    found: Any = rx.core_number(to_rustworkx(graph))  # its stub says int
    return np.array([float(found[i]) for i in range(graph.size)]), "rustworkx", 0


def articulation_points(graph: TieGraph) -> Mask:
    """Return the cut vertices: nodes whose removal would split their part of the graph."""
    found = np.zeros(graph.size, dtype=np.bool_)
    found[sorted(rx.articulation_points(to_rustworkx(graph)))] = True
    return found


def bridges(graph: TieGraph) -> set[tuple[str, str]]:
    """Return the bridges: ties whose removal would split their part of the graph, the lower place first."""
    ends = (sorted(edge) for edge in rx.bridges(to_rustworkx(graph)))
    return {(graph.ids[a], graph.ids[b]) for a, b in ends}


def _in_order(graph: TieGraph, found: dict[Any, float]) -> Floats:
    return np.array([found[node] for node in graph.ids])
