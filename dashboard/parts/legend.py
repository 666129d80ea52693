"""The legend of a map: only what the map shows."""

from collections.abc import Iterable

from dashboard.map import MapEdge
from dashboard.parts.frame import Context
from graph.network import Node

_INK = "#4a5562"


def rows(context: Context, nodes: Iterable[Node], edges: Iterable[MapEdge]) -> list[tuple[str, str, str]]:
    """Return colour, sign and text for each type of node and of line on the map."""
    nodes, edges = list(nodes), list(edges)
    types = context.network.schema.nodes
    present = {node.label for node in nodes}
    legend = [(t.colour, t.label, context.words.of(t.plural)) for t in types.values() if t.label in present]
    if any(node.invented for node in nodes):
        legend.append((_INK, "invented", context.words("legend_invented")))
    if any(not e.past and not e.invented for e in edges):
        legend.append((_INK, "line", context.words("legend_line")))
    if any(e.past for e in edges):
        legend.append((_INK, "line-past", context.words("legend_past")))
    if any(e.invented for e in edges):
        legend.append((_INK, "line-dashed", context.words("legend_line_invented")))
    return legend
