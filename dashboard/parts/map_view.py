"""A part of the network as a map."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.map import TEXT_KEYS, WORK_KEYS, MapEdge, MapEvent, MapKey, MapNode, Workbench, network_map
from dashboard.parts import legend
from dashboard.parts.frame import Context
from dashboard.parts.selection import Shown
from dashboard.parts.working import draw_working
from dashboard.state import map_places
from dashboard.state.background import Working
from graph.model.dates import as_year, first_day
from graph.network import Node, Relation

_LONGEST_LABEL = 44
_ROOM_FOR_NAMES = 60  # nodes up to which whole names fit; above, short names are used where there are any
PERSON_SIZE = 5.0  # of all people: a larger dot would read as more influence
_NOWHERE: Mapping[str, tuple[float, float]] = {}
_UNGROUPED: Mapping[str, str] = {}


def draw_map(
    context: Context,
    shown: Shown,
    *,
    key: str,
    selected: str = "",
    focus: str = "",
    emphasis: Collection[str] = (),
    height: int = 620,
    with_legend: bool = True,
) -> MapEvent:
    """Draw the facts of the shown part and return what was clicked."""
    nodes = placed(context, shown.nodes)
    if nodes is None:
        return MapEvent(None, None)
    edges = map_edges(context, shown.relations)
    keys = legend.rows(context, shown.nodes, edges) if with_legend else ()
    return draw_lines(
        context,
        nodes,
        edges,
        degrees((r.start, r.end) for r in shown.relations),
        key=key,
        selected=selected,
        focus=focus,
        emphasis=emphasis,
        height=height,
        keys=keys,
    )


def placed(context: Context, nodes: Iterable[Node]) -> list[Node] | None:
    """Return of some nodes those that have a place on the map, in their order.

    As long as nobody knows where all stand, that is drawn instead, and there is nothing to return.
    """
    places = map_places.places(context.data)
    if isinstance(places, Working):
        draw_working(context, lambda: map_places.places(context.data, 0), lambda _: context.words("map_placing"))
        return None
    return [node for node in nodes if node.id in places]


def draw_lines(
    context: Context,
    nodes: Sequence[Node],
    edges: Sequence[MapEdge],
    degrees: Mapping[str, int],
    *,
    key: str,
    selected: str = "",
    focus: str = "",
    emphasis: Collection[str] = (),
    height: int = 620,
    keys: Sequence[MapKey] = (),
    land: Mapping[str, tuple[float, float]] = _NOWHERE,
    where: Mapping[str, tuple[float, float]] = _NOWHERE,
    groups: Mapping[str, str] = _UNGROUPED,
    dots: Sequence[MapNode] = (),
    work: Workbench | None = None,
) -> MapEvent:
    """Draw placed nodes with any lines between them; return what was clicked. `work` makes it a map one works on.

    Where communities come first, `dots` stand for them, `groups` says in which each node is, and `where` it stands.
    """
    whole = len(nodes) <= _ROOM_FOR_NAMES
    drawn = [
        _node(context, node, degrees.get(node.id, 0), node.id in emphasis, whole, land.get(node.id)) for node in nodes
    ]
    drawn = [replace(n, group=groups.get(n.id, ""), **_spot(where.get(n.id))) for n in drawn] if dots else drawn
    names = (*TEXT_KEYS, *WORK_KEYS) if work else TEXT_KEYS
    return network_map(
        [*drawn, *dots],
        edges,
        key=key,
        selected=selected or None,
        focus=focus or None,
        version=f"{context.network.version}-{context.words.language}",
        height=height,
        legend=keys,
        texts={name: context.words(f"map_{name}") for name in names},
        work=work,
    )


def _spot(at: tuple[float, float] | None) -> dict[str, Any]:
    return {"x": at[0], "y": at[1]} if at else {}


def _node(
    context: Context, node: Node, degree: int, emphasis: bool, whole: bool, land: tuple[float, float] | None
) -> MapNode:
    x, y = context.data.positions[node.id]
    return MapNode(
        id=node.id,
        label=shortened(node.display if whole else node.short),
        type=node.label,
        x=x,
        y=y,
        size=PERSON_SIZE if node.label == "Person" else 5.0 + 1.5 * math.sqrt(min(degree, 60)),
        kind=context.says.type(node),
        tooltip=f"{node.display}\n{context.words.count('facts', len(context.network.around(node.id)))}",
        invented=node.invented,
        emphasis=emphasis,
        land=land,
    )


def map_edges(context: Context, relations: Iterable[Relation], day: date | None = None) -> list[MapEdge]:
    """Return one line for each pair of nodes, however many facts join them; it is past where all ended by a day."""
    pairs: dict[tuple[str, str], list[Relation]] = {}
    for relation in relations:
        a, b = sorted((relation.start, relation.end))
        pairs.setdefault((a, b), []).append(relation)
    now = day or date.today()
    return [_edge(context, a, b, facts, now) for (a, b), facts in pairs.items()]


def _edge(context: Context, a: str, b: str, facts: list[Relation], day: date) -> MapEdge:
    types = context.network.schema.relationships
    verbs = dict.fromkeys(context.words.of(types[fact.type].display) for fact in facts)
    return MapEdge(
        id=f"{a}|{b}",
        source=a,
        target=b,
        label=", ".join(verbs),
        weight=float(len(facts)),
        line="firm" if any(fact.goes_on(day) for fact in facts) else "past",
        invented=all(fact.invented for fact in facts),
        begin=min(filter(None, (_begin(context, fact) for fact in facts)), default=0.0),
    )


def _begin(context: Context, fact: Relation) -> float:
    """Return when a fact began, as a year with its fraction, 0 where no source says so."""
    begin = context.network.dates(fact)[0]
    return as_year(first_day(begin)) if begin else 0.0


def degrees(pairs: Iterable[tuple[str, str]]) -> Counter[str]:
    """Return in how many pairs of ends each node is."""
    return Counter(end for pair in pairs for end in pair)


def shortened(name: str) -> str:
    """Return a name short enough for a map, cut between words."""
    if len(name) <= _LONGEST_LABEL:
        return name
    cut = name[:_LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(" ,.-–:„(")
    return f"{cut} …"
