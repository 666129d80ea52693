"""The office's letterhead in a Word document: logo and sender left, recipient, reference and day right, a rule."""

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

from briefing.documents.document import Briefing
from briefing.drawing.lettering import clean
from briefing.renderers.logo import logo_size
from graph.model.dates import format_date


def add_letterhead(document: Document, briefing: Briefing) -> None:
    """Put the head at the top of a document and its colour on headings; nothing where the office has no face."""
    head = briefing.letterhead
    if not (head.sender or head.recipient or head.reference or head.logo or head.classification):
        return
    colour: Any = RGBColor.from_string(head.colour.lstrip("#"))
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    first = left.paragraphs[0]
    if head.logo:
        wide, high = logo_size(head.logo)
        shape = first.add_run().add_picture(BytesIO(head.logo), Pt(wide), Pt(high))
        shape._inline.docPr.set("descr", clean(head.labels.get("logo", "")) or "Logo")
        first = left.add_paragraph()
    for n, line in enumerate(head.sender):
        _line(first if n == 0 else left.add_paragraph(), clean(line), bold=n == 0)
    first_of = f"{head.labels.get('to', '')} {head.recipient}" if head.recipient else ""
    said = [
        *first_of.splitlines(),
        f"{head.labels.get('reference', '')} {head.reference}" if head.reference else "",
        f"{head.labels.get('day', '')} {format_date(briefing.as_of, briefing.language)}",
    ]
    shown = [clean(line).strip() for line in said if line]
    for n, text in enumerate(shown):
        paragraph = right.paragraphs[0] if n == 0 else right.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _line(paragraph, text)
    if head.classification:
        paragraph = right.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = _line(paragraph, clean(head.classification).upper(), bold=True)
        run.font.color.rgb = colour
    _rule(document.add_paragraph(), head.colour)
    for name in ("Heading 1", "Title"):
        style: Any = document.styles[name]
        style.font.color.rgb = colour


def _line(paragraph: Any, text: str, *, bold: bool = False) -> Any:
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9)
    return run


def _rule(paragraph: Any, colour: str) -> None:
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "10"), ("space", "1"), ("color", colour.lstrip("#"))):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.space_after = Pt(0)
