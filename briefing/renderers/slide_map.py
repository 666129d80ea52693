"""The map on a slide: native shapes, and connectors glued to them, so that whoever moves a box moves its lines."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from lxml import etree
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from briefing.drawing.geometry import Points, through
from briefing.drawing.groups import HEAD_SIZE, PAD
from briefing.drawing.legend import SIGN, SIZE
from briefing.drawing.lettering import clean, width
from briefing.drawing.picture import Box, Drawing, Key, Link, Outline
from briefing.drawing.route import Way
from briefing.drawing.shapes import corners, inset, radius, slant
from briefing.drawing.sizing import NOTE
from briefing.drawing.style import MUTED, OTHER, PAPER, TEXT, Look, Mark, frame_width, ink, looks, stroke_width, table
from briefing.drawing.ties import label_places
from briefing.renderers.master import rgb

# PowerPoint's shape for each mark of a kind, and how round or cut its corners are. Only shapes whose points for
# connectors are top, left, bottom and right in this order, and whose text stands in the middle.
_MARKS: Mapping[Mark, tuple[MSO_SHAPE, float | None]] = {
    "": (MSO_SHAPE.RECTANGLE, None),
    "folded": (MSO_SHAPE.SNIP_1_RECTANGLE, 0.2),
    "corner": (MSO_SHAPE.ROUND_1_RECTANGLE, 0.4),
    "notched": (MSO_SHAPE.PLAQUE, 0.14),
}
_DASHES = {"past": MSO_LINE.LONG_DASH_DOT, "uncertain": MSO_LINE.DASH, "invented": MSO_LINE.ROUND_DOT}
_WIDTHS = (0.7, 1.6, 2.5)  # of the lines that show in the legend what thickness says
_LINKS = {
    "firm": Link("", ""),
    "past": Link("", "", line="past"),
    "uncertain": Link("", "", line="uncertain"),
    "invented": Link("", "", invented=True),
}
_SITES = np.array([(0, -1), (-1, 0), (0, 1), (1, 0)], dtype=float)
_THROUGH = 2_000.0  # points of length that a line through a label counts as
_SMALLEST = 8.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the drawing stands on the slide, and how much larger than drawn, in points."""

    x: float
    y: float
    scale: float

    def at(self, x: float, y: float) -> tuple[Any, Any]:
        """Return a place of the drawing as a place of the slide."""
        return Pt(self.x + x * self.scale), Pt(self.y + y * self.scale)

    def long(self, length: float) -> Any:
        """Return a length of the drawing as a length on the slide."""
        return Pt(length * self.scale)

    def letters(self, size: float) -> Any:
        """Return a size of letters; PowerPoint knows tenths of a point."""
        return Pt(max(_SMALLEST, int(size * self.scale * 10) / 10))


def put(shapes: Any, drawing: Drawing, frame: Frame) -> None:
    """Put boxes, connectors, labels of ties and the legend on a slide."""
    found = looks(figure.kind for figure in drawing.picture.figures)
    boxes = {b.figure.id: _box(shapes, b, found.get(b.figure.kind, OTHER), frame) for b in drawing.boxes}
    _connectors(shapes, drawing, boxes, frame)
    for key in drawing.legend:
        _legend(shapes, key, found, frame)
    for outline in drawing.outlines:
        _outline(shapes, outline, frame)


def _outline(shapes: Any, outline: Outline, frame: Frame) -> None:
    """Put the outline of a group below everything, its name at its upper left."""
    shape = shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE,
        *frame.at(outline.x, outline.y),
        frame.long(outline.width),
        frame.long(outline.height),
    )
    shape.adjustments[0] = min(0.5, 5 / max(1.0, min(outline.width, outline.height)))
    shape.fill.solid()
    shape.fill.fore_color.rgb, shape.line.color.rgb = rgb(table().zones.paper), rgb(table().zones.line)
    shape.line.width = Pt(0.75)
    _no_shadow(shape)
    shape.name = clean(outline.name)[:200] or "–"
    text = shape.text_frame
    text.margin_left, text.margin_top = frame.long(PAD), frame.long(2)
    text.word_wrap, text.vertical_anchor = False, MSO_ANCHOR.TOP
    _letters(text.paragraphs[0], outline.name, frame.letters(HEAD_SIZE), TEXT, bold=True)
    text.paragraphs[0].alignment = PP_ALIGN.LEFT
    shapes._spTree.insert(2, shape._element)


def _box(shapes: Any, box: Box, look: Look, frame: Frame) -> Any:
    shape = _shape(shapes, look, (box.x, box.y, box.width, box.height), frame)
    shape.name = clean(box.figure.name)[:200]
    _fill(shape, look, frame_width(box.figure) * frame.scale)
    if box.figure.invented:
        shape.line.dash_style = MSO_LINE.ROUND_DOT
    text = shape.text_frame
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
    text.word_wrap, text.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    for n, line in enumerate(box.lines):
        paragraph = text.paragraphs[0] if n == 0 else text.add_paragraph()
        named = n < box.named
        size = frame.letters(box.size if named else box.size * NOTE)
        _letters(paragraph, line, size, TEXT if named else MUTED, bold=box.figure.subject and named)
    return shape


def _shape(shapes: Any, look: Look, place: tuple[float, float, float, float], frame: Frame) -> Any:
    x, y, wide, high = place
    if look.mark == "double" or slant(look, wide, high):
        return _polygon(shapes, look, place, frame)
    kind, corner = _MARKS[look.mark]
    if look.shape == "circle":
        kind, corner = MSO_SHAPE.ROUNDED_RECTANGLE, radius(wide, high) / min(wide, high)
    shape = shapes.add_shape(kind, *frame.at(x, y), frame.long(wide), frame.long(high))
    if corner is not None:
        shape.adjustments[0] = corner
    return shape


def _polygon(shapes: Any, look: Look, place: tuple[float, float, float, float], frame: Frame) -> Any:
    """Return a shape with straight sides that connectors can be glued to like to a rectangle."""
    x, y, wide, high = place
    first, *rest = (frame.at(x + px, y + py) for px, py in corners(look, wide, high))
    builder = shapes.build_freeform(*first)
    builder.add_line_segments(rest)
    shape = builder.convert_to_shape()
    drawn = shape._element.spPr.find(qn("a:custGeom"))
    if look.mark == "double":
        _line_inside(drawn.find(qn("a:pathLst")), inset(wide, high) / min(wide, high))
    sites = drawn.find(qn("a:cxnLst"))
    for at in (("hc", "t"), ("l", "vc"), ("hc", "b"), ("r", "vc")):
        site = etree.SubElement(sites, qn("a:cxn"), ang="0")
        etree.SubElement(site, qn("a:pos"), x=at[0], y=at[1])
    return shape


def _line_inside(paths: Any, share: float) -> None:
    """Draw a rectangle once more within, a share of its shorter side from the first, without a filling."""
    outer = paths[0]
    wide, high = int(outer.get("w")), int(outer.get("h"))
    away = round(share * min(wide, high))
    inner = deepcopy(outer)
    inner.set("fill", "none")
    for point in inner.iter(qn("a:pt")):
        for axis, length in (("x", wide), ("y", high)):
            point.set(axis, str(away if int(point.get(axis)) < length / 2 else length - away))
    paths.append(inner)


def _fill(shape: Any, look: Look, line: float) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(look.tint)
    shape.line.color.rgb = rgb(look.colour)
    shape.line.width = Pt(line)
    _no_shadow(shape)


def _no_shadow(shape: Any) -> None:
    """Take the effect away that the theme gives every shape and line."""
    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")


def _letters(paragraph: Any, text: str, size: Any, colour: str, *, bold: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = clean(text), size, bold
    run.font.name = "Arial"
    run.font.color.rgb = rgb(colour)


def _connectors(shapes: Any, drawing: Drawing, boxes: dict[str, Any], frame: Frame) -> None:
    places = np.array([box.middle for box in drawing.boxes]).reshape(-1, 2)
    halves = np.array([(box.width / 2, box.height / 2) for box in drawing.boxes]).reshape(-1, 2)
    number = {box.figure.id: n for n, box in enumerate(drawing.boxes)}
    links = drawing.picture.links
    heaviest = max((link.weight for link in links), default=1.0)
    ways: list[Way] = []
    for link in links:
        (first, start), (last, end) = sites(number[link.a], number[link.b], places, halves)
        ways.append((start, end))
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *frame.at(*start), *frame.at(*end))
        # The ends stand already: only what they are glued to is written.
        line._connect_begin_to(boxes[link.a], first)
        line._connect_end_to(boxes[link.b], last)
        _ink(line, link, stroke_width(link, heaviest) * frame.scale)
        # Lines lie below the boxes: the first two children describe the group itself.
        shapes._spTree.insert(2, line._element)
    area = np.array([drawing.width, drawing.height - drawing.foot])
    spots = label_places(links, ways, places, halves, drawing.size, area)
    for link, spot in zip(links, spots, strict=True):
        if spot is not None:
            _tie_label(shapes, link, spot, drawing.size, frame)


def sites(a: int, b: int, places: Points, halves: Points) -> tuple[tuple[int, tuple[float, float]], ...]:
    """Return for both boxes the side a straight line between them is glued to, and its place.

    The line is short and goes through no label where that can be.
    """
    starts, ends = places[a] + _SITES * halves[a], places[b] + _SITES * halves[b]
    pairs = list(product(range(4), range(4)))
    from_, to = starts[[i for i, _ in pairs]], ends[[j for _, j in pairs]]
    hit = through(from_[:, None], to[:, None], places[None], halves[None] - 0.5)
    cost = np.linalg.norm(to - from_, axis=1) + _THROUGH * hit.sum(axis=1)
    i, j = pairs[int(cost.argmin())]
    return (i, (float(starts[i][0]), float(starts[i][1]))), (j, (float(ends[j][0]), float(ends[j][1])))


def _ink(line: Any, link: Link, wide: float) -> None:
    line.line.color.rgb = rgb(ink(link).colour)
    line.line.width = Pt(wide)
    style = _DASHES.get("invented" if link.invented else link.line)
    if style is not None:
        line.line.dash_style = style
    _no_shadow(line)
    line.name = clean(link.label)[:200] or "–"


def _tie_label(shapes: Any, link: Link, spot: tuple[float, float], size: float, frame: Frame) -> None:
    wide, high = width(clean(link.label), size) + 4, size * 1.3
    shape = _text_box(shapes, (spot[0] - wide / 2, spot[1] - high / 2), (wide, high), frame)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(PAPER)
    _letters(shape.text_frame.paragraphs[0], link.label, frame.letters(size), MUTED)


def _legend(shapes: Any, key: Key, found: dict[str, Look], frame: Frame) -> None:
    if key.sign == "kind":
        look = found.get(key.value, OTHER)
        sign = _shape(shapes, look, (key.x, key.y, *SIGN), frame)
        _fill(sign, look, table().frames.plain)
    elif key.sign == "width":
        part = SIGN[0] / len(_WIDTHS)
        for n, wide in enumerate(_WIDTHS):  # from thin to thick
            x, y = key.x + n * part, key.y + SIGN[1] / 2
            line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *frame.at(x, y), *frame.at(x + part, y))
            _ink(line, _LINKS["firm"], wide * frame.scale)
    else:
        y = key.y + SIGN[1] / 2
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *frame.at(key.x, y), *frame.at(key.x + SIGN[0], y))
        _ink(line, _LINKS[key.value], 1.4)
    wide = width(clean(key.text), SIZE) + 6
    label = _text_box(shapes, (key.x + SIGN[0] + 3, key.y - 1), (wide, SIGN[1] + 2), frame)
    _letters(label.text_frame.paragraphs[0], key.text, frame.letters(SIZE), TEXT)


def _text_box(shapes: Any, corner: Sequence[float], size: Sequence[float], frame: Frame) -> Any:
    shape = shapes.add_textbox(*frame.at(corner[0], corner[1]), frame.long(size[0]), frame.long(size[1]))
    text = shape.text_frame
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
    text.word_wrap, text.vertical_anchor = False, MSO_ANCHOR.MIDDLE
    return shape
