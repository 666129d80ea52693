"""What a map consists of, and the JSON that carries it to the browser."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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

_INVENTED = 1
_EMPHASIS = 2
_PAST = 2


@dataclass(frozen=True, slots=True)
class MapNode:
    """One node. x grows to the right and y downwards, in any unit; ``size`` is the radius in CSS pixels.

    ``type`` chooses the shape: Person a circle, Organisation a square, Event a diamond, Topic a triangle,
    Region a hexagon, anything else a circle.
    """

    id: str
    label: str
    type: str
    x: float
    y: float
    colour: str
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
    past: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class MapEvent:
    """What the person did: the node now selected, and the node double-clicked in this run."""

    selected: str | None
    expand: str | None


def graph_json(nodes: Iterable[MapNode], edges: Iterable[MapEdge]) -> str:
    """The graph as compact JSON: rows of nodes, and rows of edges that name nodes by their position.

    Edges whose ends are not among the nodes are left out, as a filter on nodes should need no second one.

    Raises:
        ValueError: if two nodes share an id, or a place, size or weight is not a finite number.
    """
    place: dict[str, int] = {}
    node_rows: list[list[object]] = []
    for node in nodes:
        if node.id in place:
            raise ValueError(f"two map nodes have the id {node.id!r}; ids must be unique")
        if not all(map(math.isfinite, (node.x, node.y, node.size))):
            raise ValueError(f"map node {node.id!r}: x, y and size must be finite numbers")
        place[node.id] = len(node_rows)
        flags = _INVENTED * node.invented + _EMPHASIS * node.emphasis
        row = [
            node.id,
            node.label,
            node.type,
            node.x,
            node.y,
            node.colour,
            node.size,
            node.kind,
            node.tooltip,
        ]
        node_rows.append([*row, flags])
    edge_rows: list[list[object]] = []
    for edge in edges:
        if not math.isfinite(edge.weight):
            raise ValueError(f"map edge {edge.id!r}: weight must be a finite number")
        if edge.source not in place or edge.target not in place:
            continue
        flags = _INVENTED * edge.invented + _PAST * edge.past
        edge_rows.append([edge.id, place[edge.source], place[edge.target], edge.label, edge.weight, flags])
    return json.dumps({"nodes": node_rows, "edges": edge_rows}, ensure_ascii=False, separators=(",", ":"))


def digest(graph: str, version: str) -> str:
    """A short fingerprint of the graph and its version: the browser redraws only when it changes."""
    return hashlib.sha256(f"{version}\0{graph}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
