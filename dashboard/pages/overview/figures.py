"""What the overview counts, and which part of the network it shows first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from dashboard.parts.selection import Shown
from graph.model.claims import source_of
from graph.model.fold import fold
from graph.model.schema import ON_MAP
from graph.network import Network, Node

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
    candidates = {n.id for n in network.nodes.values() if n.label in labels and not network.is_part(n.id)}
    between = [r for r in network.relations if r.start in candidates and r.end in candidates]
    degrees = Counter(end for r in between for end in (r.start, r.end))
    ranked = sorted(degrees, key=lambda n: (-degrees[n], n))
    rank = {node: i for i, node in enumerate(ranked)}
    kept = set(_first(chain(_round_events(network, ranked, rank), ranked), _FIRST_MAP))
    joined = [r for r in between if r.start in kept and r.end in kept]
    kept = {end for r in joined for end in (r.start, r.end)}
    nodes = sorted((network.nodes[i] for i in kept), key=lambda n: (fold(n.name), n.id))
    return Shown(nodes, joined, len(candidates), frozenset(kept))


def _first(items: Iterable[str], most: int) -> list[str]:
    """Return the first different ones; no more is asked for than these take."""
    found = dict[str, None]()
    for item in items:
        found[item] = None
        if len(found) == most:
            break
    return list(found)


def _round_events(network: Network, ranked: list[str], rank: Mapping[str, int]) -> Iterator[str]:
    """Yield the events with the first organisations at each: what brings people together comes first."""
    for event in (n for n in ranked if network.nodes[n].label == "Event"):
        there = {r.other(event) for r in network.around(event)}
        yield event
        yield from sorted((n for n in there if n in rank), key=rank.__getitem__)[:_FOR_EACH_EVENT]
