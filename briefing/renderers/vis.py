"""The interactive map of an HTML briefing: nodes in our places, edges, and no physics that would move them."""

import json
from importlib.resources import files
from typing import Any

from briefing.drawing.lettering import LEADING, clean
from briefing.drawing.picture import Box, Drawing, Stroke
from briefing.drawing.shapes import outline
from briefing.drawing.sizing import NOTE
from briefing.drawing.style import INKS, MUTED, OTHER, PAPER, TEXT, Look, frame_width, ink, looks, stroke_width

_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": False, "tooltipDelay": 150, "multiselect": False},
    "edges": {"smooth": False, "selectionWidth": 1.5},
    "layout": {"improvedLayout": False},
}


def network(drawing: Drawing) -> str:
    """Return nodes, edges and options as JSON that no HTML can end."""
    from pyvis.network import Network

    # Directed, since pyvis drops the second of two undirected edges between the same two.
    net = Network(directed=True, cdn_resources="in_line")
    found = looks(figure.kind for figure in drawing.picture.figures)
    heaviest = max((link.weight for link in drawing.picture.links), default=1.0)
    for box in drawing.boxes:
        net.add_node(box.figure.id, **_node(box, found.get(box.figure.kind, OTHER)))
    for stroke in drawing.strokes:
        net.add_edge(stroke.link.a, stroke.link.b, **_edge(stroke, heaviest, drawing.size))
    edges = [{key: value for key, value in edge.items() if key != "arrows"} for edge in net.edges]
    written = json.dumps({"nodes": net.nodes, "edges": edges, "options": _OPTIONS}, ensure_ascii=False)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def library() -> str:
    """Return the JavaScript of vis-network, as pyvis ships it (Apache-2.0 or MIT)."""
    path = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js")
    return path.read_text(encoding="utf-8")


def _node(box: Box, look: Look) -> dict[str, Any]:
    x, y = box.middle
    return {
        "label": "\n".join(clean(line) for line in box.lines),
        "title": clean(f"{box.figure.name} – {box.figure.note}" if box.figure.note else box.figure.name),
        "x": round(x, 2),
        "y": round(y, 2),
        "shape": "custom",
        "size": round(max(box.width, box.height) / 2, 2),
        "color": {"background": look.tint, "border": look.colour},
        # What page.js draws: the outline around the middle, and each line of the label below the line before.
        "box": {
            "width": round(box.width, 2),
            "height": round(box.height, 2),
            "outline": outline(look, -box.width / 2, -box.height / 2, box.width, box.height),
            "tint": look.tint,
            "colour": look.colour,
            "frame": frame_width(box.figure),
            "dashes": INKS["invented"].dashes if box.figure.invented else [],
            "lines": [_line(box, n, text) for n, text in enumerate(box.lines)],
        },
    }


def _line(box: Box, n: int, text: str) -> dict[str, Any]:
    named = n < box.named
    size = box.size if named else box.size * NOTE
    return {
        "text": clean(text),
        "size": round(size, 2),
        "high": round(size * LEADING, 2),
        "colour": TEXT if named else MUTED,
        "bold": box.figure.subject and named,
    }


def _edge(stroke: Stroke, heaviest: float, size: float) -> dict[str, Any]:
    link, pen = stroke.link, ink(stroke.link)
    return {
        "label": clean(link.label) if stroke.label_at else "",
        "title": clean(link.label),
        "width": round(stroke_width(link, heaviest), 2),
        "dashes": [max(1.0, dash) for dash in pen.dashes] if pen.dashes else False,
        "color": {"color": pen.colour, "highlight": pen.colour, "hover": pen.colour},
        "font": {"size": size, "color": TEXT, "strokeWidth": 2, "strokeColor": PAPER, "multi": False},
    }
