"""Twenty networks from 10 to 60 actors to draw: parts of two real ones, known ones of the literature, invented ones."""

import csv
import gzip
import json
from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import networkx as nx

from briefing.drawing.picture import Figure, Link, Picture

SIZES = (10, 15, 20, 25, 30, 40, 50, 60)
KINDS = {"Person": "Person", "Organisation": "Organisation", "Event": "Veranstaltung"}


def networks(data: Path | None) -> list[tuple[str, Picture]]:
    """Return the networks with their names; without the real data only those that need none."""
    found = list(chain(_known(), _invented()))
    if data is not None:
        found = [*_lobbyregister(data), *_commission(data), *found]
    return found[:20]


def _lobbyregister(data: Path) -> Iterator[tuple[str, Picture]]:
    """Yield the neighbourhood of organisations with many memberships: members, people, bodies they share."""
    graph = nx.Graph()
    with gzip.open(data / "lobbyregister" / "sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            _register(graph, json.loads(line)["lobbyistIdentity"])
    bodies = [node for node, kind in graph.nodes(data="kind") if kind == "Organisation"]
    centres = sorted(bodies, key=lambda node: (-graph.degree[node], node))
    for n, size in enumerate(SIZES):
        yield f"Lobbyregister {size}", _around(graph, centres[n * 3], size)


def _register(graph: nx.Graph, entry: dict[str, Any]) -> None:
    name = str(entry.get("name", "")).strip()
    if not name:
        return
    graph.add_node(name, kind="Organisation")
    for person in [*entry.get("legalRepresentatives", []), *entry.get("entrustedPersons", [])]:
        who = f"{person.get('firstName', '')} {person.get('lastName', '')}".strip()
        graph.add_node(who, kind="Person")
        graph.add_edge(name, who, label=str(person.get("function", "")))
    for body in _memberships(entry):
        if body and body != name:
            graph.add_node(body, kind="Organisation")
            graph.add_edge(name, body, label="Mitglied")


def _memberships(entry: dict[str, Any]) -> list[str]:
    written = entry.get("memberships") or []
    parts = written if isinstance(written, list) else [written]
    names = (str(part.get("membership", part) if isinstance(part, dict) else part) for part in parts)
    return [name.strip()[:120] for name in names]


def _commission(data: Path) -> Iterator[tuple[str, Picture]]:
    """Yield parts of the network of the coal commission."""
    folder = data / "kohlekommission"
    graph = nx.Graph()
    with (folder / "NodesKohlekommission.csv").open(encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines):
            graph.add_node(row["id"], name=row["name"], kind="Person" if row["type"] == "0" else "Organisation")
    with (folder / "EdgesKohlekommission.csv").open(encoding="utf-8", errors="replace") as lines:
        graph.add_edges_from((row["from"], row["to"]) for row in csv.DictReader(lines) if row["from"] in graph)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    centres = sorted(largest, key=lambda node: (-graph.degree[node], node))
    for n, size in enumerate((20, 40, 60)):
        yield f"Kohlekommission {size}", _around(graph, centres[n], size)


def _around(graph: nx.Graph, centre: str, size: int) -> Picture:
    """Return who is nearest to the centre, breadth first, the best connected first."""
    seen, queue = {centre: None}, deque([centre])
    while queue and len(seen) < size:
        for node in sorted(graph[queue.popleft()], key=lambda it: (-graph.degree[it], it)):
            if node not in seen and len(seen) < size:
                seen[node] = None
                queue.append(node)
    return _picture(graph.subgraph(seen), centre)


def _picture(graph: nx.Graph, centre: str = "") -> Picture:
    groups = {node: str(n) for n, part in enumerate(nx.community.greedy_modularity_communities(graph)) for node in part}
    figures = tuple(
        Figure(
            str(node),
            str(about.get("name") or node),
            kind=str(about.get("kind") or "Person"),
            group=groups[node],
            subject=node == centre,
        )
        for node, about in sorted(graph.nodes(data=True), key=lambda it: str(it[0]))
    )
    links = tuple(
        Link(str(a), str(b), str(about.get("label", ""))) for a, b, about in sorted(graph.edges(data=True), key=str)
    )
    return Picture(figures, links, KINDS)


def _known() -> Iterator[tuple[str, Picture]]:
    women = nx.davis_southern_women_graph()
    nx.set_node_attributes(women, {n: "Event" if n.startswith("E") else "Person" for n in women}, "kind")
    yield "Southern women 32", _picture(women)
    yield "Florentine families 15", _picture(nx.florentine_families_graph())
    club = nx.karate_club_graph()
    yield "Karate club 34", _picture(nx.relabel_nodes(club, {n: f"Mitglied Nummer {n}" for n in club}))
    yield "Les Misérables 60", _around(nx.les_miserables_graph(), "Valjean", 60)


def _invented() -> Iterator[tuple[str, Picture]]:
    """Yield groups with some ties across, and a tree; names as long as those of German bodies."""
    for n, size in enumerate((24, 36, 48)):
        parts = [size // 3] * 3
        graph = nx.random_partition_graph(parts, min(1.0, 7 / size), min(1.0, 0.8 / size), seed=n + 1)
        yield f"Three groups {size}", _picture(nx.relabel_nodes(graph, {k: _name(k) for k in graph}))
    tree = nx.balanced_tree(3, 3)
    yield "Tree 40", _picture(nx.relabel_nodes(tree, {k: _name(k) for k in tree}))
    for size in (28,):
        graph = nx.connected_watts_strogatz_graph(size, 4, 0.2, seed=size)
        yield f"Small world {size}", _picture(nx.relabel_nodes(graph, {k: _name(k) for k in graph}))


def _name(number: int) -> str:
    heads = ("Verband", "Musterministerium", "Institut", "Gesellschaft", "Landesagentur")
    tails = (
        "Glas und Keramik",
        "für Wasserstoff",
        "Energie und Klimaschutz",
        "der Stahlindustrie e. V.",
        "Musterstadt",
    )
    return f"{heads[number % 5]} {tails[number // 5 % 5]} {number}"
