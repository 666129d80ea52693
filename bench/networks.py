"""Twenty networks to draw: parts of five real ones, known ones of the literature, generated and invented ones.

Each is up to sixty actors, the nearest to one in the middle. Every choice is seeded or by order, so they are the same
each time.
"""

import csv
import gzip
import json
from collections import deque
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import networkx as nx

from bench.generate.documents import Document
from bench.generate.parts import parts
from bench.generate.plan import Plan
from briefing.drawing.picture import Figure, Link, Picture

MOST = 60
KINDS = {
    "Person": "Person",
    "Organisation": "Organisation",
    "Event": "Veranstaltung",
    "Topic": "Thema",
    "Region": "Region",
    "association": "Verband",
    "company": "Unternehmen",
    "ministry": "Ministerium",
}
_KIND_OF = {
    "company": ("gmbh", " ag", " se", " kg", "ltd", "inc."),
    "ministry": ("ministerium",),
    "association": ("verband", "verein", "e.v", "e. v", "bund "),
}


def networks(data: Path | None) -> list[tuple[str, Picture]]:
    """Return the networks with their names; without the real data only those that need none."""
    real = (_lobbyregister, _commission, _shows, _programme, _meetings)
    return list(
        chain.from_iterable([*(read(data) for read in real if data is not None), _known(), _generated(), _invented()])
    )


def _lobbyregister(data: Path) -> Iterator[tuple[str, Picture]]:
    """Yield the neighbourhood of organisations with many memberships: members, people, bodies they share."""
    graph = nx.Graph()
    with gzip.open(data / "lobbyregister" / "sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            _register(graph, json.loads(line)["lobbyistIdentity"])
    yield from _centres("Lobbyregister", graph, (0, 5, 10, 15))


def _register(graph: nx.Graph, entry: dict[str, Any]) -> None:
    name = str(entry.get("name", "")).strip()
    if not name:
        return
    graph.add_node(name, kind=_kind(name))
    for person in [*entry.get("legalRepresentatives", []), *entry.get("entrustedPersons", [])]:
        who = f"{person.get('firstName', '')} {person.get('lastName', '')}".strip()
        graph.add_node(who, kind="Person")
        graph.add_edge(name, who, label=str(person.get("function", "")))
    for body in _memberships(entry):
        if body and body != name:
            graph.add_node(body, kind=_kind(body))
            graph.add_edge(name, body, label="Mitglied")


def _kind(name: str) -> str:
    folded = f" {name.casefold()} "
    return next((kind for kind, parts in _KIND_OF.items() if any(p in folded for p in parts)), "Organisation")


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
            kind = "Person" if row["type"] == "0" else _kind(row["name"])
            graph.add_node(row["id"], name=row["name"], kind=kind)
    with (folder / "EdgesKohlekommission.csv").open(encoding="utf-8", errors="replace") as lines:
        graph.add_edges_from((row["from"], row["to"]) for row in csv.DictReader(lines) if row["from"] in graph)
    yield from _centres("Kohlekommission", graph, (0, 1))


def _shows(data: Path) -> Iterator[tuple[str, Picture]]:
    """Yield who sat in talk shows with whom."""
    graph = nx.Graph()
    with (data / "talkshows" / "appearances.csv").open(encoding="utf-8", errors="replace") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            guests = [name.strip() for name in (row["guests"] or "").split(",") if 3 < len(name.strip()) < 40]
            for one, other in combinations(sorted(set(guests)), 2):
                weight = graph.get_edge_data(one, other, {}).get("weight", 0.0) + 1
                graph.add_edge(one, other, weight=weight, label=row["show"].replace("_", " "))
    yield from _centres("Talkshows", graph, (0, 6))


def _programme(data: Path) -> Iterator[tuple[str, Picture]]:
    """Yield sessions of a conference with those who speak there."""
    text = (data / "republica" / "sessions.json").read_text(encoding="utf-8")
    graph = nx.Graph()
    for session in json.loads(text[text.index("[") :].rstrip().rstrip(";")):
        graph.add_node(session["title"], kind="Event")
        for person in session.get("persons") or []:
            if named := person.get("#text"):
                graph.add_edge(session["title"], named, label=session.get("type") or "")
    yield from _centres("re:publica", graph, (0, 3))


def _meetings(data: Path) -> Iterator[tuple[str, Picture]]:
    """Yield members of the European Parliament with the lobbyists they met, the oftener the heavier."""
    graph = nx.Graph()
    with gzip.open(data / "mep_meetings" / "meetings.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if not 3 < len(lobby := row["lobbyists"].strip()) < 60:
                continue
            graph.add_node(lobby, kind=_kind(lobby))
            weight = graph.get_edge_data(row["mep"], lobby, {}).get("weight", 0.0) + 1
            graph.add_edge(row["mep"], lobby, weight=weight)
    yield from _centres("Europäisches Parlament", graph, (0, 8, 16))


def _centres(name: str, graph: nx.Graph, ranks: tuple[int, ...]) -> Iterator[tuple[str, Picture]]:
    """Yield who is near those of some rank among the best connected."""
    centres = sorted(graph, key=lambda node: (-graph.degree[node], str(node)))
    for number, rank in enumerate(ranks, 1):
        yield f"{name} {number}", _around(graph, centres[rank])


def _around(graph: nx.Graph, centre: str, size: int = MOST) -> Picture:
    """Return who is nearest to the centre, breadth first, the best connected first, of each a third of the rest."""
    seen, queue = {centre: None}, deque([centre])
    while queue and len(seen) < size:
        node = queue.popleft()
        near = sorted((it for it in graph[node] if it not in seen), key=lambda it: (-graph.degree[it], str(it)))
        for other in near[: max(6, (size - len(seen)) // 3)]:
            if len(seen) < size:
                seen[other] = None
                queue.append(other)
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
            weight=float(graph.degree[node]),
        )
        for node, about in sorted(graph.nodes(data=True), key=lambda it: str(it[0]))
    )
    links = tuple(
        Link(str(a), str(b), str(about.get("label", "")), weight=float(about.get("weight", 1.0)))
        for a, b, about in sorted(graph.edges(data=True), key=str)
    )
    return Picture(figures, links, KINDS)


def _known() -> Iterator[tuple[str, Picture]]:
    women = nx.davis_southern_women_graph()
    nx.set_node_attributes(women, {n: "Event" if n.startswith("E") else "Person" for n in women}, "kind")
    yield "Southern women", _picture(women, "E8")
    club = nx.relabel_nodes(nx.karate_club_graph(), lambda n: f"Mitglied Nummer {n}")
    yield "Karate club", _picture(club, "Mitglied Nummer 0")
    yield "Les Misérables", _around(nx.les_miserables_graph(), "Valjean")


def _generated() -> Iterator[tuple[str, Picture]]:
    """Yield parts of networks that `bench.generate` makes up."""
    for number, seed in enumerate((1, 2), 1):
        graph = nx.Graph()
        for document in parts(Plan(3_000, seed)):
            if isinstance(document, Document):
                for row in document.nodes.values():
                    kind = _kind(row["name"]) if row["type"] == "Organisation" else row["type"]
                    graph.add_node(row["ref"], name=row["name"], kind=kind)
                graph.add_edges_from(
                    (row["from"], row["to"], {"label": row.get("role", "")}) for row in document.relationships
                )
        graph.remove_nodes_from([n for n, kind in graph.nodes(data="kind") if kind in (None, "Topic", "Region")])
        centre = max(graph, key=lambda node: (graph.degree[node], str(node)))
        yield f"Generated {number}", _around(graph, centre)


def _invented() -> Iterator[tuple[str, Picture]]:
    """Yield groups with some ties across, and a small world; names as long as those of German bodies."""
    graph = nx.random_partition_graph([16, 16, 16], 7 / 48, 0.8 / 48, seed=3)
    yield "Three groups", _picture(nx.relabel_nodes(graph, _name), _name(0))
    graph = nx.connected_watts_strogatz_graph(28, 4, 0.2, seed=28)
    yield "Small world", _picture(nx.relabel_nodes(graph, _name), _name(0))


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
