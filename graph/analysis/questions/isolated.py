"""Isolated actors: organisations without a contact to another one, and people without a contact to anybody."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.phrases import Phrase, phrase, several
from graph.analysis.questions.finding import Finding, evidence_of
from graph.analysis.questions.pair_facts import is_covered, reach_phrase
from graph.analysis.snapshot import Floats
from graph.model.schema import BELONGS
from graph.network import Node


def find(case: Case, top: int) -> list[Finding]:
    """Return who stands alone, first those with whom most others share a topic."""
    s = case.arrays
    alone = np.zeros(len(s.ids), dtype=np.bool_)
    for label, graph in (("Organisation", case.organisations), ("Person", case.actors)):
        degree = dict(zip(graph.ids, np.diff(graph.matrix.indptr).tolist(), strict=True))
        places = np.flatnonzero(s.has_label(label)).tolist()
        alone[[i for i in places if degree[s.ids[i]] == 0]] = True
    value = np.where(alone & case.alive & case.asked, case.importance * (1 + np.log1p(_others(case))), 0.0)
    value = np.where(s.has_label("Person"), value / 4, value)
    best = np.argsort(-value, kind="stable")[:top]
    return [_finding(case, float(value[i]), int(i)) for i in best if value[i] > 0]


def _others(case: Case) -> Floats:
    """Return for each node how many others deal with one of its topics, counted for each topic."""
    counts = np.asarray(case.topics.sum(axis=0), dtype=np.float64).ravel()
    return np.asarray(case.topics @ np.maximum(counts - 1, 0), dtype=np.float64).ravel()


def _finding(case: Case, value: float, i: int) -> Finding:
    node = case.node(i)
    covered = is_covered(case, i)
    own = sorted(case.nodes(case.shared(case.topics, i, i)), key=lambda n: n.name)
    reasons: list[Phrase] = [phrase("isolated_none" if covered else "known_uncovered", actor=node)]
    if own:
        reasons.append(phrase("isolated_topics", topics=several(own)))
    there = sorted(case.nodes(case.shared(case.regions, i, i)), key=lambda n: (n.fields.get("code") == "DE", n.name))
    if reach := reach_phrase(case, node, there[0] if there else None):
        reasons.append(reach)
    near = _nearest(case, i)
    advice = phrase("advice_meet", actor=node, other=near) if near else phrase("advice_ask", actor=node)
    evidence = evidence_of(case, [node], "DEALS_WITH", "ACTIVE_IN", *BELONGS)
    return Finding(
        "isolated", (node.id,), value, phrase("isolated_title", actor=node), tuple(reasons), evidence, advice, covered
    )


def _nearest(case: Case, i: int) -> Node | None:
    """Return the best connected organisation that shares most topics and regions."""
    alike = np.asarray((case.topics @ case.topics[[i]].T).todense()).ravel() * 2.0
    alike += np.asarray((case.regions @ case.regions[[i]].T).todense()).ravel()
    wanted = case.arrays.has_label("Organisation") & case.alive
    wanted[i] = False
    degree = np.zeros(len(case.arrays.ids))
    ties = np.diff(case.organisations.matrix.indptr)
    degree[[case.place[node] for node in case.organisations.ids]] = ties
    score = np.where(wanted & (alike > 0) & (degree > 0), alike + degree / (degree.max() + 1), 0.0)
    best = int(score.argmax()) if len(score) else 0
    return case.node(best) if score[best] > 0 else None
