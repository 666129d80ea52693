"""What a map consists of, and the JSON that carries it to the browser."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal

from briefing.drawing.picture import Line
from briefing.drawing.style import table

#: The words of the map with their German defaults. Callers may replace any of them.
TEXT_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "map": "Netzwerkkarte",
        "nodes": "Knoten",
        "edges": "Verbindungen",
        "legend": "Legende",
        "zoom_in": "Vergrößern (+)",
        "zoom_out": "Verkleinern (-)",
        "reset": "Alles zeigen (0)",
        "fullscreen": "Vollbild",
        "invented": "Erfundene Demodaten",
        "invented_suffix": " · erf.",
        "empty": "Für diese Auswahl gibt es nichts zu zeichnen.",
        "no_webgl": "Vereinfachte Darstellung: Dieser Browser bietet kein WebGL an.",
        "keyboard": (
            "Pfeiltasten verschieben die Karte, Plus und Minus ändern den Maßstab, 0 zeigt alles, "
            "Escape hebt die Auswahl auf. Dieselben Angaben stehen in der Tabelle neben der Karte."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class MapNode:
    """One node. x grows to the right and y downwards, in any unit; ``size`` is the radius in CSS pixels.

    ``type``, a type of the schema, chooses colour and shape in the table of looks.
    """

    id: str
    label: str
    type: str
    x: float
    y: float
    size: float = 6.0
    kind: str = ""
    tooltip: str = ""
    invented: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class MapEdge:
    """One edge between two node ids. A greater ``weight`` gives a thicker line."""

    id: str
    source: str
    target: str
    label: str = ""
    weight: float = 1.0
    line: Line = "firm"
    invented: bool = False


@dataclass(frozen=True, slots=True)
class MapKey:
    """An entry of the legend: a type of node, the frame of what is invented, or a line; and its text."""

    sign: Literal["kind", "frame", "line"]
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class MapEvent:
    """What the person did: the node now selected, and the node double-clicked in this run."""

    selected: str | None
    expand: str | None


def graph_json(nodes: Iterable[MapNode], edges: Iterable[MapEdge]) -> str:
    """The graph as compact JSON: for each field of nodes and of edges a list, edges with the positions of their ends.

    Edges whose ends are not among the nodes are left out, as a filter on nodes should need no second one.

    Raises:
        ValueError: if two nodes share an id, a place, size or weight is not a finite number, or a type has no look.
    """
    place: dict[str, int] = {}
    shown = list(nodes)
    for node in shown:
        if node.id in place:
            raise ValueError(f"two map nodes have the id {node.id!r}; ids must be unique")
        if not all(map(math.isfinite, (node.x, node.y, node.size))):
            raise ValueError(f"map node {node.id!r}: x, y and size must be finite numbers")
        if node.type not in table().types:
            raise ValueError(f"map node {node.id!r}: nothing says how the type {node.type!r} looks")
        place[node.id] = len(place)
    drawn: list[MapEdge] = []
    for edge in edges:
        if not math.isfinite(edge.weight):
            raise ValueError(f"map edge {edge.id!r}: weight must be a finite number")
        if edge.source in place and edge.target in place:
            drawn.append(edge)
    ends = {"source": [place[edge.source] for edge in drawn], "target": [place[edge.target] for edge in drawn]}
    graph = {"nodes": _columns(MapNode, shown), "edges": _columns(MapEdge, drawn) | ends}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":"))


def _columns(of: type[MapNode] | type[MapEdge], rows: Sequence[MapNode] | Sequence[MapEdge]) -> dict[str, list[object]]:
    return {field.name: [getattr(row, field.name) for row in rows] for field in fields(of)}


def digest(graph: str, version: str) -> str:
    """A short fingerprint of the graph and its version: the browser redraws only when it changes."""
    return hashlib.sha256(f"{version}\0{graph}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
