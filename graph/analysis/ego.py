"""The ego network: who is how near to somebody, and how strongly."""

from dataclasses import dataclass

from graph.analysis.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody `steps` ties away, through whom (the ego itself at one step), and the strength of the weaker tie."""

    id: str
    steps: int
    through: str
    strength: float


def ego(graph: TieGraph, centre: str, limit: int = 0) -> list[Near]:
    """Return who is one or two steps from `centre`, the near and strong first; with a `limit` so many of each.

    >>> graph = TieGraph.from_edges(["a", "b", "c"], [("a", "b", 2.0), ("b", "c", 1.0)])
    >>> [(near.id, near.steps, near.through, near.strength) for near in ego(graph, "a")]
    [('b', 1, 'a', 2.0), ('c', 2, 'b', 1.0)]
    """
    start = graph.ids.index(centre)
    pointer, ends, weights = graph.matrix.indptr, graph.matrix.indices, graph.matrix.data

    def ties(i: int) -> list[tuple[int, float]]:
        part = slice(int(pointer[i]), int(pointer[i + 1]))
        return list(zip(ends[part].tolist(), weights[part].tolist(), strict=True))

    first = dict(ties(start))
    second: dict[int, tuple[float, int]] = {}
    for j, strength in sorted(first.items()):
        for k, further in ties(j):
            weaker = min(strength, further)
            if k != start and k not in first and weaker > second.get(k, (0.0, -1))[0]:
                second[k] = (weaker, j)
    near = [Near(graph.ids[j], 1, centre, w) for j, w in first.items()]
    far = [Near(graph.ids[k], 2, graph.ids[j], w) for k, (w, j) in second.items()]
    cut = limit or len(near) + len(far)
    return [n for part in (near, far) for n in sorted(part, key=lambda x: (-x.strength, x.id))[:cut]]
