"""Fragile bridges: what falls apart when one person leaves."""

from graph.analysis.case import Case
from graph.analysis.phrases import phrase
from graph.analysis.questions.cuts import cut, sizes_without
from graph.analysis.questions.finding import Finding
from graph.analysis.questions.pair_facts import is_covered, named
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
        sizes = sizes_without(graph)
        cut_off = {i: sum(n for n in pieces[:-1] if n > 1) for i, pieces in sizes.items()}
        wanted = [i for i, lost in cut_off.items() if lost and _is_asked(case, graph.ids[i])]
        for i in sorted(wanted, key=lambda i: (-cut_off[i], graph.ids[i]))[:top]:
            if graph.ids[i] not in found:
                pieces = cut(graph, i).pieces
                found[graph.ids[i]] = _finding(case, factor * cut_off[i], pieces, graph.ids[i], graph, weak=factor < 1)
    return list(found.values())


def _is_asked(case: Case, node: str) -> bool:
    return case.network.nodes[node].label == "Person" and bool(case.asked[case.place[node]])


def _finding(
    case: Case, value: float, pieces: tuple[tuple[str, ...], ...], person: str, graph: TieGraph, *, weak: bool
) -> Finding:
    node = case.network.nodes[person]
    lost = [member for piece in pieces[1:] if len(piece) > 1 for member in piece]
    row = graph.matrix[[case.actor_place[person]]]
    ties = {graph.ids[int(j)] for j in row.indices}
    evidence = {item for other in sorted(ties)[:50] for item in case.explainer.explain(person, other, limit=1).evidence}
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
            phrase("fragile_lost", count=len(lost), rest=len(pieces[0]), actors=named(_ordered(case, lost), _SHOWN)),
            only,
        ),
        tuple(sorted(evidence)),
        phrase("advice_second_bridge", actor=node, one=_best(case, pieces[0], ties), other=_best(case, lost, ties)),
        is_covered(case, case.place[person]),
    )


def _ordered(case: Case, members: list[str]) -> list[Node]:
    """Return the members, organisations first."""
    return sorted((case.network.nodes[m] for m in members), key=lambda n: (n.label == "Person", n.name, n.id))


def _best(case: Case, members: tuple[str, ...] | list[str], ties: set[str]) -> Node:
    """Return who of a piece is best tied, one the person knows before the others."""
    degree = case.actors.matrix.indptr

    def rank(member: str) -> tuple[int, str]:
        i = case.actor_place[member]
        return int(degree[i] - degree[i + 1]), member

    known = [member for member in members if member in ties]
    return case.network.nodes[min(known or members, key=rank)]
