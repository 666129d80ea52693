"""Concentration: all contacts of an organisation to others hang on one of its people."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.phrases import phrase
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, named
from graph.analysis.snapshot import Floats, Ints

_SHOWN = 5


def find(case: Case, top: int) -> list[Finding]:
    """Return the organisations most of whose personal outside ties are those of one person, to two others at least."""
    own, person, other, value = _sides(case)
    n = len(case.arrays.ids)
    through = person >= 0  # what organisations share themselves does not hang on anybody
    total = np.bincount(own[through], weights=value[through], minlength=n)
    keys, place = np.unique(own[through] * n + person[through], return_inverse=True)
    sums = np.bincount(place, weights=value[through], minlength=len(keys))
    org, who = keys // n, keys % n
    reach = _reach(place, other[through], value[through], len(keys), case.thresholds.contact)
    share = sums / np.maximum(total[org], 1e-12)
    known = np.bincount(case.strengths.affiliations.b, minlength=n) + np.bincount(
        case.strengths.affiliations.a, minlength=n
    )
    usable = case.asked & case.alive
    held = (share >= case.thresholds.concentration) & (reach >= 2) & usable[org] & (sums >= case.thresholds.contact)
    alone = np.where(known[org] > 1, 1.0, 0.5)  # where only one is known, there may be others our sources do not name
    worth = np.where(held, case.importance[org] * share * np.log1p(reach) * alone, 0.0)
    best = np.argsort(-worth, kind="stable")[:top]
    return [
        _finding(case, float(worth[k]), int(org[k]), int(who[k]), float(share[k]), int(known[org[k]]))
        for k in best
        if worth[k] > 0
    ]


def _sides(case: Case) -> tuple[Ints, Ints, Ints, Floats]:
    """Return each row from both sides: the organisation, its person (-1: itself), the other, the value."""
    rows = case.strengths.organisations
    return (
        np.concatenate([rows.a, rows.b]),
        np.concatenate([rows.p, rows.q]),
        np.concatenate([rows.b, rows.a]),
        np.concatenate([rows.value, rows.value]),
    )


def _reach(place: Ints, other: Ints, value: Floats, count: int, contact: float) -> Ints:
    """Return to how many different others each has a contact."""
    _, first, which = np.unique(np.stack([place, other]), axis=1, return_index=True, return_inverse=True)
    strong = np.bincount(which, weights=value) >= contact
    return np.bincount(place[first][strong], minlength=count).astype(np.int64)


def _finding(case: Case, worth: float, org: int, who: int, share: float, known: int) -> Finding:
    node, person = case.node(org), case.node(who)
    own, through, other, value = _sides(case)
    mine = (own == org) & (through == who)
    weights = np.bincount(other[mine], weights=value[mine])
    reached = case.nodes(i for i in np.argsort(-weights, kind="stable") if weights[i] >= case.thresholds.contact)
    ties = [case.explainer.explain(node.id, o.id, limit=2) for o in reached[:_SHOWN]]
    few = phrase("concentration_one_known", actor=node) if known <= 1 else phrase("concentration_others", count=known)
    return Finding(
        "concentration",
        (node.id, person.id),
        worth,
        phrase("concentration_title", organisation=node, person=person),
        (
            phrase(
                "concentration_share",
                share=round(100 * share),
                count=len(reached),
                actors=named(reached, _SHOWN),
                person=person,
            ),
            few,
        ),
        tuple(sorted({item for tie in ties for item in tie.evidence})),
        phrase("advice_second_contact", organisation=node, person=person, other=reached[0]),
        is_covered(case, org),
    )
