"""The best pairs out of scores that are worked out a few rows at a time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, triu

from graph.analysis.snapshot import Floats, Ints

Rows = Callable[[slice], csr_array]
BLOCK = 256  # rows at a time: some 150 MB for 50,000 actors, were every pair connected


@dataclass(frozen=True, slots=True)
class Ranking:
    """Pairs of places (a < b) with their scores, the highest first; equal ones in the order of their places."""

    a: Ints
    b: Ints
    score: Floats

    def __len__(self) -> int:
        return len(self.a)


def best_pairs(rows: Rows, excluded: csr_array, top: int) -> Ranking:
    """Return the pairs with the highest scores above 0 that are not among the excluded ones.

    `rows` gives the scores of a few actors with all; scores are symmetric, of each pair one half is looked at.
    """
    n = excluded.shape[0]
    none = np.zeros(0, dtype=np.int64)
    best = Ranking(none, none, np.zeros(0))
    for start in range(0, n, BLOCK):
        part = slice(start, min(start + BLOCK, n))
        best = _merged(best, _upper(rows(part), excluded[part], start), top)
    return best


def _upper(scores: csr_array, excluded: csr_array, start: int) -> Ranking:
    """Return the pairs of a block of which the second has the higher place."""
    found = csr_array(scores - scores.multiply(excluded > 0))
    upper = triu(found, k=start + 1).tocoo()
    kept = upper.data > 0
    a, b = upper.row[kept].astype(np.int64) + start, upper.col[kept].astype(np.int64)
    return Ranking(a, b, upper.data[kept].astype(np.float64))


def _merged(one: Ranking, other: Ranking, top: int) -> Ranking:
    a, b = np.concatenate([one.a, other.a]), np.concatenate([one.b, other.b])
    score = np.concatenate([one.score, other.score])
    if len(score) > top:
        edge = np.partition(score, len(score) - top)[len(score) - top]
        kept = np.flatnonzero(score >= edge)
        a, b, score = a[kept], b[kept], score[kept]
    order = np.lexsort((b, a, -score))[:top]
    return Ranking(a[order], b[order], score[order])
