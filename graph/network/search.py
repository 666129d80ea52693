"""Search: whatever somebody types, in any spelling and order of words; similar names where nothing fits."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from graph.errors import UnknownName
from graph.model.fold import fold
from graph.names.person import parse_person
from graph.network import Network, Node

_SIMILAR = 70.0
_CANDIDATES = 5
_BRACKETS = re.compile(r"\(([^()]+)\)(?: e\. ?V\.)?$")


def search(network: Network, text: str, *, labels: Iterable[str] = (), limit: int = 50) -> list[Node]:
    """Return the nodes whose names contain every word of `text`, also within a word, the closest first."""
    wanted = fold(text)
    if not wanted:
        return []
    words, allowed = wanted.split(), frozenset(labels)
    found = network.closest(wanted, allowed, limit)
    return sorted(found, key=lambda node: (*_distance(network, node, wanted, words), node.id))[:limit]


def _distance(network: Network, node: Node, wanted: str, words: list[str]) -> tuple[int, int, str]:
    name = fold(node.name)
    has_short = "short_name" in network.schema.nodes[node.label].fields  # the fields of all others need not be read
    if name == wanted or (has_short and (_is_short(node, wanted) or _is_abbreviated(node.name, wanted))):
        rank = 0
    elif sorted(name.split()) == sorted(words):
        rank = 1
    elif name.startswith(wanted):
        rank = 2
    elif all(f" {word}" in f" {node.search_text}" for word in words):
        rank = 3
    else:
        rank = 4
    return rank, len(name), name


def _is_short(node: Node, wanted: str) -> bool:
    """Return whether a house is called that for short, or by another of its names."""
    aliases = node.fields.get("aliases", ())
    names = (node.fields.get("short_name", ""), *(aliases if isinstance(aliases, list | tuple) else (aliases,)))
    return any(wanted == fold(str(name)) for name in names if name)


def _is_abbreviated(name: str, wanted: str) -> bool:
    """Return whether a name gives this as its abbreviation: in brackets at its end, or before a dash."""
    behind = _BRACKETS.search(name)
    before, dash, _ = name.partition(" - ") if " - " in name else name.partition(" – ")
    return any(wanted == fold(short) for short in ((behind[1] if behind else ""), before if dash else "") if short)


def similar(network: Network, text: str, limit: int = _CANDIDATES) -> list[Node]:
    """Return the nodes whose names look most like `text`."""
    names = network.folded_names(without="Source")
    matches = process.extract(fold(text), names, scorer=fuzz.token_sort_ratio, score_cutoff=_SIMILAR, limit=limit)
    return [network.nodes[node_id] for _, _, node_id in matches]


def search_named(network: Network, text: str, *, labels: Iterable[str] = (), limit: int = 50) -> tuple[str, list[Node]]:
    """Return what was looked for, folded, and what it found; titles, of which names have none, are left out."""
    wanted = fold(text)
    found = search(network, wanted, labels=labels, limit=limit)
    if not found and wanted:
        wanted = parse_person(text).key
        found = search(network, wanted, labels=labels, limit=limit)
    return wanted, found


def find_one(network: Network, text: str, *, labels: Iterable[str] = ()) -> Node:
    """Return the one node meant by an id, a name or a part of it.

    Raises:
        UnknownName: none, with similar names; or several, with their ids.
    """
    if text in network.nodes:
        return network.nodes[text]
    wanted, found = search_named(network, text, labels=labels)
    if not found:
        near = similar(network, text)
        raise UnknownName("unknown_name" if near else "unknown_name_empty", text, [n.display for n in near])
    exact = [n for n in found if _distance(network, n, wanted, wanted.split())[0] <= 1]
    named = [n for n in exact if fold(n.name) == wanted]  # before who only has it as a short name
    chosen = named or exact or found
    # A list is often named like its event: who names an actor does not mean the source.
    chosen = [n for n in chosen if n.label != "Source"] or chosen
    if len(chosen) > 1:
        candidates = [f"{n.display} ({network.schema.nodes[n.label].display.de}, {n.id})" for n in chosen]
        raise UnknownName("ambiguous_name", text, candidates[:_CANDIDATES])
    return chosen[0]
