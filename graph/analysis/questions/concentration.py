"""Concentration: all contacts of an organisation to others hang on one of its people."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.pairs import Whole
from graph.analysis.phrases import phrase
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, named
from graph.analysis.snapshot import Floats
from graph.network import Node

_SHOWN = 5


def find(case: Case, top: int) -> list[Finding]:
    """Return the organisations most of whose personal outside ties are those of one person, to two others at least.

    What organisations share themselves does not hang on anybody and is left out.
    """
    houses, usable, contact = case.strengths.houses, case.asked & case.alive, case.thresholds.contact
    there = houses.there.tocoo()
    who, org = there.row.astype(np.int64), there.col.astype(np.int64)
    sums, n = houses.counted(who, org), len(case.arrays.ids)
    share = sums / np.maximum(np.bincount(org, weights=sums, minlength=n)[org], 1e-12)
    held = np.flatnonzero((share >= case.thresholds.concentration) & usable[org] & (sums >= contact))
    who, org, share = who[held], org[held], share[held]
    tied = houses.brought(who, org)  # only of these it matters how many they reach
    strong = np.concatenate([[0], np.cumsum(tied.data >= contact)])
    reach = strong[tied.indptr[1:]] - strong[tied.indptr[:-1]]
    known = np.bincount(there.col, minlength=n)
    alone = np.where(known[org] > 1, 1.0, 0.5)  # where only one is known, there may be others our sources do not name
    worth = np.where(reach >= 2, case.importance[org] * share * np.log1p(reach) * alone, 0.0)
    best = [int(k) for k in np.lexsort((who, org, -worth))[:top] if worth[k] > 0]
    return [
        _finding(
            case,
            float(worth[k]),
            int(org[k]),
            int(who[k]),
            float(share[k]),
            int(known[org[k]]),
            _contacts(case, tied.indices[slice(*tied.indptr[k : k + 2])], tied.data[slice(*tied.indptr[k : k + 2])]),
        )
        for k in best
    ]


def _contacts(case: Case, other: Whole, weight: Floats) -> list[Node]:
    """Return the others to whom somebody has a contact, the strongest first."""
    strong = weight >= case.thresholds.contact
    other, weight = other[strong], weight[strong]
    return case.nodes(other[np.lexsort((other, -weight))].tolist())


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
