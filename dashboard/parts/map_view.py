"""A part of the network as a map."""

import math
from collections.abc import Collection, Iterable
from datetime import date

from dashboard.map import TEXT_KEYS, MapEdge, MapEvent, MapNode, network_map
from dashboard.parts import legend
from dashboard.parts.frame import Context
from dashboard.parts.selection import Shown
from dashboard.parts.working import draw_working
from dashboard.state import map_places
from dashboard.state.background import Working
from graph.curation.places import Place
from graph.model.dates import last_day
from graph.network import Node, Relation

_LONGEST_LABEL = 44
_ROOM_FOR_NAMES = 60  # nodes up to which whole names fit; above, short names are used where there are any
_PERSON_SIZE = 5.0


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
    """Draw the shown part and return what was clicked; as long as nobody knows where all stand, draw that."""
    places = map_places.places(context.data)
    if isinstance(places, Working):
        draw_working(context, lambda: map_places.places(context.data, 0), lambda _: context.words("map_placing"))
        return MapEvent(None, None)
    edges = map_edges(context, shown.relations)
    degrees = _degrees(shown.relations)
    whole = len(shown.nodes) <= _ROOM_FOR_NAMES
    nodes = [
        _node(context, node, places[node.id], degrees.get(node.id, 0), node.id in emphasis, whole)
        for node in shown.nodes
        if node.id in places
    ]
    return network_map(
        nodes,
        edges,
        key=key,
        selected=selected or None,
        focus=focus or None,
        version=f"{context.network.version}-{context.words.language}",
        height=height,
        legend=legend.rows(context, shown.nodes, edges) if with_legend else (),
        texts={name: context.words(f"map_{name}") for name in TEXT_KEYS},
    )


def _node(context: Context, node: Node, place: Place, degree: int, emphasis: bool, whole: bool) -> MapNode:
    x, y = place
    return MapNode(
        id=node.id,
        label=shortened(node.display if whole else node.short),
        type=node.label,
        x=x,
        y=y,
        # People all have one size: a larger dot would read as more influence.
        size=_PERSON_SIZE if node.label == "Person" else 5.0 + 1.5 * math.sqrt(min(degree, 60)),
        kind=context.says.type(node),
        tooltip=f"{node.display}\n{context.words.count('facts', len(context.network.around(node.id)))}",
        invented=node.invented,
        emphasis=emphasis,
    )


def map_edges(context: Context, relations: Iterable[Relation]) -> list[MapEdge]:
    """Return one line for each pair of nodes, however many facts join them."""
    pairs: dict[tuple[str, str], list[Relation]] = {}
    for relation in relations:
        a, b = sorted((relation.start, relation.end))
        pairs.setdefault((a, b), []).append(relation)
    return [_edge(context, a, b, facts) for (a, b), facts in pairs.items()]


def _edge(context: Context, a: str, b: str, facts: list[Relation]) -> MapEdge:
    types = context.network.schema.relationships
    verbs = dict.fromkeys(context.words.of(types[fact.type].display) for fact in facts)
    return MapEdge(
        id=f"{a}|{b}",
        source=a,
        target=b,
        label=", ".join(verbs),
        weight=float(len(facts)),
        line="past" if all(map(_is_over, facts)) else "firm",
        invented=all(fact.invented for fact in facts),
    )


def _is_over(fact: Relation) -> bool:
    """Return whether a source says that a fact has ended; that an event is over ends nothing."""
    return bool(fact.valid_to) and last_day(fact.valid_to) < date.today()


def _degrees(relations: Iterable[Relation]) -> dict[str, int]:
    degrees: dict[str, int] = {}
    for relation in relations:
        for end in (relation.start, relation.end):
            degrees[end] = degrees.get(end, 0) + 1
    return degrees


def shortened(name: str) -> str:
    """Return a name short enough for a map, cut between words."""
    if len(name) <= _LONGEST_LABEL:
        return name
    cut = name[:_LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(" ,.-–:„(")
    return f"{cut} …"
