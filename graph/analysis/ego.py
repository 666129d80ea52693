"""The ego network: who is how near to somebody, and how strongly."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.analysis.snapshot import Floats
from graph.analysis.tie_graph import TieGraph

Places = np.ndarray[tuple[int], np.dtype[np.signedinteger[Any]]]


@dataclass(frozen=True, slots=True)
class EgoNeighbour:
    """Somebody one or two ties away: through whom (at one step the ego itself), and how strong the weaker tie is."""

    id: str
    steps: int
    through: str
    strength: float


def ego(graph: TieGraph, centre: str, limit: int = 0) -> list[EgoNeighbour]:
    """Return who is one or two steps from `centre`, near before far, strong before weak; at most `limit` of each.

    >>> graph = TieGraph.from_edges(["a", "b", "c"], [("a", "b", 2.0), ("b", "c", 1.0)])
    >>> [(near.id, near.steps, near.through, near.strength) for near in ego(graph, "a")]
    [('b', 1, 'a', 2.0), ('c', 2, 'b', 1.0)]
    """
    start, m = graph.ids.index(centre), graph.matrix
    near = slice(int(m.indptr[start]), int(m.indptr[start + 1]))
    one, strength = m.indices[near], m.data[near]
    counts = m.indptr[one + 1] - m.indptr[one]
    which = np.repeat(np.arange(len(one)), counts)
    places = np.repeat(m.indptr[one] - np.cumsum(counts) + counts, counts) + np.arange(len(which))
    two, weaker = m.indices[places], np.minimum(strength[which], m.data[places])
    further = np.flatnonzero((two != start) & ~np.isin(two, one))
    further = further[np.lexsort((one[which[further]], -weaker[further], two[further]))]
    _, first = np.unique(two[further], return_index=True)  # of each the way with the strongest weaker tie
    best = further[first]
    found = _ranked(graph, 1, one, np.full(len(one), start), strength, limit)
    return found + _ranked(graph, 2, two[best], one[which[best]], weaker[best], limit)


def _ranked(
    graph: TieGraph, steps: int, who: Places, through: Places, strength: Floats, limit: int
) -> list[EgoNeighbour]:
    """Return the places of the strongest; between equals the smaller id comes first, so that the order repeats."""
    order = np.lexsort((who, -strength))[: limit or len(who)]
    rows = zip(who[order].tolist(), through[order].tolist(), strength[order].tolist(), strict=True)
    return [EgoNeighbour(graph.ids[i], steps, graph.ids[j], value) for i, j, value in rows]
