"""GEXF 1.3 with dates as intervals, for Gephi and Gephi Lite: a day is as precise as Gephi reads it.

The dates as the source gives them stand in `valid_from` and `valid_to` (of events in `start` and `end`).
"""

from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from briefing.drawing.style import table
from briefing.exchange.content import Content, ExportedActor, ExportedFact
from graph.model.dates import first_day, last_day

_GEXF = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
_SPREAD = 1000.0  # places on the map run from 0 to about 1, Gephi wants larger numbers


def write_gexf(content: Content, out: Path) -> None:
    """Write a dynamic graph; nodes have their colour and their place on the map."""
    root = Element("gexf", _GEXF)
    SubElement(SubElement(root, "meta"), "description").text = content.title
    graph = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    actors = [(a, _without(a.flat(), "label")) for a in content.actors]
    facts = [(f, {"relation": f.type, **_without(f.flat(), "id", "type")}) for f in content.facts]
    _declare(graph, "node", [said for _, said in actors])
    _declare(graph, "edge", [said for _, said in facts])
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for actor, said in actors:
        _node(nodes, actor, said)
    for fact, said in facts:
        _edge(edges, fact, said)
    indent(root, space=" ")
    ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


def _without(said: dict[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in said.items() if name not in names}


def _declare(graph: Element, what: str, rows: list[dict[str, str]]) -> None:
    """Declare the attributes that nodes or edges have, each under its name."""
    names = sorted({name for said in rows for name in said})
    declared = SubElement(graph, "attributes", {"class": what, "mode": "static"})
    for name in names:
        SubElement(declared, "attribute", {"id": name, "title": name, "type": "string"})


def _node(nodes: Element, actor: ExportedActor, said: dict[str, str]) -> None:
    begin, until = (str(actor.fields.get(name, "")) for name in ("start", "end"))
    node = SubElement(nodes, "node", {"id": actor.id, "label": actor.name, **_interval(begin, until or begin)})
    _values(node, said)
    colour = table().types[actor.label].colour
    red, green, blue = (str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    SubElement(node, "viz:color", {"r": red, "g": green, "b": blue})
    if actor.position:
        x, y = (f"{value * _SPREAD:.2f}" for value in actor.position)
        SubElement(node, "viz:position", {"x": x, "y": y, "z": "0.0"})


def _edge(edges: Element, fact: ExportedFact, said: dict[str, str]) -> None:
    kind = "directed" if fact.directed else "undirected"
    named = {"id": fact.id, "source": fact.start, "target": fact.end, "type": kind, "label": fact.role or fact.type}
    edge = SubElement(edges, "edge", {**named, **_interval(fact.valid_from, fact.valid_to)})
    _values(edge, said)


def _values(element: Element, said: dict[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, text in said.items():
        SubElement(values, "attvalue", {"for": name, "value": text})


def _interval(begin: str, until: str) -> dict[str, str]:
    first = {"start": first_day(begin).isoformat()} if begin else {}
    return first | ({"end": last_day(until).isoformat()} if until else {})
