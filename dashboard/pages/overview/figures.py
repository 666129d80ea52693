"""What the overview counts, and which part of the network it shows first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.parts.selection import Shown
from graph.model.claims import source_of
from graph.model.schema import ON_MAP
from graph.network import Network, Node, Relation

_FIRST_MAP = 36
_FOR_EACH_EVENT = 3


@dataclass(frozen=True, slots=True)
class NodeCount:
    """How many there are of a type of node, or of "facts", and how many of them are invented."""

    what: str
    count: int
    invented: int


def figures(network: Network) -> list[NodeCount]:
    """Return the figures of the overview."""
    found = Counter(node.label for node in network.nodes.values())
    invented = Counter(node.label for node in network.nodes.values() if node.invented)
    facts = NodeCount("facts", len(network.relations), sum(r.invented for r in network.relations))
    sources = NodeCount("Source", found["Source"], invented["Source"])
    return [*(NodeCount(label, found[label], invented[label]) for label in ON_MAP), facts, sources]


def latest_sources(network: Network) -> list[tuple[Node, int]]:
    """Return all sources with the number of facts they state, the latest first."""
    stated = Counter(s for r in network.relations for s in {source_of(item) for item in r.evidence})
    sources = sorted(network.by_label("Source"), key=_when, reverse=True)
    return [(source, stated[source.id]) for source in sources]


def _when(source: Node) -> tuple[str, str]:
    return str(source.fields.get("recorded_at", "")), str(source.fields.get("date", ""))


def first_map(network: Network) -> Shown:
    """Return initiatives, other organisations and events that most facts join; people, too, where they alone do."""
    found = _most_joined(network, "Organisation", "Event")
    return found if found.relations else _most_joined(network, "Person", "Organisation", "Event")


def _most_joined(network: Network, *labels: str) -> Shown:
    """Return the nodes of some types that most facts join, and the facts between them."""
    candidates = {n.id for n in network.by_label(*labels) if not network.is_part(n.id)}
    between = [r for r in network.relations if r.start in candidates and r.end in candidates]
    degrees = Counter(end for r in between for end in (r.start, r.end))
    ranked = sorted(degrees, key=lambda n: (-degrees[n], n))
    kept = set(list(dict.fromkeys([*_round_events(network, between, ranked), *ranked]))[:_FIRST_MAP])
    joined = [r for r in between if r.start in kept and r.end in kept]
    kept = {end for r in joined for end in (r.start, r.end)}
    nodes = [n for n in network.by_label(*labels) if n.id in kept]
    return Shown(nodes, joined, len(candidates), frozenset(kept))


def _round_events(network: Network, between: list[Relation], ranked: list[str]) -> Iterator[str]:
    """Yield the events with the first organisations at each: what brings people together comes first."""
    for event in (n for n in ranked if network.nodes[n].label == "Event"):
        there = {r.other(event) for r in between if event in (r.start, r.end)}
        yield event
        yield from [n for n in ranked if n in there][:_FOR_EACH_EVENT]
