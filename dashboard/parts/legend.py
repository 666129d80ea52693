"""The legend of a map: only what the map shows."""

from collections.abc import Iterable

from dashboard.map import MapEdge, MapKey
from dashboard.parts.frame import Context
from graph.network import Node


def rows(context: Context, nodes: Iterable[Node], edges: Iterable[MapEdge]) -> list[MapKey]:
    """Return an entry for each type of node and each line on the map."""
    nodes, edges = list(nodes), list(edges)
    types = context.network.schema.nodes
    present = {node.label for node in nodes}
    legend = [MapKey("kind", t.label, context.words.of(t.plural)) for t in types.values() if t.label in present]
    if any(node.invented for node in nodes):
        legend.append(MapKey("frame", "invented", context.words("legend_invented")))
    lines = {edge.line for edge in edges if not edge.invented}
    if "firm" in lines:
        legend.append(MapKey("line", "firm", context.words("legend_line")))
    if "past" in lines:
        legend.append(MapKey("line", "past", context.words("legend_past")))
    if any(edge.invented for edge in edges):
        legend.append(MapKey("line", "invented", context.words("legend_line_invented")))
    return legend
