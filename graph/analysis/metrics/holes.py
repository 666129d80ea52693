"""Structural holes: Burt, R. S. (1992): Structural Holes. Harvard University Press, chapter 2."""

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.snapshot import Floats
from graph.analysis.tie_graph import TieGraph


def _present(graph: TieGraph) -> csr_array:
    m = graph.matrix
    return csr_array((np.ones(m.nnz), m.indices, m.indptr), shape=m.shape)


def constraint(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return the constraint of each node: how closely its contacts are tied to each other; nan where it has none."""
    ties = _present(graph)
    degree = np.diff(ties.indptr).astype(np.float64)
    share = csr_array((1 / np.repeat(degree, degree.astype(int)), ties.indices, ties.indptr), shape=ties.shape)
    invested = share + (share @ share) * ties
    values = np.asarray((invested * invested).sum(axis=1), dtype=np.float64).ravel()
    values[degree == 0] = np.nan
    return values, "scipy", 0


def effective_size(graph: TieGraph) -> tuple[Floats, str, int]:
    """Return how many independent contacts each node has: n - 2t/n, with t ties among its n (Borgatti 1997)."""
    ties = _present(graph)
    degree = np.diff(ties.indptr).astype(np.float64)
    twice = np.asarray(((ties @ ties) * ties).sum(axis=1), dtype=np.float64).ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(degree > 0, degree - twice / degree, np.nan), "scipy", 0
