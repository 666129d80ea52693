"""The blocks of a briefing as parts of a Word document, with the styles the document has."""

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from briefing.documents.document import Block, Briefing, Map, NotedText, Paragraph, Points, Table
from briefing.drawing.lettering import clean
from briefing.drawing.raster import png
from briefing.drawing.svg import svg
from briefing.renderers import RenderOptions
from briefing.renderers.columns import shares
from briefing.renderers.drawn import below, drawn, lowered, seen_in, spelled_out
from briefing.renderers.footnotes import Footnotes, clean_line
from briefing.renderers.room import map_room

_POINT = 12_700  # English metric units in a point
_LARGER_HEAD = 0.0  # title and headings of Word are higher than those of the PDF by so many points
_AROUND_MAP = 130.0  # points of a page that heading and sentences around a map take
_SVG_URI = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


class Body:
    """Writes the blocks of a briefing before a place of a document."""

    def __init__(self, document: Document, before: WordParagraph, footnotes: Footnotes) -> None:
        self._document, self._before, self._footnotes = document, before, footnotes
        self._high = 0.0  # of the map of the section that is written, where its page says so
        self._names = {(style.type, style.name) for style in document.styles}

    def write(self, briefing: Briefing) -> None:
        """Write all sections, and at the end the sources that no footnote names."""
        page = 1
        for section in briefing.sections:
            self._high = map_room(briefing, section, RenderOptions()) - _LARGER_HEAD
            heading = self._paragraph(clean(section.title), "Heading 1")
            if section.page != page and any(s.page for s in briefing.sections):
                heading.paragraph_format.page_break_before = True
            page = section.page
            for block in section.blocks:
                self._block(block)
        if unset := self._footnotes.unset():
            self._paragraph(clean(briefing.words.get("sources", "")), "Heading 1")
            for note in unset:
                self._paragraph(clean(f"{note.text} {note.url}"), "List Bullet")

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(pieces):
                self._pieces(self._paragraph(), pieces)
            case Points(items):
                for item in items:
                    self._pieces(self._paragraph(style="List Bullet"), item)
            case Table(look="cards"):
                self._cards(block)
            case Table():
                self._table(block)
            case Map():
                self._map(block)

    def _paragraph(self, text: str = "", style: str = "Normal") -> WordParagraph:
        known = (WD_STYLE_TYPE.PARAGRAPH, style) in self._names
        return self._before.insert_paragraph_before(text, style if known else None)

    def _pieces(self, paragraph: WordParagraph, pieces: tuple[NotedText, ...]) -> None:
        for piece in pieces:
            text = clean_line(piece.text)
            paragraph.add_run(text.rstrip() if piece.notes else text)
            self._footnotes.mark(paragraph, piece.notes)
            if piece.notes and text.endswith(" "):
                paragraph.add_run(" ")

    def _table(self, table: Table) -> None:
        if table.title:
            title = self._paragraph()
            title.add_run(clean(table.title)).bold = True
            title.paragraph_format.keep_with_next = True
        made = self._document.add_table(rows=1, cols=max(1, len(table.columns)))
        if (WD_STYLE_TYPE.TABLE, "Table Grid") in self._names:
            made.style = "Table Grid"
        # Word goes by the widths of the cells, other programs by those of the columns.
        widths = [Emu(round(self._room[0] * share * _POINT)) for share in shares(table)]
        for cell, name, width in zip(made.rows[0].cells, table.columns, widths, strict=False):
            cell.width = width
            cell.paragraphs[0].add_run(clean(name)).bold = True
        _repeats(made.rows[0])
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=False):
            column.width = width
        for row in table.rows:
            # The cells of a row once: python-docx looks for them anew each time.
            for cell, pieces, width in zip(made.add_row().cells, row, widths, strict=False):
                cell.width = width
                self._pieces(cell.paragraphs[0], pieces)
        for made_row in made.rows:
            made_row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in made._cells:
            _tight(cell.paragraphs[0])
        self._before._p.addprevious(made._tbl)
        self._behind()

    def _cards(self, table: Table) -> None:
        """Put cards side by side: a row of three, the name of each in bold."""
        for start in range(0, len(table.rows), 3):
            row = table.rows[start : start + 3]
            made = self._document.add_table(rows=1, cols=3)
            for cell, card in zip(made.rows[0].cells, row, strict=False):
                for place, pieces in enumerate(pieces for pieces in card if pieces):
                    paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                    self._pieces(paragraph, pieces)
                    _tight(paragraph)
                    for run in paragraph.runs:
                        run.bold = place == 0 or None
            made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            self._before._p.addprevious(made._tbl)
            self._behind()

    def _behind(self) -> None:
        """Put the empty line behind a table that Word wants, as low as it goes."""
        paragraph = self._paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run("").font.size = Pt(4)
        paragraph.paragraph_format.line_spacing = Pt(5)

    @property
    def _room(self) -> tuple[float, float]:
        """Width and height between the margins, in points."""
        section = self._document.sections[-1]
        wide = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        high = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
        return wide / _POINT, high / _POINT

    def _map(self, block: Map) -> None:
        wide, high = self._room
        if block.title:
            title = self._paragraph()
            title.add_run(clean(block.title)).bold = True
            title.paragraph_format.keep_with_next = True
        most = self._high if self._high > 0 else lowered(block, max(high - _AROUND_MAP, 200.0))
        drawing = drawn(block, round(max(wide, 200.0)), round(max(most, 140.0)))
        paragraph = self._paragraph()
        picture = png(svg(drawing, typesetting=True), drawing.width)
        shape = paragraph.add_run().add_picture(BytesIO(picture), width=Emu(round(drawing.width * _POINT)))
        shape._inline.docPr.set("descr", clean(seen_in(block, drawing)))
        shape._inline.docPr.set("name", "map")
        self._vectors(shape._inline, svg(drawing, description=seen_in(block, drawing)))
        for sentence in (*below(block, drawing), *spelled_out(drawing)):
            self._paragraph().add_run(clean(sentence)).font.size = Pt(8)

    def _vectors(self, inline: Any, drawn_as: str) -> None:
        """Add the SVG beside the PNG: Word shows it where it can, everything else shows the PNG."""
        package = self._document.part.package
        number = sum(str(part.partname).endswith(".svg") for part in package.iter_parts()) + 1
        part = Part(PackURI(f"/word/media/map{number}.svg"), "image/svg+xml", drawn_as.encode(), package)
        relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        blip = inline.find(f".//{qn('a:blip')}")
        blip.append(
            parse_xml(
                '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
                'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                f'<a:ext uri="{_SVG_URI}"><asvg:svgBlip xmlns:asvg="{_SVG_SPACE}" r:embed="{relation}"/></a:ext>'
                "</a:extLst>"
            )
        )


def _repeats(row: Any) -> None:
    """Let the row stand again at the head of each page, and be read as the head of the table."""
    head = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(head)


def _tight(paragraph: WordParagraph) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    for run in paragraph.runs:
        if run.style.name != "Footnote Reference":
            run.font.size = Pt(8.5)
