"""Fragile bridges: what falls apart when one person leaves."""

import numpy as np

from graph.analysis.case import Case
from graph.analysis.phrases import phrase
from graph.analysis.questions.cuts import Cut, Cutter, sizes_without
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, named
from graph.analysis.snapshot import Ints
from graph.analysis.tie_graph import TieGraph
from graph.network import Node

_SHOWN = 5
_WEAK = 0.1  # what a finding counts where only firm contacts fall apart


def find(case: Case, top: int) -> list[Finding]:
    """Return the people without whom most others are cut off; a piece of one is no piece (see concentration).

    Where weak contacts would still hold the pieces together, the finding says so and counts less.
    """
    found: dict[str, Finding] = {}
    for graph, factor in ((case.actors, 1.0), (case.actors.at_least(case.thresholds.firm), _WEAK)):
        sizes, cutter = sizes_without(graph), Cutter(graph)
        cut_off = {i: sum(n for n in pieces[:-1] if n > 1) for i, pieces in sizes.items()}
        wanted = [i for i, lost in cut_off.items() if lost and _is_asked(case, graph.ids[i])]
        for i in sorted(wanted, key=lambda i: (-cut_off[i], graph.ids[i]))[:top]:
            if graph.ids[i] not in found:
                found[graph.ids[i]] = _finding(
                    case, factor * cut_off[i], cutter.cut(i, sizes[i]), graph, weak=factor < 1
                )
    return list(found.values())


def _is_asked(case: Case, node: str) -> bool:
    return case.network.nodes[node].label == "Person" and bool(case.asked[case.place[node]])


def _finding(case: Case, value: float, cut: Cut, graph: TieGraph, *, weak: bool) -> Finding:
    person = graph.ids[cut.node]
    node = case.network.nodes[person]
    lost = [int(place) for piece in cut.others if len(piece) > 1 for place in piece]
    first, last = graph.matrix.indptr[cut.node : cut.node + 2]
    near = graph.matrix.indices[first:last].astype(np.int64)
    ties = sorted(graph.ids[int(j)] for j in near)
    evidence = {item for other in ties[:50] for item in case.explainer.explain(person, other, limit=1).evidence}
    only = (
        phrase("fragile_firm", actor=node, strength=case.thresholds.firm)
        if weak
        else phrase("fragile_only", actor=node)
    )
    return Finding(
        "fragile_bridges",
        (person,),
        value,
        phrase("fragile_title", actor=node),
        (
            phrase(
                "fragile_lost",
                count=len(lost),
                rest=len(cut.largest),
                actors=named(_ordered(case, [graph.ids[i] for i in lost]), _SHOWN),
            ),
            only,
        ),
        tuple(sorted(evidence)),
        phrase(
            "advice_second_bridge",
            actor=node,
            one=_best(case, graph, cut.largest, near),
            other=_best(case, graph, np.array(lost), near),
        ),
        is_covered(case, case.place[person]),
    )


def _ordered(case: Case, members: list[str]) -> list[Node]:
    """Return the members, organisations first."""
    return sorted((case.network.nodes[m] for m in members), key=lambda n: (n.label == "Person", n.name, n.id))


def _best(case: Case, graph: TieGraph, members: Ints, near: Ints) -> Node:
    """Return who of a piece is best tied, one the person knows before the others."""
    known = members[np.isin(members, near)]
    some = np.sort(known if len(known) else members)  # among equals the first
    degree = np.diff(case.actors.matrix.indptr)  # the graphs have the same nodes
    return case.network.nodes[graph.ids[int(some[np.argmax(degree[some])])]]
