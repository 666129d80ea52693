"""Concentration: all contacts of an organisation to others hang on one of its people."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.phrases import phrase
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, named
from graph.analysis.snapshot import Floats, Ints
from graph.network import Node

_SHOWN = 5


def find(case: Case, top: int) -> list[Finding]:
    """Return the organisations most of whose personal outside ties are those of one person, to two others at least."""
    own, person, other, value = _sides(case)
    n = len(case.arrays.ids)
    keys, place = np.unique(own * n + person, return_inverse=True)
    total = np.bincount(own, weights=value, minlength=n)
    sums = np.bincount(place, weights=value, minlength=len(keys))
    org, who = keys // n, keys % n
    share = sums / np.maximum(total[org], 1e-12)
    known = np.bincount(case.strengths.affiliations.b, minlength=n) + np.bincount(
        case.strengths.affiliations.a, minlength=n
    )
    usable = case.asked & case.alive
    held = (share >= case.thresholds.concentration) & usable[org] & (sums >= case.thresholds.contact)
    mine = np.flatnonzero(held[place])  # only of these it matters how many they reach
    reach = _reach(place[mine], other[mine], value[mine], len(keys), case.thresholds.contact)
    held &= reach >= 2
    alone = np.where(known[org] > 1, 1.0, 0.5)  # where only one is known, there may be others our sources do not name
    worth = np.where(held, case.importance[org] * share * np.log1p(reach) * alone, 0.0)
    best = [int(k) for k in np.argsort(-worth, kind="stable")[:top] if worth[k] > 0]
    rows = mine[np.isin(place[mine], best)]
    return [
        _finding(
            case,
            float(worth[k]),
            int(org[k]),
            int(who[k]),
            float(share[k]),
            int(known[org[k]]),
            _contacts(case, other[own_rows], value[own_rows]),
        )
        for k in best
        for own_rows in [rows[place[rows] == k]]
    ]


def _sides(case: Case) -> tuple[Ints, Ints, Ints, Floats]:
    """Return each row from both sides: the organisation, its person, the other, the value.

    What organisations share themselves does not hang on anybody and is left out.
    """
    rows = case.strengths.organisations
    rows = rows.take(rows.p >= 0)
    return (
        np.concatenate([rows.a, rows.b]),
        np.concatenate([rows.p, rows.q]),
        np.concatenate([rows.b, rows.a]),
        np.concatenate([rows.value, rows.value]),
    )


def _reach(place: Ints, other: Ints, value: Floats, count: int, contact: float) -> Ints:
    """Return to how many different others each has a contact."""
    n = int(other.max(initial=0)) + 1
    codes, which = np.unique(place * n + other, return_inverse=True)
    strong = np.bincount(which, weights=value, minlength=len(codes)) >= contact
    return np.bincount(codes[strong] // n, minlength=count).astype(np.int64)


def _contacts(case: Case, other: Ints, value: Floats) -> list[Node]:
    """Return the others to whom somebody has a contact, the strongest first."""
    weights = np.bincount(other, weights=value)
    strong = np.flatnonzero(weights >= case.thresholds.contact)
    return case.nodes(strong[np.argsort(-weights[strong], kind="stable")])


def _finding(case: Case, worth: float, org: int, who: int, share: float, known: int, reached: list[Node]) -> Finding:
    node, person = case.node(org), case.node(who)
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
