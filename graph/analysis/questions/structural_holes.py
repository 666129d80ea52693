"""Structural holes: two communities with topics in common and few ties, and who could bridge them (Burt 1992)."""

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.case import Case
from graph.analysis.communities import Community, brokers, describe, partition
from graph.analysis.phrases import Phrase, phrase, several
from graph.analysis.questions.finding import Finding, evidence_of
from graph.analysis.snapshot import Floats
from graph.network import Node

_SMALLEST, _MOST = 3, 200


def find(case: Case, top: int) -> list[Finding]:
    """Return the pairs of communities that share most topics for the ties they have."""
    graph = case.actors
    parts = partition(graph)
    groups = [g for g in describe(case.network, graph, parts, case.arrays) if len(g.members) >= _SMALLEST][:_MOST]
    if len(groups) < 2:
        return []
    member = _members(case, groups)
    alike, topics = _alike(case, member)
    actual = (member.T @ graph.matrix @ member).toarray()
    degree = np.asarray(member.T @ np.asarray(graph.matrix.sum(axis=1)).ravel())
    expected = np.outer(degree, degree) / max(float(graph.matrix.sum()), 1e-12)
    sizes = np.array([len(g.members) for g in groups])
    lack = 1 - np.minimum(actual / np.maximum(expected, 1e-12), 1.0)
    value = np.triu(alike * np.where(lack > 0.5, lack, 0.0) * np.sqrt(np.minimum.outer(sizes, sizes)), 1)
    order = np.argsort(-value.ravel(), kind="stable")[:top]
    pairs = [(int(k) // len(groups), int(k) % len(groups)) for k in order if value.ravel()[k] > 0]
    return [
        _finding(case, float(value[i, j]), groups[i], groups[j], np.minimum(topics[i], topics[j]), float(actual[i, j]))
        for i, j in pairs
    ]


def _members(case: Case, groups: list[Community]) -> csr_array:
    """Return which actor is in which community."""
    rows = [case.actor_place[m] for g in groups for m in g.members]
    columns = [k for k, g in enumerate(groups) for _ in g.members]
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(case.actors.size, len(groups)))


def _alike(case: Case, member: csr_array) -> tuple[Floats, Floats]:
    """Return how much the topics of each two communities overlap (0 to 1), and the share of topics of each."""
    places = [case.place[node] for node in case.actors.ids]
    counts = np.asarray((member.T @ case.topics[places]).todense())
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    used = np.flatnonzero(counts.sum(axis=0))
    few = shares[:, used]
    alike = np.array([np.minimum(row, few).sum(axis=1) for row in few])
    return alike, shares


def _finding(case: Case, value: float, a: Community, b: Community, shared: Floats, ties: float) -> Finding:
    nodes = case.network.nodes
    common = case.nodes(int(t) for t in np.argsort(-shared, kind="stable")[:3] if shared[t] > 0)
    one, other = (_speaker(case, g, common) for g in (a, b))
    between = [n for n, _ in brokers(case.actors, a.members, b.members) if n not in (one.id, other.id)]
    able = [nodes[n] for n in between[:2]]
    advice = (
        phrase("advice_broker", actors=several(able), one=one, other=other)
        if able
        else phrase("advice_hole", one=one, other=other, topic=common[0])
    )
    return Finding(
        "structural_holes",
        (one.id, other.id),
        value,
        phrase("hole_title", one=_name(case, a), other=_name(case, b)),
        (
            phrase("hole_topics", topics=several(common), one=len(a.members), other=len(b.members)),
            phrase("hole_ties" if ties else "hole_no_ties", ties=ties),
        ),
        evidence_of(case, [one, other], "DEALS_WITH"),
        advice,
    )


def _name(case: Case, group: Community) -> Phrase:
    """Return what a community is called: its best tied member, with its topic and region where it has any."""
    nodes = case.network.nodes
    found = [nodes[f] for f in (*group.topics[:1], *group.regions[:1])]
    about = phrase("hole_about", items=several(found)) if found else ""
    return phrase("hole_round", actor=nodes[group.members[0]], about=about)


def _speaker(case: Case, group: Community, topics: list[Node]) -> Node:
    """Return the best tied member that deals with what both share, organisations first."""
    s = case.arrays
    facts = np.flatnonzero(s.type == s.types.index("DEALS_WITH")) if "DEALS_WITH" in s.types else np.zeros(0, np.int64)
    wanted, able = (np.zeros(len(s.ids), dtype=np.bool_) for _ in range(2))
    wanted[[case.place[topic.id] for topic in topics]] = True
    able[s.start[facts[wanted[s.end[facts]]]]] = True
    members = np.array([case.place[member] for member in group.members], dtype=np.int64)
    rank = 2 * ~able[members] + s.has_label("Person")[members]
    return case.node(int(members[np.argmin(rank)]))
