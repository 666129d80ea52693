"""Stale ties: two who once had much to do with each other, and for years nothing that we know of."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.pairs import Pairs
from graph.analysis.phrases import phrase
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, last_seen, summed


def find(case: Case, top: int) -> list[Finding]:
    """Return the ties that have lost most, between organisations and between people of different ones."""
    found = [*_stale(case, case.strengths.organisations, top), *_stale(case, case.strengths.people, top)]
    return [_finding(case, *item) for item in sorted(found, key=lambda x: (-x[0], x[1], x[2]))[:top]]


def _stale(case: Case, rows: Pairs, top: int) -> list[tuple[float, int, int, int]]:
    ties = summed(rows, case.as_of)
    limit = case.as_of.toordinal() - case.thresholds.stale_years * 365.25
    importance = np.sqrt(case.importance[ties.a] * case.importance[ties.b])
    asked = case.asked & case.alive
    stale = (ties.day < limit) & (ties.full >= case.thresholds.firm) & asked[ties.a] & asked[ties.b]
    value = np.where(stale, (ties.full - ties.value) * importance, 0.0)
    best = np.argsort(-value, kind="stable")[:top]
    return [(float(value[k]), int(ties.a[k]), int(ties.b[k]), int(ties.day[k])) for k in best if value[k] > 0]


def _finding(case: Case, value: float, i: int, j: int, day: int) -> Finding:
    a, b = case.node(i), case.node(j)
    tie = case.explainer.explain(a.id, b.id, limit=3)
    return Finding(
        "stale_ties",
        (a.id, b.id),
        value,
        phrase("stale_title", a=a, b=b),
        (
            phrase("stale_since", day=last_seen(day)),
            *(phrase("stale_shared", reason=share.reason) for share in tie.shares),
        ),
        tie.evidence,
        phrase("advice_refresh", a=a, b=b),
        is_covered(case, i, j),
    )
