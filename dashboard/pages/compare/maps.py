"""The ties that changed, as a map of each day: the same actors in the same places."""

from heapq import nsmallest

import streamlit as st

from dashboard.map import TEXT_KEYS, MapEdge, MapNode, network_map
from dashboard.parts.frame import Context
from dashboard.parts.map_view import shortened
from dashboard.parts.markup import draw, element, text
from dashboard.parts.working import draw_working
from dashboard.state import map_places
from dashboard.state.background import Working
from graph.analysis.diff import Change, Diff
from graph.network import Network, Node

_MOST = 60  # ties on a map, those that changed most


def draw_maps(context: Context, network: Network, found: Diff) -> None:
    """Draw what was and what is, side by side; on the left a dashed line is lost, on the right a thick one is new."""
    words = context.words
    ties = nsmallest(_MOST, found.ties, key=lambda t: (-abs(t.after - t.before), t.a, t.b))
    if not ties:
        return
    places = map_places.places(context.data)
    if isinstance(places, Working):
        draw_working(context, lambda: map_places.places(context.data, 0), lambda _: context.words("map_placing"))
        return
    draw(
        element("h2", text(words("compare_maps")), css="an-section"),
        element("p", text(words("compare_maps_help", n=len(ties))), css="an-small"),
    )
    nodes = [network.nodes[i] for i in sorted({end for t in ties for end in (t.a, t.b)})]
    for column, when in zip(st.columns(2, gap="medium"), ("before", "after"), strict=True):
        with column:
            draw(element("h3", text(words(f"compare_map_{when}")), css="an-verb"))
            edges = [edge for t in ties if (edge := _edge(context, t, before=when == "before"))]
            network_map(
                [map_node(context, node, places.get(node.id, (0.0, 0.0))) for node in nodes],
                edges,
                key=f"compare_map_{when}",
                selected=None,
                focus=None,
                version=f"{network.version}-{context.words.language}-{when}",
                height=420,
                legend=(),
                texts={name: words(f"map_{name}") for name in TEXT_KEYS},
            )


def map_node(context: Context, node: Node, place: tuple[float, float]) -> MapNode:
    """Return a node at a place of the map; all have one size."""
    x, y = place
    return MapNode(
        id=node.id,
        label=shortened(node.short),
        type=node.label,
        x=x,
        y=y,
        kind=context.words.of(context.network.schema.nodes[node.label].display),
        tooltip=node.display,
        invented=node.invented,
    )


def _edge(context: Context, tie: Change, *, before: bool) -> MapEdge | None:
    strength = tie.before if before else tie.after
    if not strength:
        return None
    label = context.words(f"compare_{tie.what}")
    return MapEdge(
        id=f"{tie.a}|{tie.b}",
        source=tie.a,
        target=tie.b,
        label=label,
        weight=min(strength, 8.0),
        line="past" if tie.what == "lost" else "firm",
    )
