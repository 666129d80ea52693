"""Two regions as a map: the one on the left, the other on the right, between them who is active in both."""

from collections.abc import Sequence

from dashboard.map import TEXT_KEYS, MapEdge, MapNode, network_map
from dashboard.pages.compare.maps import map_node
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from graph.analysis.questions import Case
from graph.analysis.regions import Regions

_MOST = 16  # organisations on the map of each of the three groups, the best tied between the regions first
_ACROSS, _DOWN = 900.0, 90.0


def draw_regions(context: Context, case: Case, found: Regions) -> None:
    """Draw the organisations that have most to do with the other region, and their contacts."""
    words = context.words
    groups = _groups(case, found)
    shown = [member for group in groups for member in group]
    everybody = len(found.one.organisations | found.other.organisations)
    help_ = words("regions_map_help", n=words.number(len(shown)), all=everybody)
    draw(element("p", text(help_), css="an-small"))
    if not shown:
        return
    network_map(
        [_placed(context, node, k, i) for k, group in enumerate(groups) for i, node in enumerate(group)],
        _edges(case, shown, groups),
        key="regions_map",
        selected=None,
        focus=None,
        version=f"{context.network.version}-{words.language}-{found.one.region}-{found.other.region}-{case.as_of}",
        height=520,
        legend=(),
        texts={name: words(f"map_{name}") for name in TEXT_KEYS},
    )


def _groups(case: Case, found: Regions) -> tuple[list[str], list[str], list[str]]:
    """Return who is active in the first region alone, in both, and in the second alone; the best linked first."""
    linked: dict[str, float] = {}
    for link in found.links:
        for end in (link.a, link.b):
            linked[end] = linked.get(end, 0.0) + link.strength
    graph = case.organisations
    degree = dict(zip(graph.ids, graph.matrix.sum(axis=1).tolist(), strict=True))

    def best(members: frozenset[str]) -> list[str]:
        return sorted(members, key=lambda n: (-linked.get(n, 0.0), -degree.get(n, 0.0), n))[:_MOST]

    one, other = found.one.organisations, found.other.organisations
    return best(one - found.both), best(found.both), best(other - found.both)


def _placed(context: Context, node: str, group: int, place: int) -> MapNode:
    """Return a node in the column of its group; every second one stands aside, so that names have room."""
    x = (group - 1) * _ACROSS + (place % 2) * _ACROSS / 3
    return map_node(context, context.network.nodes[node], (x, place * _DOWN))


def _edges(case: Case, shown: Sequence[str], groups: Sequence[Sequence[str]]) -> list[MapEdge]:
    """Return the contacts of those on the map; a line within a group is thin."""
    group_of = {node: k for k, group in enumerate(groups) for node in group}
    graph = case.organisations.among(shown)
    ends = [(graph.ids[a], graph.ids[b], strength) for a, b, strength in graph.edge_list()]
    return [
        MapEdge(
            id=f"{a}|{b}",
            source=a,
            target=b,
            label="",
            weight=1.0 if group_of[a] == group_of[b] else min(2.0 + strength, 8.0),
        )
        for a, b, strength in ends
    ]
