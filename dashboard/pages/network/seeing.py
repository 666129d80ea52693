"""How the actors on the map can be coloured and sized, and where they lie on the map of the Länder."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from briefing.drawing.style import table
from dashboard.map import Colouring, MapEdge, Sizing, Tile
from dashboard.parts.frame import Context
from dashboard.parts.map_view import PERSON_SIZE
from dashboard.state import current as store
from dashboard.state import on_map
from dashboard.state.apart.tasks import MapGroups
from dashboard.state.background import Working
from dashboard.state.relationships import relationships
from graph.access import person
from graph.network import Node
from graph.reference import laender
from graph.views.contacts import Between
from graph.views.lands import NONE, SEVERAL, SIDE, tiles

BANDS = (0.0, 0.05, 0.5, 2.0)  # strengths from which the first picture may draw lines, as the map names them
_AT_FIRST = 450  # lines that can still be told apart
_MOST_NAME = 60


def colourings(
    context: Context, nodes: Sequence[Node], day: date, between: Between, first: Sequence[int] = ()
) -> dict[str, Colouring]:
    """Return the ways to colour some nodes; `first` are the communities of dots, which come after them.

    Without communities, as long as these are being worked out.
    """
    words, data = context.words, context.data
    groups = on_map.groups_beside(data, day, between)
    found = {
        "region": _regions(context, nodes, day),
        **({} if isinstance(groups, Working) else {"community": _communities(context, nodes, groups, first)}),
        "age": _ages(context, nodes, day),
        "coverage": _coverage(context, nodes, day),
    }
    if person().sees_all:
        owners = {r.care.actor: r.care.owner for r in relationships(data).rhythms}
        if owners:
            found["owner"] = _counted(context, "owner", [owners.get(n.id, "") for n in nodes], words("group_nobody"))
    # Of a dot nothing is known but its community.
    count = len(nodes) + len(first)
    return {name: replace(c, of=[*c.of, *[len(c.names) - 1] * (count - len(c.of))]) for name, c in found.items()}


def _counted(context: Context, name: str, values: Sequence[str], unknown: str) -> Colouring:
    """Return a colouring by values: the most frequent ones have a colour of their own, "" is what is not known."""
    words, colours = context.words, table().groups
    counted = Counter(value for value in values if value)
    first = [value for value, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    own, rest = first[: len(colours) - 1], first[len(colours) - 1 :]
    names = [*own, *([words("group_further")] if rest else []), unknown]
    place = {value: i for i, value in enumerate(own)} | dict.fromkeys(rest, len(own))
    return _made(context, name, names, [place.get(value, len(names) - 1) for value in values])


def _made(context: Context, name: str, names: Sequence[str], of: Sequence[int]) -> Colouring:
    colours = [*table().groups[: len(names) - 1], table().unknown]
    return Colouring(context.words(f"colour_{name}"), list(names), colours, list(of))


def land_names(context: Context) -> Mapping[str, str]:
    """Return the names of the tiles by code."""
    words = context.words
    own = {land.code: land.name if words.language == "de" else land.name_en for land in laender()}
    return {**own, SEVERAL: words("group_several"), NONE: words("group_none")}


def _regions(context: Context, nodes: Sequence[Node], day: date) -> Colouring:
    where, names = on_map.lands_of(context.data, day), land_names(context)
    values = [names[code] if (code := where.get(n.id, NONE)) != NONE else "" for n in nodes]
    return _counted(context, "region", values, names[NONE])


def _communities(context: Context, nodes: Sequence[Node], groups: MapGroups, dots: Sequence[int]) -> Colouring:
    of = [*(groups.of.get(n.id, -1) for n in nodes), *dots]
    present = Counter(k for k in of if k >= 0)
    most = len(table().groups) - 2
    own = sorted(sorted(present, key=(lambda k: k) if dots else (lambda k: (-present[k], k)))[:most])
    names = [group_name(context, groups, k) for k in own]
    further = [context.words("group_further")] if len(present) > len(own) else []
    place = {k: i for i, k in enumerate(own)} | {k: len(own) for k in present if k not in own}
    names = [*names, *further, context.words("group_alone")]
    return _made(context, "community", names, [place.get(k, len(names) - 1) for k in of])


def group_name(context: Context, groups: MapGroups, k: int) -> str:
    """Return what a group is called: its number, and what sets it apart."""
    known, group = context.network.nodes, groups.groups[k]
    about = [known[i].short for i in (*group.topics[:1], *group.regions[:1]) if i in known]
    said = context.words("group_numbered", n=str(k + 1))
    return f"{said}: {', '.join(about)}"[:_MOST_NAME] if about else said


def _ages(context: Context, nodes: Sequence[Node], day: date) -> Colouring:
    words, latest = context.words, on_map.latest_contact(context.data, day)
    names = [words("age_1"), words("age_3"), words("age_more"), words("group_none")]

    def group(node: Node) -> int:
        if not (last := latest.get(node.id, 0)):
            return 3
        years = (day.toordinal() - last) / 365.25
        return 0 if years <= 1 else 1 if years <= 3 else 2

    return _made(context, "age", names, [group(n) for n in nodes])


def _coverage(context: Context, nodes: Sequence[Node], day: date) -> Colouring:
    case, words = store.case(context.data, day), context.words
    names = [words("coverage_yes"), words("coverage_no"), words("group_none")]
    observed, place = case.observed, case.place
    return _made(
        context, "coverage", names, [2 if n.id not in place else 0 if observed[place[n.id]] else 1 for n in nodes]
    )


def sizings(
    context: Context,
    nodes: Sequence[Node],
    edges: Sequence[MapEdge],
    day: date,
    *,
    people: bool,
    dots: Sequence[float] = (),
) -> dict[str, Sizing]:
    """Return the ways to size some nodes; people only where `people` says so: nobody is measured by himself.

    `dots` are the sizes of the communities, which stay.
    """
    ties: dict[str, float] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            ties[end] = ties.get(end, 0.0) + (edge.strength or 1.0)
    bridging = on_map.bridging(context.data, day)
    network = context.network

    def events(node: Node) -> float:
        return sum(r.type == "TOOK_PART_IN" and r.start == node.id for r in network.around(node.id))

    measures: dict[str, Callable[[Node], float]] = {"strength": lambda n: ties.get(n.id, 0.0), "events": events}
    if bridging:
        measures["bridging"] = lambda n: bridging.get(n.id, 0.0)
    found = {name: _sized(context, name, nodes, measure, people=people) for name, measure in measures.items()}
    return {name: replace(sizing, of=[*sizing.of, *dots]) for name, sizing in found.items()}


def _sized(
    context: Context, name: str, nodes: Sequence[Node], measure: Callable[[Node], float], *, people: bool
) -> Sizing:
    measured = [measure(n) if people or n.label != "Person" else -1.0 for n in nodes]
    most = max(measured, default=0.0)
    sizes = [PERSON_SIZE if m < 0 else 4.0 + (14.0 * math.sqrt(m / most) if most > 0 else 0.0) for m in measured]
    return Sizing(context.words(f"size_{name}"), [round(size, 2) for size in sizes])


def first_band(edges: Sequence[MapEdge]) -> int:
    """Return from which band of strength on the first picture draws lines: the lowest that leaves them legible."""
    strengths = [edge.strength for edge in edges if edge.strength]
    counts = [sum(strength >= least for strength in strengths) for least in BANDS]
    fitting = [band for band, count in enumerate(counts) if count <= _AT_FIRST or band == len(BANDS) - 1]
    return next((band for band in range(fitting[0], -1, -1) if counts[band]), 0)


def land_tiles(context: Context) -> list[Tile]:
    """Return the tiles of the map of the Länder."""
    names = land_names(context)
    return [Tile(p.code, names[p.code], p.x, p.y, SIDE) for p in tiles().values()]
