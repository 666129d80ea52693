"""The master of our slides: a bar in the office's colour, its logo, the foot of each slide; 16:9."""

from io import BytesIO
from typing import Any, cast

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from briefing.documents.document import Briefing
from briefing.drawing.lettering import clean, width, wrap
from briefing.drawing.style import MUTED
from briefing.renderers.drawn import imprint
from briefing.renderers.logo import logo_size

WIDTH, HEIGHT = 960.0, 540.0
MARGIN, TOP, FOOT = 36.0, 92.0, 30.0  # of what stands on a slide: from its sides, its upper and its lower edge
TITLE, SMALLEST = 26.0, 12.0
_BAR = 8.0
_FONT = "Arial"
_FOOT_ROOM, _WIDER = WIDTH - 2 * MARGIN - 60, 1.02  # of the foot beside the number; how much wider its letters may be


def presentation_of(briefing: Briefing) -> Any:
    """Return an empty presentation with our master and one layout, that of a title."""
    made = Presentation()
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = made.slide_master
    only = next(layout for layout in made.slide_layouts if layout.name == "Title Only")
    for layout in [it for it in made.slide_layouts if it is not only]:
        made.slide_layouts.remove(layout)
    holders: list[Any] = [*list(master.placeholders), *cast(Any, only).placeholders]
    for shape in [it for it in holders if it.placeholder_format.idx > 0]:
        shape._element.getparent().remove(shape._element)
    head = briefing.letterhead
    _themed(master, head.colour)
    _bar(master, head.colour)
    wide = _logo(master, head.logo)
    for holder in (cast(Any, master), cast(Any, only)):
        for shape in holder.placeholders:
            _title_place(shape, wide)
    _foot(master, briefing)
    return made


def _title_place(shape: Any, logo: float) -> None:
    shape.left, shape.top = Pt(MARGIN), Pt(20)
    shape.width, shape.height = Pt(WIDTH - 2 * MARGIN - (logo + 16 if logo else 0)), Pt(TOP - 28)
    shape.text_frame.word_wrap, shape.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE


def _themed(master: Any, colour: str) -> None:
    """Give the theme the office's colour and a letter that every machine has."""
    part = master.part.part_related_by("http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme")
    root = etree.fromstring(part.blob)
    accent = root.find(f".//{qn('a:accent1')}")
    if accent is not None:
        for child in list(accent):
            accent.remove(child)
        etree.SubElement(accent, qn("a:srgbClr"), val=colour.lstrip("#"))
    for face in ("a:majorFont", "a:minorFont"):
        latin = root.find(f".//{qn(face)}/{qn('a:latin')}")
        if latin is not None:
            latin.set("typeface", _FONT)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    for level in master._element.iter(qn("p:titleStyle")):
        for properties in level.iter(qn("a:lvl1pPr")):
            properties.set("algn", "l")
            for run in properties.iter(qn("a:defRPr")):
                run.set("sz", str(int(TITLE * 100)))
                run.set("b", "1")


def _bar(master: Any, colour: str) -> None:
    bar = _shapes(master).add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Pt(WIDTH), Pt(_BAR))
    bar.fill.solid()
    bar.fill.fore_color.rgb = rgb(colour)
    bar.line.fill.background()
    bar.name = "bar"


def _logo(master: Any, logo: bytes) -> float:
    """Put the logo at the upper right and return how wide it is, 0 where there is none."""
    if not logo:
        return 0.0
    wide, high = logo_size(logo)
    _shapes(master).add_picture(BytesIO(logo), Pt(WIDTH - MARGIN - wide), Pt(22), Pt(wide), Pt(high)).name = "logo"
    return wide


def _foot(master: Any, briefing: Briefing) -> None:
    head = briefing.letterhead
    sure = [imprint(briefing), head.classification]
    left = _FOOT_ROOM - width(clean(" · ".join(sure)), SMALLEST) * _WIDER
    others = [head.sender[0] if head.sender else "", head.reference]
    each = left / max(1, sum(map(bool, others))) / _WIDER
    sender, reference = (_cut(clean(text), each) for text in others)
    said = [sender, sure[0], reference, sure[1]]
    box = _shapes(master).add_textbox(Pt(MARGIN), Pt(HEIGHT - FOOT + 4), Pt(WIDTH - 2 * MARGIN), Pt(20))
    box.name = "foot"
    box.text_frame.word_wrap = True
    box.text_frame.margin_left = box.text_frame.margin_right = 0
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text, run.font.size = clean(" · ".join(part for part in said if part)), Pt(SMALLEST)
    run.font.color.rgb = rgb(MUTED)
    paragraph.add_run().text = "   ·   "
    paragraph.runs[-1].font.size = Pt(SMALLEST)
    number = etree.SubElement(paragraph._p, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    etree.SubElement(number, qn("a:rPr"), lang="de-DE", sz=str(int(SMALLEST * 100)))
    etree.SubElement(number, qn("a:t")).text = "#"


def _cut(text: str, wide: float) -> str:
    """Return a text as long as it stands on its part of a line."""
    if not text or width(text, SMALLEST) <= wide:
        return text
    lines = wrap(text, max(wide, 40.0), SMALLEST, most=1)
    return lines[0] if lines else ""


def _shapes(master: Any) -> Any:
    """Return the shapes of a master as one can add to them: python-pptx lets a master only be read."""
    from pptx.shapes.shapetree import SlideShapes

    return SlideShapes(master._element.cSld.spTree, master)


def rgb(written: str) -> RGBColor:
    """Return a colour as PowerPoint has it."""
    colour: RGBColor = RGBColor.from_string(written.lstrip("#").upper())  # type: ignore[no-untyped-call]
    return colour
