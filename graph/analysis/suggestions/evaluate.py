"""Suggestions measured on real time: all after a day is hidden, and it is counted who really met later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from scipy.sparse import csr_array, triu

from graph.analysis.groups.problem import FloatTable
from graph.analysis.snapshot import Ints, Mask
from graph.analysis.suggestions.baselines import baselines, candidates
from graph.analysis.suggestions.fusion import Fusion, Narrow, everybody, fit
from graph.analysis.suggestions.meetings import Meetings, met
from graph.analysis.suggestions.ranking import BLOCK, Ranking, Rows, best_pairs
from graph.analysis.suggestions.score import profiles
from graph.analysis.suggestions.settings import Scoring, load_scoring
from graph.analysis.suggestions.signals import Signals

OURS = "ours"
FIRST = (100, 300, 500, 1000)
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How many of the first suggestions of each method met later.

    `new` is how many pairs of those known by the day met for the first time afterwards, `reachable` how many of them
    are candidates: not met, and connected by a way over one or two others. `candidates` counts all of those. `drawn`
    has the shares again for people drawn at random with putting back: a row a draw, a column for each of `first`.
    `every_pair` is whether ours looked at all pairs, or only at the likely ones because all are too many.
    """

    until: date
    actors: int
    candidates: int
    new: int
    reachable: int
    first: tuple[int, ...]
    hits: Mapping[str, tuple[int, ...]]
    drawn: Mapping[str, FloatTable] = field(default_factory=dict, compare=False, repr=False)
    every_pair: bool = True

    def share(self, method: str, place: int) -> float:
        """Return the share of the first suggestions that met."""
        return self.hits[method][place] / self.first[place]

    def best_baseline(self, place: int) -> str:
        """Return the best of the other methods."""
        return max((m for m in self.hits if m != OURS), key=lambda m: self.hits[m][place])

    def times_best(self, place: int) -> tuple[float, float, float] | None:
        """Return how many times the best of the other methods ours is, and an interval of 95 % around it."""
        return times_best([self], place)


def times_best(found: Sequence[Evaluation], place: int) -> tuple[float, float, float] | None:
    """Return how many times the best of the others ours is in the mean of several, with an interval of 95 %.

    The interval is a bootstrap over people: pairs of one person come true together, so people are drawn, not pairs. Of
    each draw the best other method is taken anew. None where no other method had anything come true.
    """
    methods = list(found[0].hits)
    shares = {m: float(np.mean([e.share(m, place) for e in found])) for m in methods}
    best = max(v for m, v in shares.items() if m != OURS)
    if not best:
        return None
    drawn = {m: np.mean([e.drawn[m][:, place] for e in found], axis=0) for m in methods}
    others = np.max([v for m, v in drawn.items() if m != OURS], axis=0)
    ratios = drawn[OURS][others > 0] / others[others > 0]
    low, high = np.quantile(ratios, [0.025, 0.975])
    return shares[OURS] / best, float(low), float(high)


def evaluate(
    meetings: Meetings,
    until: date,
    topics: csr_array | None = None,
    scoring: Scoring | None = None,
    first: Sequence[int] = FIRST,
    allowed: Mask | None = None,
) -> Evaluation:
    """Return how suggestions of a day came true; `topics` must come from before it.

    With `allowed` (a kind for each actor) only pairs of an allowed with another actor are candidates.
    """
    rules = scoring or load_scoring()
    past = meetings.until(until)
    known = met(past, rules)
    later = _first_met(meetings.after(until), known, past.present(), rules)
    profile = profiles(topics) if topics is not None and topics.nnz else None
    narrow = across(allowed)
    weights = fit(past, until, rules, profile, narrow)
    fusion = Fusion(Signals.of(past, until, rules, profile), known, rules, weights, narrow)
    hidden = HeldBackMeetings(until, int(past.present().sum()), known, later)
    return replace(compare(hidden, fusion.best(max(first)), first, allowed), every_pair=fusion.every_pair)


def across(allowed: Mask | None) -> Narrow:
    """Return that only pairs of an allowed with another actor are looked at; all where nothing is said."""
    if allowed is None:
        return everybody
    kinds = allowed
    return lambda a, b: kinds[a] != kinds[b]


@dataclass(frozen=True, slots=True)
class HeldBackMeetings:
    """What is known on a day: how many actors, who has met whom, and, kept from the methods, who first met later."""

    until: date
    actors: int
    known: csr_array
    later: csr_array


def compare(
    hidden: HeldBackMeetings, ours: Ranking, first: Sequence[int] = FIRST, allowed: Mask | None = None
) -> Evaluation:
    """Return how many of our first pairs, and of the other methods', came true."""
    known = hidden.known
    later = _crossing(lambda part: hidden.later[part], allowed)(slice(0, None))
    others = baselines(known).items()
    rankings = {OURS: ours, **{m: best_pairs(_crossing(rows, allowed), known, max(first)) for m, rows in others}}
    true = {m: _came_true(ranking, later) for m, ranking in rankings.items()}
    hits = {m: tuple(int(came[:n].sum()) for n in first) for m, came in true.items()}
    number, reachable = _counted(_crossing(candidates(known), allowed), known, later)
    drawn = {m: _drawn(rankings[m], true[m], known.shape[0], first) for m in rankings}
    new = int(triu(later, k=1).nnz)
    return Evaluation(hidden.until, hidden.actors, number, new, reachable, tuple(first), hits, drawn)


def _first_met(after: Meetings, known: csr_array, present: Mask, scoring: Scoring) -> csr_array:
    """Return who met after a day for the first time, among those present before it."""
    later = met(after.take(present[after.actor]), scoring)
    found = csr_array(later - later.multiply(known))
    found.eliminate_zeros()
    return found


def _crossing(rows: Rows, allowed: Mask | None) -> Rows:
    """Return the scores of pairs of an allowed with another actor alone; all where nothing is said."""
    if allowed is None:
        return rows

    def narrowed(part: slice) -> csr_array:
        found = rows(part).tocoo()
        kept = allowed[part][found.row] != allowed[found.col]
        return csr_array((found.data[kept], (found.row[kept], found.col[kept])), shape=found.shape)

    return narrowed


def _came_true(ranking: Ranking, later: csr_array) -> Mask:
    if not len(ranking):  # scipy gives a matrix, not a row, for no places at all
        return np.zeros(0, dtype=np.bool_)
    return np.asarray(np.asarray(later[ranking.a, ranking.b]).ravel() > 0)


def _drawn(ranking: Ranking, true: Mask, actors: int, first: Sequence[int]) -> FloatTable:
    """Return the shares for people drawn at random; the same draws for every method, so that they compare."""
    random = np.random.default_rng(1)
    found = np.zeros((_DRAWS, len(first)))
    for i in range(_DRAWS):
        times = _times_drawn(random, actors)
        weight = times[ranking.a] * times[ranking.b]
        for k, n in enumerate(first):
            found[i, k] = weight[:n][true[:n]].sum() / max(float(weight[:n].sum()), 1e-12) * min(len(true) / n, 1.0)
    return found


def _times_drawn(random: np.random.Generator, actors: int) -> Ints:
    return np.bincount(random.integers(0, actors, actors), minlength=actors).astype(np.int64)


def _counted(possible: Rows, known: csr_array, later: csr_array) -> tuple[int, int]:
    """Return the number of candidates, and how many of them met later."""
    number = reachable = 0
    n = known.shape[0]
    for start in range(0, n, BLOCK):
        part = slice(start, min(start + BLOCK, n))
        found = possible(part)
        found = csr_array(triu(csr_array(found - found.multiply(known[part])), k=start + 1))
        number += int((found.data > 0).sum())
        reachable += int((found.multiply(later[part])).sum())
    return number, reachable
