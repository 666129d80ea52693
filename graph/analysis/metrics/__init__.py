"""Metrics of a graph of ties: `measure(graph, name)` chooses a library by the size of the graph and says which.

Freeman (1978) for centralities, Burt (1992) for constraint and effective size, Seidman (1983) for cores, Page et al.
(1999). Ties count as present or not; `strength`, `eigenvector` and `pagerank` weigh them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.analysis.metrics import centrality, holes
from graph.analysis.snapshot import Floats
from graph.analysis.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of each node, the library that computed it, and from how many sampled nodes (0: from all)."""

    name: str
    values: Floats
    engine: str
    sample: int = 0


def degree(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return the number of ties."""
    return np.diff(graph.matrix.indptr).astype(np.float64), "scipy", 0


def strength(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return the sum of the strengths of the ties."""
    return np.asarray(graph.matrix.sum(axis=1), dtype=np.float64).ravel(), "scipy", 0


def articulation(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return 1 for each node whose removal would split its part of the graph, 0 for the others."""
    return centrality.articulation_points(graph).astype(np.float64), "rustworkx", 0


METRICS: dict[str, Callable[[TieGraph], tuple[Floats, str, int]]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": centrality.betweenness,
    "closeness": centrality.closeness,
    "eigenvector": centrality.eigenvector,
    "pagerank": centrality.pagerank,
    "constraint": holes.constraint,
    "effective_size": holes.effective_size,
    "core": centrality.core,
    "articulation": articulation,
}


def measure(graph: TieGraph, name: str) -> Measured:
    """Return a metric of all nodes; an empty graph has no values.

    Raises:
        KeyError: the metric is not in `METRICS`.

    >>> graph = TieGraph.from_edges(["a", "b", "c"], [("a", "b", 2.0), ("b", "c", 1.0)])
    >>> measure(graph, "degree").values.tolist()
    [1.0, 2.0, 1.0]
    """
    if not graph.size:
        return Measured(name, np.zeros(0), "scipy")
    values, engine, sample = METRICS[name](graph)
    return Measured(name, values, engine, sample)
