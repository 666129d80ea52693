"""One score out of many signals: ranks, weighed by how often each signal came true in the network's own past.

Each signal puts the pairs in an order; a pair counts w / (60 + rank) for each (reciprocal rank fusion: Cormack, Clarke
and Büttcher 2009, Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, SIGIR). Ranks need
no common unit, and a signal that is wrong here does little harm. The weights are fitted on the past alone: the network
is cut at earlier days, and counted is how many of the first pairs of each signal met between then and now. Without
dates, or where too little came true, the weights stay those of `settings.yaml`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.groups.problem import FloatTable
from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.suggestions.candidates import counting, exact, likely, once
from graph.analysis.suggestions.meetings import Meetings, met
from graph.analysis.suggestions.ranking import BLOCK, Ranking
from graph.analysis.suggestions.settings import Scoring
from graph.analysis.suggestions.signals import SIGNALS, Block, Signals

Narrow = Callable[[Ints, Ints], Mask]  # which pairs of places are looked at
_FIRST = (100, 300)  # of the first so many pairs of a signal it is counted how many met
_WAYS = SIGNALS.index("ways")
MOST_WORK = 4e9  # sums up to which all pairs are looked at: 5,000 actors with 50,000 facts, 14 s of processor


def everybody(a: Ints, b: Ints) -> Mask:
    """Return that all pairs are looked at."""
    return np.ones(len(a), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Pool:
    """The pairs that are among the first of any signal, and for each signal the values of its first, falling."""

    pairs: Block
    scale: tuple[Floats, ...]

    def ranks(self, values: FloatTable) -> FloatTable:
        """Return the rank of each value of each signal, from 1; equal ones share the middle, and 0 has none."""
        return np.array([_rank(values[k], scale) for k, scale in enumerate(self.scale)])


class Fusion:
    """Scores of pairs without a contact as of a day."""

    def __init__(
        self,
        signals: Signals,
        excluded: csr_array,
        scoring: Scoring,
        weights: Mapping[str, float] | None = None,
        narrow: Narrow = everybody,
        *,
        rough: bool = False,
    ) -> None:
        """`rough`: where all pairs are too many, those that the strongest contacts of each lead to are enough."""
        self.rough = rough
        self.signals, self.excluded, self.scoring, self.narrow = signals, excluded, scoring, narrow
        given = usual(signals.size, scoring) if weights is None else weights
        self.weights = np.array([given.get(name, 0.0) for name in SIGNALS])

    def best(self, top: int, asked: Mask | None = None) -> Ranking:
        """Return the pairs with the highest scores, of those who are `asked` about where that is said."""
        pool = (
            self.pool if asked is None and top <= self.scoring.pool else self._pool(max(top, self.scoring.pool), asked)
        )
        score = self._fused(pool.pairs.values)
        found = np.flatnonzero(score > 0)
        a, b, score = pool.pairs.a[found], pool.pairs.b[found], score[found]
        order = np.lexsort((b, a, -score))[:top]
        return Ranking(a[order], b[order], score[order])

    def row(self, actor: int) -> Floats:
        """Return the scores of one actor with all others, 0 to 1; 0 where no way leads, or none is needed."""
        found = self._looked_at(self.signals.block(slice(actor, actor + 1)), upper=False)
        scores = np.zeros(self.signals.size)
        scores[found.b] = self._fused(found.values)
        return scores

    def _fused(self, values: FloatTable) -> Floats:
        """Return 1 for what is first by every signal that counts, less for all others."""
        shares = 1 / (self.scoring.fusion + self.pool.ranks(values))
        best = max(float(self.weights.sum()), 1e-12) / (self.scoring.fusion + 1)
        return np.asarray(self.weights @ shares / best, dtype=np.float64)

    @property
    def every_pair(self) -> bool:
        """Return whether all pairs are looked at, or only the likely ones because all are too many."""
        return self.signals.work <= MOST_WORK

    @cached_property
    def pool(self) -> Pool:
        """Return the first pairs of each signal among all that are looked at."""
        return self._pool(self.scoring.pool, None)

    def _pool(self, size: int, asked: Mask | None) -> Pool:
        if not self.every_pair:
            return self._likely_pool(size, asked)
        pool, edges = Block(_NOWHERE, _NOWHERE, np.zeros((len(SIGNALS), 0))), np.zeros(len(SIGNALS))
        for start in range(0, self.signals.size, BLOCK):
            part = slice(start, min(start + BLOCK, self.signals.size))
            least = edges[_WAYS] / self.scoring.far
            found = _reaching(self.signals.block(part, upper=True, least=least, most=8 * size), edges)
            found = self._looked_at(found, upper=True)
            if asked is not None:
                found = found.take(asked[found.a] & asked[found.b])
            pool = _joined(pool, found)
            if len(pool.a) > 4 * size:
                edges = _edges(pool, size)
                pool = _reaching(pool, edges)
        pool = _reaching(pool, _edges(pool, size))
        return Pool(pool, tuple(_falling(pool.values[k], size) for k in range(len(SIGNALS))))

    def _likely_pool(self, size: int, asked: Mask | None) -> Pool:
        """Return the same of the likely pairs, by the signals that count, where all are too many."""
        sought = np.ones(len(SIGNALS), dtype=np.bool_) if self.rough else counting(self.weights)
        pool, edges = Block(_NOWHERE, _NOWHERE, np.zeros((len(SIGNALS), 0))), np.where(sought, 0.0, np.inf)

        def keep(block: Block) -> Block:
            found = self._looked_at(_reaching(block, edges), upper=True)
            return found if asked is None else found.take(asked[found.a] & asked[found.b])

        for found in likely(self.signals, sought, keep, edges, rough=self.rough):
            pool = _joined(pool, found)
            if len(pool.a) > 8 * size:
                pool = once(pool, self.signals.size)
                edges[:] = np.where(sought, _edges(pool, size), np.inf)  # in place: it says what is still sought
                pool = _reaching(pool, edges)
        pool = once(pool, self.signals.size)
        pool = _reaching(pool, np.where(sought, _edges(pool, size), np.inf))
        pool = exact(self.signals, pool.a, pool.b)
        return Pool(pool, tuple(_falling(pool.values[k], size) for k in range(len(SIGNALS))))

    def _looked_at(self, block: Block, *, upper: bool) -> Block:
        """Return the pairs without those that need no introduction; each once with `upper`."""
        kept = (block.b > block.a) if upper else (block.b != block.a)
        block = block.take(kept)
        if not len(block.a):
            return block
        known = np.asarray(self.excluded[block.a, block.b]).ravel() > 0
        return block.take(~known & self.narrow(block.a, block.b))


_NOWHERE = np.zeros(0, dtype=np.int64)


def _falling(values: Floats, size: int) -> Floats:
    return np.sort(values[values > 0])[::-1][:size]


def _joined(one: Block, other: Block) -> Block:
    a, b = np.concatenate([one.a, other.a]), np.concatenate([one.b, other.b])
    return Block(a, b, np.concatenate([one.values, other.values], axis=1))


def _edges(block: Block, size: int) -> Floats:
    """Return the value from which on a pair is among the first, for each signal."""
    count = len(block.a)
    if count <= size:
        return np.zeros(len(block.values))
    return np.array([np.partition(own, count - size)[count - size] for own in block.values])


def _reaching(block: Block, edges: Floats) -> Block:
    """Return the pairs that are among the first by any signal."""
    kept = np.zeros(len(block.a), dtype=np.bool_)
    for own, edge in zip(block.values, edges, strict=True):
        kept |= (own >= edge) & (own > 0)
    return block.take(kept)


def _rank(values: Floats, scale: Floats) -> Floats:
    """Return ranks among falling values; below the last of them a value half as high has twice the rank."""
    found = np.full(len(values), np.inf)
    if not len(scale):
        return found
    inside = values >= scale[-1]
    above = np.searchsorted(-scale, -values[inside], side="left")
    through = np.searchsorted(-scale, -values[inside], side="right")
    found[inside] = (above + np.maximum(through, above + 1) + 1) / 2
    below = (values > 0) & ~inside
    found[below] = len(scale) * scale[-1] / values[below]
    return found


def usual(actors: int, scoring: Scoring) -> dict[str, float]:
    """Return what the signals count among so many actors where nothing is known of what came true."""
    share = min(1.0, scoring.small / max(actors, 1))
    return {name: scoring.signals.get(name, 0.0) + share * scoring.circle.get(name, 0.0) for name in SIGNALS}


def fit(
    meetings: Meetings, day: date, scoring: Scoring, profile: csr_array | None = None, narrow: Narrow = everybody
) -> dict[str, float]:
    """Return the weights of the signals by what came true before a day; the set ones where too little did."""
    past = meetings.until(day)
    hits = np.zeros(len(SIGNALS))
    for cut in _cuts(past, day):
        hits += _came_true(past, cut, scoring, profile, narrow)
    best = float(hits.max())
    given = usual(int(past.present().sum()), scoring)
    if not best:
        return given
    learned = (hits / best) ** scoring.sharpness
    trust = best / (best + scoring.enough)
    mixed = trust * learned + (1 - trust) * np.array([given[name] for name in SIGNALS])
    return {name: float(w) for name, w in zip(SIGNALS, mixed / mixed.max(), strict=True)}


def _cuts(past: Meetings, day: date) -> Iterator[date]:
    """Yield days by which three and four fifths of all had been, with something before and after them."""
    days = np.sort(past.day[past.day > 0])
    different = np.unique(days)
    if len(different) < 2:
        return
    for share in (0.6, 0.8):
        cut = min(int(days[int(share * (len(days) - 1))]), int(different[-2]))
        if cut < day.toordinal():
            yield date.fromordinal(cut)


def _came_true(past: Meetings, cut: date, scoring: Scoring, profile: csr_array | None, narrow: Narrow) -> Floats:
    """Return how many of the first pairs of each signal at a cut met between then and now."""
    before = past.until(cut)
    known = met(before, scoring)
    signals = Signals.of(before, cut, scoring, profile)
    after = past.after(cut)
    later = met(after.take(before.present()[after.actor]), scoring)
    few = scoring.model_copy(update={"pool": max(_FIRST)})  # no more are counted, so no more are sought
    pool = Fusion(signals, known, few, narrow=narrow, rough=True).pool.pairs
    if not len(pool.a):
        return np.zeros(len(SIGNALS))
    new = np.asarray(csr_array(later)[pool.a, pool.b]).ravel() > 0
    return np.array([_hits(pool.values[k], new) for k in range(len(SIGNALS))])


def _hits(values: Floats, new: Mask) -> float:
    order = np.argsort(-values, kind="stable")
    order = order[values[order] > 0]
    return float(sum(new[order[:first]].sum() for first in _FIRST))
