"""What a map and its table show: the part of the network that passes a filter, cut down where it is large."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from graph.columns.columns import Mask
from graph.columns.held import held as held_between
from graph.columns.overall import Overall
from graph.model.fold import fold
from graph.model.schema import ON_MAP
from graph.network import Network, Node, Relation

LARGE = 400
FIRST = 140  # nodes of a large network that are shown at first


@dataclass(frozen=True, slots=True)
class Filter:
    """What shall be shown; what is empty does not restrict. Kinds are written "Organisation:initiative".

    `only` are the nodes it is narrowed to, None for all.
    """

    labels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    start: str = ""
    end: str = ""
    only: frozenset[str] | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return self != Filter()


@dataclass(frozen=True, slots=True)
class Shown:
    """The nodes and facts to show, and how many nodes there would be without the cut."""

    nodes: list[Node]
    relations: list[Relation]
    total: int
    ids: frozenset[str] = field(default=frozenset())

    @property
    def is_cut(self) -> bool:
        """Whether only a part is shown because all would be too much at once."""
        return len(self.nodes) < self.total


def select(
    network: Network, asked: Filter, *, expanded: Iterable[str] = (), everything: bool = False, keep: str = ""
) -> Shown:
    """Return what passes a filter; `expanded` nodes bring their neighbours, and `keep` is shown in any case."""
    overall = Overall(network)
    held = held_between(overall, asked.start, asked.end)
    fitting = _fitting(overall, asked, held)
    is_small = np.count_nonzero(fitting) <= LARGE
    ids = fitting.copy() if everything or is_small else _first(overall, fitting)
    ids |= _neighbourhood(overall, expanded, held)
    kept = overall.named([keep]) & overall.labelled(ON_MAP)
    if (kept & ~ids).any():
        ids |= _neighbourhood(overall, [keep], held)
    between = overall.relations(held & ids[overall.start] & ids[overall.end])
    nodes = _by_name(overall.nodes(np.flatnonzero(ids).tolist()))
    return Shown(nodes, between, int(np.count_nonzero(fitting | ids)), frozenset(n.id for n in nodes))


def fitting(network: Network, asked: Filter, labels: Iterable[str]) -> frozenset[str]:
    """Return the ids of those with one of the labels that pass a filter; no node is made for that."""
    overall = Overall(network)
    found = _fitting(overall, asked, held_between(overall, asked.start, asked.end))
    return frozenset(overall.ids(found & overall.labelled(labels)))


def around(network: Network, node_id: str, most: int = 60) -> Shown:
    """Return a node with its neighbours, those with the most facts first where there are many."""
    near = {r.other(node_id) for r in network.around(node_id)}
    near = {n for n in near if network.nodes[n].label in ON_MAP} - {node_id}
    kept = set(sorted(near, key=lambda n: (_rank(network, n), n))[:most]) | {node_id}
    nodes = _by_name(network.nodes[i] for i in kept)
    between = {r.id: r for n in kept for r in network.around(n) if r.start in kept and r.end in kept}
    types = list(network.schema.relationships)
    relations = sorted(between.values(), key=lambda r: (types.index(r.type), r.id))
    return Shown(nodes, relations, len(near) + 1, frozenset(kept))


def _by_name(nodes: Iterable[Node]) -> list[Node]:
    """Return some nodes in the order of `Network.by_label`, without looking at all others."""
    return sorted(nodes, key=lambda n: (fold(n.name), n.id))


def _fitting(overall: Overall, asked: Filter, held: Mask) -> Mask:
    found = overall.labelled(ON_MAP) & _wanted(overall, asked)
    if asked.only is not None:
        found &= overall.named(asked.only)
    if asked.topics:
        found &= _about(overall, asked.topics, "DEALS_WITH")
    if asked.regions:
        found &= _about(overall, asked.regions, "ACTIVE_IN")
    if asked.start or asked.end:
        found &= overall.ends(overall.start, held) | overall.ends(overall.end, held)
    return found


def _wanted(overall: Overall, asked: Filter) -> Mask:
    named = overall.labelled(asked.labels)
    if not asked.kinds:
        return named if asked.labels else ~named
    by_label: dict[str, list[str]] = {}
    for value in asked.kinds:
        label, _, kind = value.partition(":")
        by_label.setdefault(label, []).append(kind)
    of_kinds = np.zeros(len(named), dtype=np.bool_)
    for label, kinds in by_label.items():
        if not asked.labels or label in asked.labels:
            of_kinds |= overall.labelled([label]) & overall.of_kind(kinds)
    # A type without a chosen kind stays whole when the type itself is chosen.
    return of_kinds | overall.labelled(asked.labels - by_label.keys())


def _about(overall: Overall, targets: Iterable[str], type_: str) -> Mask:
    """Return topics or regions with their parts, who deals with them, and the events and people of those."""
    network = overall.network
    whole = overall.named(network.with_parts(targets))
    direct = overall.ends(overall.start, overall.is_type(type_) & whole[overall.end])
    events = overall.ids(direct & overall.labelled(["Event"]))
    found = whole | direct | overall.named(network.with_parts(events))
    if type_ == "DEALS_WITH":  # people are seldom asked for their topics; those of their organisation are theirs
        found |= overall.ends(overall.start, overall.is_type("WORKS_FOR") & direct[overall.end])
    return found


def _first(overall: Overall, fitting: Mask) -> Mask:
    """Return the part of a large network to begin with: what most facts are known of, people last."""
    # People are not ranked against organisations: they come when a neighbourhood is opened or a filter asks.
    is_person = overall.labelled(["Person"])
    places = np.flatnonzero(fitting)
    order = np.lexsort([-overall.facts_around[places], is_person[places]])
    found = np.zeros(len(fitting), dtype=np.bool_)
    found[places[order[:FIRST]]] = True
    return found


def _rank(network: Network, node_id: str) -> tuple[bool, int]:
    return network.nodes[node_id].label == "Person", -len(network.around(node_id))


def _neighbourhood(overall: Overall, node_ids: Iterable[str], held: Mask) -> Mask:
    wanted = overall.named(node_ids)
    if not wanted.any():
        return wanted
    near = held & (wanted[overall.start] | wanted[overall.end])
    met = wanted | overall.ends(overall.start, near) | overall.ends(overall.end, near)
    return met & overall.labelled(ON_MAP)
