"""GraphML, for yEd, networkx, igraph and Gephi."""

from pathlib import Path

import networkx as nx

from briefing.exchange.content import Content


def as_networkx(content: Content) -> "nx.MultiDiGraph[str]":
    """Return the content as a networkx graph with texts as attributes; the key of an edge is the id of the fact."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=content.title)
    for actor in content.actors:
        graph.add_node(actor.id, **actor.flat())
    for fact in content.facts:
        said = {name: text for name, text in fact.flat().items() if name != "id"}
        graph.add_edge(fact.start, fact.end, key=fact.id, **said)
    return graph


def write_graphml(content: Content, out: Path) -> None:
    """Write a directed multigraph."""
    nx.write_graphml_lxml(as_networkx(content), out, named_key_ids=True)
