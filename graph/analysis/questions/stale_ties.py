"""Stale ties: two who once had much to do with each other, and for years nothing that we know of."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.phrases import phrase
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, last_seen
from graph.analysis.snapshot import Mask
from graph.analysis.summed import Summed


def find(case: Case, top: int) -> list[Finding]:
    """Return the ties that have lost most, between organisations and between people of different ones."""
    strengths = case.strengths
    both = (strengths.houses_summed, case.old_houses), (strengths.people_summed, case.old_people)
    found = [item for ties, old in both for item in _stale(case, ties, old, top)]
    return [_finding(case, *item) for item in sorted(found, key=lambda x: (-x[0], x[1], x[2]))[:top]]


def _stale(case: Case, ties: Summed, old: Mask, top: int) -> list[tuple[float, int, int]]:
    importance, asked = case.importance, case.asked & case.alive
    at = np.flatnonzero(old & (ties.full >= case.thresholds.firm) & asked[ties.a] & asked[ties.b])
    stale = ties.take(at)
    value = (stale.full - stale.value) * np.sqrt(importance[stale.a] * importance[stale.b])
    best = np.argsort(-value, kind="stable")[:top]
    return [(float(value[k]), int(stale.a[k]), int(stale.b[k])) for k in best if value[k] > 0]


def _finding(case: Case, value: float, i: int, j: int) -> Finding:
    a, b = case.node(i), case.node(j)
    tie = case.explainer.explain(a.id, b.id, limit=3)
    return Finding(
        "stale_ties",
        (a.id, b.id),
        value,
        phrase("stale_title", a=a, b=b),
        (
            phrase("stale_since", day=last_seen(int(case.explainer.rows(a.id, b.id).day.max()))),
            *(phrase("stale_shared", reason=share.reason) for share in tie.shares),
        ),
        tie.evidence,
        phrase("advice_refresh", a=a, b=b),
        is_covered(case, i, j),
    )
