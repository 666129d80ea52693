"""What a map consists of, and the JSON that carries it to the browser."""

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal

from briefing.drawing.picture import Line
from briefing.drawing.style import table

Change = Literal["", "new", "lost", "strengthened", "weakened"]

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
#: The words of a map one works on, besides those.
# fmt: off
WORK_KEYS = (
    "all_hidden", "work", "find", "keys", "clear", "zooming", "move", "space", "shift_arrows", "undo", "redo",
    "lasso", "lasso_on", "lasso_off", "pin", "hide", "reveal", "fold", "unfold", "neighbours",
    "neighbours_shown", "common", "way", "layout", "laid_out", "next", "previous", "toggle", "keep",
    "selected", "choose_first", "choose_two", "no_neighbours", "no_common", "no_way", "seeing",
    "colour", "colour_kind", "size", "size_ties", "place", "place_net", "place_land", "outlines",
    "strength_from", "strength_to", "band_0", "band_1", "band_2", "band_3", "until", "play", "stop", "taking",
    "take_png", "take_svg", "take_csv", "take_html", "take_brief", "csv_from", "csv_to", "csv_kind", "csv_tie",
    "csv_strength", "csv_why", "csv_invented", "story_back", "story_on", "language", "file",
    "open", "close", "opened", "closed", "shut", "no_more",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class MapNode:
    """One node. x grows to the right and y downwards, in any unit; ``size`` is the radius in CSS pixels.

    ``type``, a type of the schema, chooses colour and shape in the table of looks. ``group`` is the community it is in
    where communities come first; a community itself has the id of `group_id` and says how many are ``inside``.
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
    land: tuple[float, float] | None = None
    group: str = ""
    inside: int = 0


@dataclass(frozen=True, slots=True)
class MapEdge:
    """One edge between two node ids. A greater ``weight`` gives a thicker line.

    A contact has a ``strength``, reasons to be read beside it, and a ``begin``, a year with its fraction (0: unknown).
    """

    id: str
    source: str
    target: str
    label: str = ""
    weight: float = 1.0
    line: Line = "firm"
    invented: bool = False
    strength: float = 0.0
    tooltip: str = ""
    begin: float = 0.0
    change: Change = ""


@dataclass(frozen=True, slots=True)
class MapKey:
    """An entry of the legend: a type of node, the frame of what is invented, a line or a community; and its text."""

    sign: Literal["kind", "frame", "line", "change", "group"]
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Colouring:
    """One way to colour the nodes: its name, names and colours of its groups, and the group of each node by its place.

    The last group are those of whom nothing is known.
    """

    name: str
    names: Sequence[str]
    colours: Sequence[str]
    of: Sequence[int]


@dataclass(frozen=True, slots=True)
class Sizing:
    """One way to size the nodes: its name, and the radius of each in CSS pixels."""

    name: str
    of: Sequence[float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of the map of the Länder."""

    code: str
    name: str
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A community where communities come first: the actor that names it, its name, the circle its members stand in."""

    id: str
    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a map is worked on with. ``view`` is what a named view says of it: serial, state and camera.

    ``outlines`` names the colouring whose groups may be outlined. ``step`` is the step of a story: place, of how many,
    sentence. ``title`` and ``source`` stand on a picture that is taken away. ``least`` is the band of strength from
    which lines are drawn until somebody chooses another. ``groups`` are the communities where they come first,
    ``asked`` those that the browser wants open, ``opened`` what of them is there. ``arrangement`` names where all
    stand: camera and pins of one mean nothing in another.
    """

    title: str
    source: str
    colourings: Mapping[str, Colouring] = field(default_factory=dict)
    sizings: Mapping[str, Sizing] = field(default_factory=dict)
    outlines: str = ""
    tiles: Sequence[Tile] = ()
    groups: Sequence[MapGroup] = ()
    asked: Sequence[str] = ()
    opened: Sequence[str] = ()
    arrangement: str = "net"
    span: tuple[float, float] | None = None
    strengths: bool = False
    least: int = 0
    may_keep: bool = False
    may_take: bool = False
    may_brief: bool = False
    view: tuple[str, object, object] | None = None
    step: tuple[int, int, str] | None = None

    def sent(self) -> dict[str, object]:
        """Return what the browser gets."""
        found = asdict(self)
        may = {"keep": found.pop("may_keep"), "take": found.pop("may_take"), "brief": found.pop("may_brief")}
        view = dict(zip(("serial", "state", "camera"), self.view, strict=True)) if self.view else None
        step = dict(zip(("at", "of", "sentence"), self.step, strict=True)) if self.step else None
        return {**found, "may": may, "view": view, "step": step}


@dataclass(frozen=True, slots=True)
class MapEvent:
    """What the person did: the node now selected, all selected, the two ends of a selected line.

    `opened` are the communities that are open. In this run: the node double-clicked, and what else was asked for
    (``act``, with a ``name``).
    """

    selected: str | None
    expand: str | None
    chosen: tuple[str, ...] = ()
    tie: tuple[str, str] | None = None
    opened: tuple[str, ...] = ()
    act: Mapping[str, object] = field(default_factory=dict)


_GROUP = "group:"


def group_id(leader: str) -> str:
    """Return the id of the dot of a community on the map."""
    return f"{_GROUP}{leader}"


def group_of(node: str) -> str:
    """Return the actor that names a community, "" for the id of an actor."""
    return node.removeprefix(_GROUP) if node.startswith(_GROUP) else ""


def graph_json(nodes: Iterable[MapNode], edges: Iterable[MapEdge]) -> str:
    """The graph as compact JSON: for each field of nodes and of edges a list, edges with the positions of their ends.

    Where all say the same, that is said once (``{"all": value}``), as most fields of a large map do.

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
        if not all(map(math.isfinite, (edge.weight, edge.strength, edge.begin))):
            raise ValueError(f"map edge {edge.id!r}: weight, strength and begin must be finite numbers")
        if edge.source in place and edge.target in place:
            drawn.append(edge)
    ends = {"source": [place[edge.source] for edge in drawn], "target": [place[edge.target] for edge in drawn]}
    edges_sent = {name: of for name, of in (_columns(MapEdge, drawn) | ends).items() if name != "id"}
    graph = {"nodes": _packed(_columns(MapNode, shown), {"id"}), "edges": _packed(edges_sent, set(ends))}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":"))


def _columns(of: type[MapNode] | type[MapEdge], rows: Sequence[MapNode] | Sequence[MapEdge]) -> dict[str, list[object]]:
    return {column.name: [getattr(row, column.name) for row in rows] for column in fields(of)}


def _packed(columns: Mapping[str, Sequence[Any]], whole: Collection[str]) -> dict[str, object]:
    """Return columns in which a value that all share stands once."""
    same = {name for name, of in columns.items() if name not in whole and len(of) > 1 and of.count(of[0]) == len(of)}
    return {name: {"all": of[0]} if name in same else of for name, of in columns.items()}


def digest(graph: str, version: str) -> str:
    """A short fingerprint of the graph and its version: the browser redraws only when it changes."""
    return hashlib.sha256(f"{version}\0{graph}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
