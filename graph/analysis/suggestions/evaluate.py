"""Suggestions measured on real time: all after a day is hidden, and it is counted who really met later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.sparse import csr_array, triu

from graph.analysis.snapshot import Mask
from graph.analysis.suggestions.baselines import baselines, candidates
from graph.analysis.suggestions.meetings import Meetings, contacts, met
from graph.analysis.suggestions.ranking import BLOCK, Ranking, Rows, best_pairs
from graph.analysis.suggestions.score import scores
from graph.analysis.suggestions.settings import Scoring, load_scoring

OURS = "ours"
FIRST = (100, 1000, 10_000)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How many of the first suggestions of each method met later.

    `new` is how many pairs of those known by the day met for the first time afterwards, `reachable` how many of them
    are candidates: not met, and connected by a way over one or two others. `candidates` counts all of those.
    """

    until: date
    actors: int
    candidates: int
    new: int
    reachable: int
    first: tuple[int, ...]
    hits: Mapping[str, tuple[int, ...]]

    def share(self, method: str, place: int) -> float:
        """Return the share of the first suggestions that met."""
        return self.hits[method][place] / self.first[place]

    def best_baseline(self, place: int) -> str:
        """Return the best of the other methods."""
        return max((m for m in self.hits if m != OURS), key=lambda m: self.hits[m][place])


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
    ours = scores(contacts(past, until, rules), rules, topics)
    return compare(Hidden(until, int(past.present().sum()), known, later), ours, first, allowed)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is known on a day: how many actors, who has met whom, and, kept from the methods, who first met later."""

    until: date
    actors: int
    known: csr_array
    later: csr_array


def compare(hidden: Hidden, ours: Rows, first: Sequence[int] = FIRST, allowed: Mask | None = None) -> Evaluation:
    """Return how many of the first pairs of our scores, and of the other methods', came true."""
    known = hidden.known
    later = _crossing(lambda part: hidden.later[part], allowed)(slice(0, None))
    methods: dict[str, Rows] = {OURS: ours, **baselines(known)}
    rankings = {m: best_pairs(_crossing(rows, allowed), known, max(first)) for m, rows in methods.items()}
    hits = {m: _hits(ranking, later, first) for m, ranking in rankings.items()}
    number, reachable = _counted(_crossing(candidates(known), allowed), known, later)
    return Evaluation(hidden.until, hidden.actors, number, int(triu(later, k=1).nnz), reachable, tuple(first), hits)


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


def _hits(ranking: Ranking, later: csr_array, first: Sequence[int]) -> tuple[int, ...]:
    came_true = np.zeros(0, dtype=np.bool_)
    if len(ranking):  # scipy gives a matrix, not a row, for no places at all
        came_true = np.asarray(later[ranking.a, ranking.b]).ravel() > 0
    return tuple(int(came_true[:n].sum()) for n in first)


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
