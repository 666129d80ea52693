"""GEXF, as Gephi and networkx write it, with the spells in which a node or an edge is there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from graph.errors import InputError
from graph.model.dates import parse_date
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode, texts
from ingest.exchange.probing import first_element
from ingest.exchange.xml import elements, tag
from ingest.readers.probe import Probe

_STARTS, _ENDS = ("start", "startopen"), ("end", "endopen")
_TYPES = ("directed", "undirected", "mutual")
_INFINITE = ("inf", "infinity", "-inf", "-infinity")


@dataclass(slots=True)
class _GexfFile:
    """What a GEXF file holds; titles and unsaid values of attributes stand under their class and id."""

    name: str
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    defaults: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    lists: set[tuple[str, str]] = field(default_factory=set)
    nodes: list[GraphNode | InputError] = field(default_factory=list)
    edges: list[GraphEdge | InputError] = field(default_factory=list)
    directed: bool | None = None
    title: str = ""


def recognises(probe: Probe) -> bool:
    """Return whether the first element is that of GEXF."""
    return first_element(probe) == "gexf"


def read_gexf(path: Path) -> GraphFile:
    """Return the network of a GEXF file.

    Raises:
        InputError: not XML, not safe to read, or no GEXF.
    """
    found, graphs = _GexfFile(path.name), 0
    for element, around in elements(path, frozenset({"attribute", "node", "edge", "graph", "meta"})):
        match tag(element):
            case "attribute":
                _attribute(element, around, found)
            case "node":
                found.nodes.append(_node(element, found))
            case "edge":
                graph = next((outer for outer in around if tag(outer) == "graph"), None)
                kind = graph.get("defaultedgetype", "undirected") if graph is not None else "undirected"
                found.edges.extend(_edges(element, found, kind, len(found.edges) + 1))
            case "graph":
                graphs += 1
    if not graphs:
        raise InputError("not_a_network", file=path.name, value="graph")
    return GraphFile(lambda: found.nodes, lambda: found.edges)


def _attribute(element: Element, around: list[Element], found: _GexfFile) -> None:
    outer = next((outer for outer in reversed(around) if tag(outer) == "attributes"), None)
    where = (outer.get("class", "") if outer is not None else "", element.get("id", ""))
    found.titles[where] = element.get("title") or where[1]
    if element.get("type", "").startswith("list"):
        found.lists.add(where)
    default = next((child.text for child in element if tag(child) == "default"), None)
    if texts(default):
        found.defaults[where] = texts(default)


def _node(element: Element, found: _GexfFile) -> GraphNode | InputError:
    number = element.get("id", "")
    if not number:
        return InputError("node_without_name", file=found.name, value="id")
    begin, until = next(_spells(element), ("", ""))
    dated = {**({"start": (begin,)} if begin else {}), **({"end": (until,)} if until else {})}
    fields = _fields(element, found, "node")
    stated = "start" in fields or "end" in fields  # more precisely than as an interval
    return GraphNode(number, fields if stated else {**fields, **dated}, found.name, f"node {number}", id_is_name=True)


def _edges(element: Element, found: _GexfFile, kind: str, count: int) -> Iterator[GraphEdge | InputError]:
    """Yield an edge once for each spell in which it is there."""
    start, end = element.get("source", ""), element.get("target", "")
    if not start or not end:
        yield InputError("edge_without_end", file=found.name, value=start or end)
        return
    stated = element.get("type") or kind
    directed = (stated if stated in _TYPES else kind) == "directed"
    place = f"edge {element.get('id') or count} ({start}, {end})"
    fields = _fields(element, found, "edge")
    if stated not in _TYPES:  # networkx writes a field "type" there
        fields["type"] = (stated,)
    precise = "valid_from" in fields or "valid_to" in fields  # more so than an interval
    for begin, until in [("", "")] if precise else dict.fromkeys(_spells(element)) or [("", "")]:
        dated = {**fields, **({"valid_from": (begin,)} if begin else {}), **({"valid_to": (until,)} if until else {})}
        yield GraphEdge(start, end, dated, found.name, place, directed=directed)


def _fields(element: Element, found: _GexfFile, what: str) -> dict[str, tuple[str, ...]]:
    fields = {found.titles[where]: said for where, said in found.defaults.items() if where[0] == what}
    for name in ("label", "kind"):
        if said := texts(element.get(name)):
            fields[name] = said
    values: dict[tuple[str, str], list[str]] = {}
    for value in _values(element):
        where = (what, value.get("for") or value.get("id") or "")
        text = value.get("value", "")
        values.setdefault(where, []).extend(texts(*(_listed(text) if where in found.lists else (text,))))
    return fields | {found.titles.get(where, where[1]): tuple(dict.fromkeys(said)) for where, said in values.items()}


def _values(element: Element) -> Iterator[Element]:
    for child in element:
        if tag(child) == "attvalues":
            yield from (value for value in child if tag(value) == "attvalue")


def _listed(text: str) -> Iterable[str]:
    """Return the items of a list as GEXF writes it: "[a, b]" or "a|b"."""
    return text.strip("[]").split("," if text.startswith("[") else "|")


def _spells(element: Element) -> Iterator[tuple[str, str]]:
    stated = _interval(element)
    if any(stated):
        yield stated
    for child in element:
        if tag(child) in ("spells", "slices"):
            yield from (_interval(spell) for spell in child if any(_interval(spell)))


def _interval(element: Element) -> tuple[str, str]:
    begin, until = (next(filter(None, map(element.get, names)), "") for names in (_STARTS, _ENDS))
    stamp = element.get("timestamp", "")
    return _day(begin or stamp), _day(until or stamp)


def _day(text: str) -> str:
    """Return what can be a date: "2019.0" is a year, infinity is none."""
    text = text.strip()
    if text.lower() in _INFINITE:
        return ""
    whole = text.removesuffix(".0")
    try:
        return parse_date(whole)
    except ValueError:
        return text
