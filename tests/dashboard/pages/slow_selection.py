"""What maps and figures show, node by node and fact by fact: slow, and plain to read."""

from collections import Counter
from collections.abc import Iterable

from dashboard.parts.selection import Filter
from graph.model.claims import source_of
from graph.model.dates import first_day, last_day
from graph.model.schema import ON_MAP
from graph.network import Network, Node, Relation


def figures(network: Network) -> dict[str, tuple[int, int]]:
    found = {label: [n.invented for n in network.nodes.values() if n.label == label] for label in (*ON_MAP, "Source")}
    found["facts"] = [r.invented for r in network.relations]
    return {what: (len(invented), sum(invented)) for what, invented in found.items()}


def stated(network: Network) -> dict[str, int]:
    counts = Counter(s for r in network.relations for s in {source_of(item) for item in r.evidence})
    return {n.id: counts[n.id] for n in network.nodes.values() if n.label == "Source"}


def kinds(network: Network) -> set[str]:
    return {f"{n.label}:{n.kind}" for n in network.nodes.values() if n.label in ON_MAP and n.kind}


def first_map(network: Network, most: int) -> set[str]:
    return _joined(network, most, "Organisation", "Event") or _joined(network, most, "Person", "Organisation", "Event")


def _joined(network: Network, most: int, *labels: str) -> set[str]:
    candidates = {n.id for n in network.nodes.values() if n.label in labels and not network.is_part(n.id)}
    between = [r for r in network.relations if r.start in candidates and r.end in candidates]
    degrees = Counter(end for r in between for end in (r.start, r.end))
    ranked = sorted(degrees, key=lambda n: (-degrees[n], n))
    order = list[str]()
    for event in (n for n in ranked if network.nodes[n].label == "Event"):
        there = {r.other(event) for r in network.around(event)}
        order += [event, *[n for n in ranked if n in there][:3]]
    kept = list(dict.fromkeys([*order, *ranked]))[:most]
    return {end for r in between if r.start in kept and r.end in kept for end in (r.start, r.end)}


def select(
    network: Network, asked: Filter, expanded: Iterable[str], large: int, first: int, *, everything: bool, keep: str
) -> tuple[set[str], set[str], int]:
    """The ids of nodes and of facts, and how many nodes there would be."""
    held = [r for r in network.relations if in_period(network, r, asked)]
    fitting = _fitting(network, asked, held)
    few = everything or len(fitting) <= large
    ids = fitting if few else set(sorted(fitting, key=lambda n: (_rank(network, n), n))[:first])
    ids = ids | _near(network, expanded, held)
    if keep in network.nodes and network.nodes[keep].label in ON_MAP and keep not in ids:
        ids |= _near(network, [keep], held)
    return ids, {r.id for r in held if r.start in ids and r.end in ids}, len(fitting | ids)


def in_period(network: Network, relation: Relation, asked: Filter) -> bool:
    if not (asked.start or asked.end):
        return True
    begin, end = network.dates(relation)
    too_late = asked.end and begin and first_day(begin) > last_day(asked.end)
    too_early = asked.start and end and last_day(end) < first_day(asked.start)
    return not (too_late or too_early)


def _rank(network: Network, node: str) -> tuple[bool, int]:
    return network.nodes[node].label == "Person", -len(network.around(node))


def _near(network: Network, wanted: Iterable[str], held: list[Relation]) -> set[str]:
    wanted = set(wanted) & network.nodes.keys()
    met = {end for r in held if {r.start, r.end} & wanted for end in (r.start, r.end)}
    return {n for n in wanted | met if network.nodes[n].label in ON_MAP}


def _fitting(network: Network, asked: Filter, held: list[Relation]) -> set[str]:
    ids = {n.id for n in network.nodes.values() if n.label in ON_MAP and _wanted(n, asked)}
    for targets, type_ in ((asked.topics, "DEALS_WITH"), (asked.regions, "ACTIVE_IN")):
        if targets:
            ids &= _about(network, targets, type_)
    if asked.only is not None:
        ids &= asked.only
    return ids & {end for r in held for end in (r.start, r.end)} if asked.start or asked.end else ids


def _wanted(node: Node, asked: Filter) -> bool:
    if asked.kinds:
        if f"{node.label}:{node.kind}" in asked.kinds:
            return not asked.labels or node.label in asked.labels
        return node.label in asked.labels and not any(k.startswith(f"{node.label}:") for k in asked.kinds)
    return not asked.labels or node.label in asked.labels


def _about(network: Network, targets: Iterable[str], type_: str) -> set[str]:
    whole = set(network.with_parts(targets))
    direct = {r.start for r in network.relations if r.type == type_ and r.end in whole}
    events = {n for n in direct if network.nodes[n].label == "Event"}
    found = whole | direct | set(network.with_parts(events))
    if type_ == "DEALS_WITH":
        found |= {r.start for r in network.relations if r.type == "WORKS_FOR" and r.end in direct}
    return found
