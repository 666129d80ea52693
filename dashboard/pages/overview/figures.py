"""What the overview counts, and which part of the network it shows first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from dashboard.parts.selection import Shown
from graph.columns.columns import Mask
from graph.columns.overall import Overall
from graph.columns.texts import Longs
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
    overall = Overall(network)
    found, invented = network.count_labels(), overall.count_invented()
    facts = NodeCount("facts", len(network.relations), overall.count_invented_facts())
    nodes = {label: NodeCount(label, found.get(label, 0), invented.get(label, 0)) for label in (*ON_MAP, "Source")}
    return [*(nodes[label] for label in ON_MAP), facts, nodes["Source"]]


def latest_sources(network: Network) -> list[tuple[Node, int]]:
    """Return all sources with the number of facts they state, the latest first."""
    stated = Overall(network).stated()
    sources = sorted(network.by_label("Source"), key=_when, reverse=True)
    return [(source, len(stated.get(source.id, ()))) for source in sources]


def _when(source: Node) -> tuple[str, str]:
    return str(source.fields.get("recorded_at", "")), str(source.fields.get("date", ""))


def first_map(network: Network) -> Shown:
    """Return initiatives, other organisations and events that most facts join; people, too, where they alone do."""
    overall = Overall(network)
    found = _most_joined(overall, "Organisation", "Event")
    return found if found.relations else _most_joined(overall, "Person", "Organisation", "Event")


def _most_joined(overall: Overall, *labels: str) -> Shown:
    """Return the nodes of some types that most facts join, and the facts between them."""
    candidates = overall.labelled(labels) & ~overall.parts()
    between = candidates[overall.start] & candidates[overall.end]
    degrees = overall.degrees(between)
    ranked = np.argsort(-degrees, kind="stable")[: np.count_nonzero(degrees)]
    kept = np.zeros(len(degrees), dtype=np.bool_)
    kept[_first(chain(_round_events(overall, ranked), ranked.tolist()), _FIRST_MAP)] = True
    joined = between & kept[overall.start] & kept[overall.end]
    relations = overall.relations(joined)
    shown = overall.ends(overall.start, joined) | overall.ends(overall.end, joined)
    nodes = sorted(overall.nodes(np.flatnonzero(shown).tolist()), key=lambda n: (fold(n.name), n.id))
    return Shown(nodes, relations, int(np.count_nonzero(candidates)), frozenset(n.id for n in nodes))


def _first(items: Iterator[int], most: int) -> list[int]:
    """Return the first different ones; no more is asked for than these take."""
    found = dict[int, None]()
    for item in items:
        found[item] = None
        if len(found) == most:
            break
    return list(found)


def _round_events(overall: Overall, ranked: Longs) -> Iterator[int]:
    """Yield the events with the first organisations at each: what brings people together comes first."""
    rank = np.full(len(overall.facts_around), -1, dtype=np.int64)
    rank[ranked] = np.arange(len(ranked))
    is_event: Mask = overall.labelled(("Event",))
    for event in ranked[is_event[ranked]].tolist():
        there = [n for n in overall.neighbours(event) if rank[n] >= 0]
        yield event
        yield from sorted(there, key=rank.__getitem__)[:_FOR_EACH_EVENT]
