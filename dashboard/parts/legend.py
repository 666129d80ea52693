"""The legend of a map: only what the map shows."""

from collections.abc import Iterable

from briefing.drawing.picture import Line
from dashboard.map import MapEdge, MapKey
from dashboard.parts.frame import Context
from graph.network import Node

_FACTS: dict[Line, str] = {"firm": "legend_line", "past": "legend_past", "uncertain": "legend_suggested"}
_CONTACTS: dict[Line, str] = {"firm": "legend_contact", "past": "legend_old", "uncertain": "legend_suggested"}
_CHANGES = ("new", "lost", "strengthened", "weakened")


def rows(context: Context, nodes: Iterable[Node], edges: Iterable[MapEdge], *, contacts: bool = False) -> list[MapKey]:
    """Return an entry for each type of node and each line on the map; `contacts` says that lines are contacts."""
    nodes, edges = list(nodes), list(edges)
    types = context.network.schema.nodes
    present = {node.label for node in nodes}
    legend = [MapKey("kind", t.label, context.words.of(t.plural)) for t in types.values() if t.label in present]
    if any(node.invented for node in nodes):
        legend.append(MapKey("frame", "invented", context.words("legend_invented")))
    plain = [edge for edge in edges if not edge.change]
    lines = {edge.line for edge in plain if not edge.invented}
    said = _CONTACTS if contacts or any(edge.strength for edge in plain) else _FACTS
    legend += [MapKey("line", line, context.words(key)) for line, key in said.items() if line in lines]
    if any(edge.invented for edge in plain):
        legend.append(MapKey("line", "invented", context.words("legend_line_invented")))
    changes = {edge.change for edge in edges}
    return legend + [MapKey("change", what, context.words(f"change_{what}")) for what in _CHANGES if what in changes]
