"""A drawing as pyvis keeps it: nodes in our places, edges, and options without physics."""

import json
from importlib.resources import files
from typing import Any

from briefing.drawing.lettering import clean
from briefing.drawing.picture import Box, Drawing, Stroke
from briefing.drawing.style import OTHER, TEXT, Look, frame_width, ink, looks, stroke_width

_RADIUS = {"round": 8, "pill": 14, "plaque": 4, "corner": 3}
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
    frame = frame_width(box.figure)
    return {
        "label": "\n".join(clean(line) for line in box.lines),
        "title": clean(f"{box.figure.name} – {box.figure.note}" if box.figure.note else box.figure.name),
        "x": round(x, 2),
        "y": round(y, 2),
        "shape": "box",
        "margin": {"top": 2, "right": 2, "bottom": 2, "left": 2},
        "borderWidth": frame,
        "borderWidthSelected": frame + 1,
        "widthConstraint": {"minimum": round(box.width, 2)},
        "heightConstraint": {"minimum": round(box.height, 2)},
        "shapeProperties": {
            "borderRadius": _RADIUS.get(look.shape, 0),
            "borderDashes": [2, 2] if box.figure.invented else False,
        },
        "color": {
            "background": look.fill,
            "border": look.edge,
            "highlight": {"background": look.fill, "border": look.edge},
            "hover": {"background": look.fill, "border": look.edge},
        },
        "font": {"size": box.size, "face": "Noto Sans, Segoe UI, Arial, sans-serif", "color": TEXT, "multi": False},
    }


def _edge(stroke: Stroke, heaviest: float, size: float) -> dict[str, Any]:
    link, pen = stroke.link, ink(stroke.link)
    return {
        "label": clean(link.label) if stroke.label_at else "",
        "title": clean(link.label),
        "width": round(stroke_width(link, heaviest), 2),
        "dashes": [max(1.0, dash) for dash in pen.dashes] if pen.dashes else False,
        "color": {"color": pen.colour, "highlight": pen.colour, "hover": pen.colour},
        "font": {"size": size, "color": TEXT, "strokeWidth": 2, "strokeColor": "#ffffff", "multi": False},
    }
