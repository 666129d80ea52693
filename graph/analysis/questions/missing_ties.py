"""Missing ties: two of a kind that deal with the same topic in the same region, and no tie or a weak or stale one."""

import numpy as np
from scipy.sparse import csr_array, triu

from graph.analysis.case import Case
from graph.analysis.phrases import phrase, several
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import (
    advice_for_pair,
    contact_phrase,
    is_covered,
    last_seen,
    reach_phrase,
)
from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.summed import Summed
from graph.model.schema import BELONGS

_MOST_PAIRS = 20_000_000
WITHIN = (*BELONGS, "SUCCEEDS")  # one is inside the other, or was it before
_WHOLE_COUNTRY = 0.3  # what a region counts that is the whole country


def find(case: Case, top: int) -> list[Finding]:
    """Return the pairs that have most in common and least to do with each other."""
    s, strengths = case.arrays, case.strengths
    people = s.has_label("Person"), strengths.people_summed, case.old_people
    places = s.has_label("Organisation"), strengths.houses_summed, case.old_houses
    found = [pair for kind in (places, people) for pair in _pairs(case, *kind, top)]
    return [_finding(case, *pair) for pair in sorted(found, key=lambda p: (-p[0], p[1], p[2]))[:top]]


def _pairs(case: Case, label: Mask, ties: Summed, old: Mask, top: int) -> list[tuple[float, int, int]]:
    """Return value and places of the pairs of one label that lack a tie most."""
    nodes: Places = np.flatnonzero(label).astype(np.int32)
    cells = _cells(case, nodes, case.alive & case.asked)
    alike = triu(csr_array(cells @ cells.T), k=1).tocoo()
    if not alike.nnz:
        return []
    a, b = nodes[alike.row], nodes[alike.col]
    lack = _lack(case, ties, old, ties.places(a, b))
    seen = np.where(case.observed[a] & case.observed[b], 1.0, 0.6)
    value = alike.data * lack * seen * case.importance[a] * case.importance[b]
    best = _first(case, value, top, a, b)
    return [(float(value[k]), int(a[k]), int(b[k])) for k in best if value[k] > 0]


def _lack(case: Case, ties: Summed, old: Mask, at: Ints) -> Floats:
    """Return how much a tie is missing between pairs that have one at a place, or (below zero) none."""
    lack = np.ones(len(at))
    tied = np.flatnonzero(at >= 0)
    lack[tied] = np.maximum(1 - ties.value[at[tied]] / case.thresholds.firm, 0.0)
    firm = tied[lack[tied] == 0]
    lack[firm] = 0.5 * old[at[firm]]
    return lack


def _first(case: Case, value: Floats, top: int, a: Places, b: Places) -> Ints:
    """Return the places of the largest values of pairs that somebody would have to introduce."""
    looked_at = top
    while True:
        looked_at *= 10
        best = _largest(value, looked_at, a, b)
        apart = best[~(_are_colleagues(case, a[best], b[best]) | _is_part_of(case, a[best], b[best]))]
        if len(apart) >= top or len(best) == len(value) or not value[best[-1]]:
            return apart[:top]


def _largest(value: Floats, top: int, a: Places, b: Places) -> Ints:
    """Return the places of the largest values; equal ones in the order of their ends."""
    if len(value) > top:
        edge = np.partition(value, len(value) - top)[len(value) - top]
        kept = np.flatnonzero(value >= edge)
    else:
        kept = np.arange(len(value))
    order = np.lexsort((b[kept], a[kept], -value[kept]))
    return kept[order][:top].astype(np.int64)


def _both(topics: csr_array, regions: csr_array, nodes: Places) -> tuple[Ints, Ints, Ints]:
    """Return each node with each of its topics and each of its regions."""
    own = csr_array(topics[nodes])
    counts = np.diff(regions.indptr)[nodes]
    row = np.repeat(np.arange(len(nodes)), np.diff(own.indptr))
    times = counts[row]
    begins = np.repeat(regions.indptr[nodes][row] - np.cumsum(times) + times, times)
    region = regions.indices[begins + np.arange(len(begins))]
    found = nodes[np.repeat(row, times)], np.repeat(own.indices, times), region
    return found[0].astype(np.int64), found[1].astype(np.int64), found[2].astype(np.int64)


def _cells(case: Case, nodes: Places, wanted: Mask) -> csr_array:
    """Return which node is in which cell of topic and region; the root of what a cell counts, rare ones most."""
    topics, regions, n = case.topics, case.regions, len(case.arrays.ids)
    rows, topic, region = _both(topics, regions, nodes[wanted[nodes]])
    at = np.full(n, -1, dtype=np.int64)
    at[nodes] = np.arange(len(nodes))
    found, column, size = np.unique(topic * n + region, return_inverse=True, return_counts=True)
    if not len(size):
        return csr_array((len(nodes), 1))
    country = [case.place[node.id] for node in case.network.saying("code") if node.fields["code"] == "DE"]
    weight = np.sqrt(np.where(np.isin(found % n, country), _WHOLE_COUNTRY, 1.0) / np.log2(1 + size))
    order = np.argsort(size, kind="stable")  # the largest cells say least; they go first where there are too many pairs
    weight[order[np.cumsum(size[order].astype(np.float64) ** 2) > _MOST_PAIRS]] = 0.0
    matrix = csr_array((weight[column], (at[rows], column)), shape=(len(nodes), len(size)))
    matrix.eliminate_zeros()
    return matrix


def _is_part_of(case: Case, a: Places, b: Places) -> Mask:
    """Return which pairs are one and a member, a part or a successor of it: they need nobody to introduce them."""
    within = sum((case.linked(name) for name in WITHIN), csr_array((len(case.arrays.ids),) * 2))
    return np.asarray(np.asarray(csr_array(within + within.T)[a, b]).ravel() > 0)


def _are_colleagues(case: Case, a: Places, b: Places) -> Mask:
    """Return which pairs belong to one organisation: nobody needs to introduce them, however large it is."""
    rows, n = case.strengths.affiliations, len(case.arrays.ids)
    both = np.concatenate([rows.a, rows.b]), np.concatenate([rows.b, rows.a])
    person = case.arrays.has_label("Person")[both[0]]
    belongs = csr_array((np.ones(int(person.sum())), (both[0][person], both[1][person])), shape=(n, n))
    shared = np.asarray(belongs[a].multiply(belongs[b]).sum(axis=1))
    return np.asarray(shared.ravel() > 0, dtype=np.bool_)


def _finding(case: Case, value: float, i: int, j: int) -> Finding:
    a, b = case.node(i), case.node(j)
    shared = case.shared(case.topics, i, j), case.shared(case.regions, i, j)
    topics, regions = (sorted(case.nodes(places), key=lambda n: n.name) for places in shared)
    wanted = {n.id for n in (*topics, *regions)}
    facts = [r for n in (a, b) for r in case.network.around(n.id) if r.start == n.id and r.other(n.id) in wanted]
    regions = [r for r in regions if r.fields.get("code") != "DE"] or regions
    tie = case.explainer.explain(a.id, b.id, limit=3)
    reasons = [
        phrase("missing_alike", topics=several(topics), regions=several(regions)),
        contact_phrase(case, a, b),
    ]
    reach = reach_phrase(case, a if not is_covered(case, i) else b, regions[0] if regions else None)
    if reach and not tie.shares:
        reasons.append(reach)
    rows = case.explainer.rows(a.id, b.id)
    if len(rows) and (rows.day > 0).all():
        reasons.append(phrase("missing_since", day=last_seen(int(rows.day.max()))))
    return Finding(
        "missing_ties",
        (a.id, b.id),
        value,
        phrase("missing_title", a=a, b=b),
        tuple(reasons),
        tuple(sorted({item for r in facts for item in r.evidence} | set(tie.evidence))),
        advice_for_pair(case, a, b, topics[0] if topics else None),
        is_covered(case, i, j),
    )
