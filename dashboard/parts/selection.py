"""What a map and its table show: the part of the network that passes a filter, cut down where it is large."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model.dates import first_day, last_day
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
    relations = [r for r in network.relations if in_period(network, r, asked)]
    fitting = _fitting(network, asked, relations)
    first = fitting if everything or len(fitting) <= LARGE else _first(network, fitting)
    ids = first | _neighbourhood(network, expanded, relations)
    if keep in network.nodes and network.nodes[keep].label in ON_MAP and keep not in ids:
        ids |= _neighbourhood(network, [keep], relations)
    nodes = [n for n in _by_name(network, ids) if n.label in ON_MAP]
    between = [r for r in relations if r.start in ids and r.end in ids]
    return Shown(nodes, between, len(fitting | ids), frozenset(ids))


def around(network: Network, node_id: str, most: int = 60) -> Shown:
    """Return a node with its neighbours, those with the most facts first where there are many."""
    near = {r.other(node_id) for r in network.around(node_id)}
    near = {n for n in near if network.nodes[n].label in ON_MAP} - {node_id}
    kept = set(sorted(near, key=lambda n: (_rank(network, n), n))[:most]) | {node_id}
    nodes = _by_name(network, kept)
    between = {r.id: r for n in kept for r in network.around(n) if r.start in kept and r.end in kept}
    types = list(network.schema.relationships)
    relations = sorted(between.values(), key=lambda r: (types.index(r.type), r.id))
    return Shown(nodes, relations, len(near) + 1, frozenset(kept))


def _by_name(network: Network, ids: Iterable[str]) -> list[Node]:
    """Return some nodes in the order of `Network.by_label`, without looking at all others."""
    return sorted((network.nodes[i] for i in ids), key=lambda n: (fold(n.name), n.id))


def in_period(network: Network, relation: Relation, asked: Filter) -> bool:
    """Return whether a fact held at some time in the period; one without any date passes."""
    if not (asked.start or asked.end):
        return True
    begin, end = network.dates(relation)
    too_late = asked.end and begin and first_day(begin) > last_day(asked.end)
    too_early = asked.start and end and last_day(end) < first_day(asked.start)
    return not (too_late or too_early)


def _fitting(network: Network, asked: Filter, relations: list[Relation]) -> set[str]:
    ids = {n.id for n in network.nodes.values() if n.label in ON_MAP and _wanted(n, asked)}
    if asked.only is not None:
        ids &= asked.only
    if asked.topics:
        ids &= _about(network, asked.topics, "DEALS_WITH")
    if asked.regions:
        ids &= _about(network, asked.regions, "ACTIVE_IN")
    if asked.start or asked.end:
        ids &= {end for r in relations for end in (r.start, r.end)}
    return ids


def _wanted(node: Node, asked: Filter) -> bool:
    if asked.kinds:
        if f"{node.label}:{node.kind}" in asked.kinds:
            return not asked.labels or node.label in asked.labels
        # A type without a chosen kind stays whole when the type itself is chosen.
        return node.label in asked.labels and not any(k.startswith(f"{node.label}:") for k in asked.kinds)
    return not asked.labels or node.label in asked.labels


def _about(network: Network, targets: Iterable[str], type_: str) -> set[str]:
    """Return topics or regions with their parts, who deals with them, and the events and people of those."""
    whole = set(network.with_parts(targets))
    direct = {r.start for r in network.relations if r.type == type_ and r.end in whole}
    events = {n for n in direct if network.nodes[n].label == "Event"}
    found = whole | direct | set(network.with_parts(events))
    if type_ == "DEALS_WITH":  # people are seldom asked for their topics; those of their organisation are theirs
        found |= {r.start for r in network.relations if r.type == "WORKS_FOR" and r.end in direct}
    return found


def _first(network: Network, ids: set[str]) -> set[str]:
    """Return the part of a large network to begin with: what most facts are known of, people last."""
    return set(sorted(ids, key=lambda n: (_rank(network, n), n))[:FIRST])


def _rank(network: Network, node_id: str) -> tuple[bool, int]:
    # People are not ranked against organisations: they come when a neighbourhood is opened or a filter asks.
    return network.nodes[node_id].label == "Person", -len(network.around(node_id))


def _neighbourhood(network: Network, node_ids: Iterable[str], relations: list[Relation]) -> set[str]:
    wanted = {n for n in node_ids if n in network.nodes}
    if not wanted:
        return set()
    met = {end for r in relations if r.start in wanted or r.end in wanted for end in (r.start, r.end)}
    return {n for n in wanted | met if network.nodes[n].label in ON_MAP}
