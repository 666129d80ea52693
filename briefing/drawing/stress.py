"""Places by stress majorisation: how far two figures stand apart follows the steps between them.

Gansner, Koren, North: Graph Drawing by Stress Majorization (2004); start by classical scaling (Torgerson 1952).
Kept places are anchors: an extra spring from each figure to where it stood.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path

from briefing.drawing.geometry import Points
from briefing.drawing.picture import Picture

_TOGETHER = 0.7  # how much nearer figures of one group stand, compared with figures of no group
_APART = 1.25
_LIKE = 0.92  # the same for one kind
_ANCHOR = 40.0
_ROUNDS = 150

Matrix = NDArray[np.float64]


def distances(picture: Picture) -> Matrix:
    """Return how far apart each two figures should stand, in steps; those of one group or kind stand closer."""
    place = {figure.id: n for n, figure in enumerate(picture.figures)}
    count = len(place)
    pairs = [(place[e.a], place[e.b]) for e in picture.links if e.a != e.b]
    rows, columns = [a for a, _ in pairs], [b for _, b in pairs]
    graph = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(count, count)).tocsr()
    steps: Matrix = shortest_path(graph, directed=False, unweighted=True)
    reached = steps[np.isfinite(steps)]
    far = max(2.0, float(reached.max()) * 0.6) if reached.size else 2.0
    steps[~np.isfinite(steps)] = far + 1
    steps *= _factors([f.group for f in picture.figures], _TOGETHER, _APART)
    steps *= _factors([f.kind for f in picture.figures], _LIKE, 1.0)
    np.fill_diagonal(steps, 0)
    return steps


def _factors(names: list[str], same: float, different: float) -> Matrix:
    known = np.array([bool(name) for name in names])
    alike = np.array(names)[:, None] == np.array(names)[None, :]
    both = known[:, None] & known[None, :]
    return np.where(both, np.where(alike, same, different), 1.0)


def majorise(wanted: Matrix, start: Points, anchors: Points, anchored: NDArray[np.bool_]) -> Points:
    """Return places with less stress than the start, in steps; anchored figures stay near their anchors."""
    count = len(start)
    if count == 1:
        return np.where(anchored[:, None], anchors, start)
    weights = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    pull = np.where(anchored, _ANCHOR * weights.sum(axis=1).mean(), 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    # The added constant keeps the middle of all where it is and makes the matrix regular.
    inverse = np.linalg.inv(laplacian + np.diag(pull) + (0 if anchored.any() else 1.0 / count))
    places = start.copy()
    for _ in range(_ROUNDS):
        new = inverse @ (_target(places, wanted, weights) + pull[:, None] * anchors)
        moved = float(np.abs(new - places).max())
        places = new
        if moved < 1e-3:
            break
    return places


def _target(places: Points, wanted: Matrix, weights: Matrix) -> Points:
    apart = np.linalg.norm(places[:, None] - places[None, :], axis=-1)
    ratio = np.divide(weights * wanted, apart, out=np.zeros_like(apart), where=apart > 1e-9)
    target: Points = (np.diag(ratio.sum(axis=1)) - ratio) @ places
    return target


def scaled(wanted: Matrix) -> Points:
    """Return places to start from: the two main axes of classical scaling."""
    squared = wanted**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    axes = vectors[:, -2:] * np.sqrt(np.clip(values[-2:], 0, None))
    # The sign of an eigenvector is chance: the largest entry is made positive.
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    axes = axes * np.where(signs == 0, 1, signs)
    if axes.shape[1] < 2:
        axes = np.column_stack([axes, np.zeros(len(axes))])
    flat: Points = axes[:, ::-1].copy()
    return flat


def stress(wanted: Matrix, places: Points) -> float:
    """Return how far the places are from the wanted distances, each by its weight."""
    apart = np.linalg.norm(places[:, None] - places[None, :], axis=-1)
    weights = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    return float((weights * (apart - wanted) ** 2).sum() / 2)
