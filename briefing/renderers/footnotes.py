"""Footnotes of a Word document, which python-docx does not write: the part, its styles, marks and cross references."""

from collections.abc import Iterable, Mapping
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from briefing.documents.document import SourceNote
from briefing.drawing.lettering import clean

MARK, TEXT = "Footnote Reference", "Footnote Text"
_EMPTY = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


class Footnotes:
    """The footnotes of one document; `mark` sets them, `save` writes those that were set into the package."""

    def __init__(self, document: Document, notes: Iterable[SourceNote]) -> None:
        self._document = document
        self._notes: Mapping[int, SourceNote] = {note.number: note for note in notes}
        self._part, self._root = _part(document)
        used = [int(it.get(qn("w:id"), "0")) for it in self._root]
        self._next = max([0, *used]) + 1
        self._shown = sum(number > 0 for number in used)
        self._set: dict[int, int] = {}  # number of the source -> number of its footnote as Word counts it
        _styles(document)

    def mark(self, paragraph: Paragraph, numbers: Iterable[int]) -> None:
        """Set the marks of sources: a footnote where a source is new, a cross reference to it where not."""
        known = [number for number in numbers if number in self._notes]
        for index, number in enumerate(known):
            if index:
                paragraph.add_run(",", style=MARK)
            if number in self._set:
                self._refer(paragraph, number)
            else:
                self._set_note(paragraph, number)

    def unset(self) -> tuple[SourceNote, ...]:
        """Return the sources that no mark named."""
        return tuple(note for number, note in self._notes.items() if number not in self._set)

    def save(self) -> None:
        """Write the footnotes into the package."""
        self._part._blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _set_note(self, paragraph: Paragraph, number: int) -> None:
        self._shown += 1
        self._set[number] = self._shown
        name, ids = f"_RefNote{number}", str(90_000 + number)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), ids)
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), ids)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._next))
        paragraph._p.append(start)
        paragraph.add_run(style=MARK)._r.append(reference)
        paragraph._p.append(end)
        self._root.append(_footnote(self._next, self._notes[number], self._style_ids()))
        self._next += 1

    def _refer(self, paragraph: Paragraph, number: int) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" NOTEREF _RefNote{number} \\h ")
        run = paragraph.add_run(str(self._set[number]), style=MARK)._r
        paragraph._p.remove(run)
        field.append(run)
        paragraph._p.append(field)

    def _style_ids(self) -> tuple[str, str]:
        styles = self._document.styles
        return str(styles[TEXT].style_id), str(styles[MARK].style_id)


def _footnote(number: int, note: SourceNote, styles: tuple[str, str]) -> Any:
    text_style, mark_style = styles
    footnote = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{text_style}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark_style}"/></w:rPr><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
    )
    url = f" {note.url}" if note.url else ""
    footnote.find(f".//{qn('w:t')}").text = clean_line(f" {note.text}{url}")
    return footnote


def clean_line(text: str) -> str:
    """Return text on one line that XML can hold, with a space before or after it where there was one."""
    plain = clean(text)
    if not plain:
        return " " if text else ""
    return (" " if text[:1].isspace() else "") + plain + (" " if text[-1:].isspace() else "")


def _part(document: Document) -> tuple[Part, Any]:
    """Return the part of the footnotes, that of the template where it has one, and its root."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            # No entities, nothing from elsewhere: a template is somebody's file.
            safe = etree.XMLParser(resolve_entities=False, no_network=True)
            return relation.target_part, etree.fromstring(relation.target_part.blob, safe)
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, _EMPTY.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part, etree.fromstring(_EMPTY.encode())


def _styles(document: Document) -> None:
    names = {style.name for style in document.styles}
    if MARK not in names:
        document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    if TEXT not in names:
        style: Any = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = "Arial", Pt(7)
        style.paragraph_format.space_after = Pt(0)
