"""GraphML, as networkx, Gephi, yEd and igraph write it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from graph.errors import InputError
from ingest.exchange.graph import Fields, GraphEdge, GraphFile, GraphNode, texts
from ingest.exchange.probing import first_element
from ingest.exchange.xml import elements, tag
from ingest.readers.probe import Probe

# Of yEd's drawing only the texts are read.
_LABELS = ("NodeLabel", "EdgeLabel")
_DRAWN = ("nodegraphics", "edgegraphics", "portgraphics", "resources")


@dataclass(slots=True)
class _GraphmlFile:
    """What a GraphML file holds; `keys` are the names of its fields by id, `defaults` what they hold unsaid."""

    name: str
    keys: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Fields] = field(default_factory=lambda: {"node": {}, "edge": {}})
    drawn: set[str] = field(default_factory=set)
    nodes: list[GraphNode | InputError] = field(default_factory=list)
    edges: list[GraphEdge | InputError] = field(default_factory=list)
    hyperedges: int = 0


def recognises(probe: Probe) -> bool:
    """Return whether the first element is that of GraphML."""
    return first_element(probe) == "graphml"


def read_graphml(path: Path) -> GraphFile:
    """Return the network of a GraphML file.

    Raises:
        InputError: not XML, not safe to read, or no GraphML.
    """
    found, graphs, undirected = _GraphmlFile(path.name), 0, False
    for element, around in elements(path, frozenset({"key", "node", "edge", "hyperedge", "graph"})):
        match tag(element):
            case "key":
                _key(element, found)
            case "node":
                found.nodes.append(_node(element, found))
            case "edge":
                graph = next((outer for outer in reversed(around) if tag(outer) == "graph"), None)
                undirected = graph is not None and graph.get("edgedefault") == "undirected"
                found.edges.append(_edge(element, found, len(found.edges) + 1, directed=not undirected))
            case "hyperedge":
                found.hyperedges += 1
            case "graph":
                graphs += 1
    if not graphs:
        raise InputError("not_a_network", file=path.name, value="graph")
    return GraphFile(lambda: found.nodes, lambda: found.edges, unread=lambda: _unread(found))


def _unread(found: _GraphmlFile) -> Iterator[tuple[str, int]]:
    if found.hyperedges:
        yield "hyperedge", found.hyperedges


def _key(element: Element, found: _GraphmlFile) -> None:
    number = element.get("id", "")
    if element.get("yfiles.type", "") in _DRAWN:
        found.drawn.add(number)
    name = found.keys[number] = element.get("attr.name") or number
    default = next((child.text for child in element if tag(child) == "default"), None)
    for target in ("node", "edge") if element.get("for", "all") == "all" else (element.get("for", ""),):
        if texts(default) and target in found.defaults:
            found.defaults[target] = {**found.defaults[target], name: texts(default)}


def _node(element: Element, found: _GraphmlFile) -> GraphNode | InputError:
    number = element.get("id", "")
    if not number:
        return InputError("node_without_name", file=found.name, value="id")
    return GraphNode(number, _fields(element, found, "node"), found.name, f"node {number}", id_is_name=True)


def _edge(element: Element, found: _GraphmlFile, count: int, *, directed: bool) -> GraphEdge | InputError:
    start, end = element.get("source", ""), element.get("target", "")
    if not start or not end:
        return InputError("edge_without_end", file=found.name, value=start or end)
    stated = element.get("directed")
    place = f"edge {element.get('id') or count} ({start}, {end})"
    directed = directed if stated is None else stated == "true"
    return GraphEdge(start, end, _fields(element, found, "edge"), found.name, place, directed=directed)


def _fields(element: Element, found: _GraphmlFile, what: str) -> Fields:
    fields = dict(found.defaults[what])
    for data in element:
        if tag(data) != "data":
            continue
        number = data.get("key", "")
        if number in found.drawn or len(data):
            shown = texts(*(label.text for label in data.iter() if tag(label) in _LABELS))
            if shown:
                fields.setdefault("label", shown[:1])
        elif said := texts(data.text):
            fields[found.keys.get(number, number)] = said
    return fields
