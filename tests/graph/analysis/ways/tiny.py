"""Tiny cases for ways, written down by hand, and the same contacts for networkx."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import networkx as nx

from graph.analysis.questions import Case
from graph.analysis.ways import Ways
from tests.graph.networks import network

DAY = date(2021, 3, 16)
KNOWS = "met"


def names_in(facts: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted({end for fact in facts for end in fact[1:3]})


def ways(facts: list[tuple[str, ...]], day: date = DAY, **fields: dict[str, str]) -> Ways:
    """Return the ways of the nodes that facts name; events are workshops on the day unless `fields` says otherwise."""
    usual = {"e": {"format": "workshop", "start": DAY.isoformat()}}
    nodes = [(name, fields.get(name, usual.get(name[0], {}))) for name in sorted({*names_in(facts), *fields})]
    return Ways(Case(network(nodes, facts), day))


def know(*people: str) -> list[tuple[str, ...]]:
    """Return that each of some people knows the next."""
    return [("KNOWS", a, b, KNOWS) for a, b in pairwise(people)]


def took_part(event: str, *people: str) -> list[tuple[str, ...]]:
    return [("TOOK_PART_IN", person, event, "participant") for person in people]


def expanded(found: Ways) -> "nx.Graph[str]":
    """Return the people and their contacts as a graph of networkx, straight from the rows of the strengths."""
    s = found.case.strengths
    ids, graph = s.snapshot.ids, nx.Graph()
    graph.add_nodes_from(node for node in ids if node[0] == "p")
    for a, b, value in zip(s.people.a.tolist(), s.people.b.tolist(), s.people.value.tolist(), strict=True):
        before = graph.get_edge_data(ids[a], ids[b], {"strength": 0.0})["strength"]
        graph.add_edge(ids[a], ids[b], strength=before + value, length=found.settings.step + 1 / (before + value))
    return graph
