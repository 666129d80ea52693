"""DOCX: native headings, tables and footnotes, the map as picture; in the office's own template where there is one.

A template is a Word document with fields such as {{ title }}; the content stands where a paragraph says {{ body }}.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from briefing.documents.document import Briefing
from briefing.drawing.lettering import clean
from briefing.renderers import RenderOptions
from briefing.renderers.drawn import imprint
from briefing.renderers.footnotes import Footnotes
from briefing.renderers.letterhead import add_letterhead
from briefing.renderers.word_body import Body
from graph.errors import UsageError

_SHEETS = {"A4": (210, 297), "A3": (297, 420)}
#: Styles with their letters and the room above and below, in points.
_STYLES: tuple[tuple[str, float, float, float], ...] = (
    ("Normal", 9.5, 0, 4),
    ("Title", 17, 4, 2),
    ("Subtitle", 9, 0, 4),
    ("Heading 1", 11.5, 9, 3),
    ("List Bullet", 9.5, 0, 2),
)
_BODY = "\ue000body\ue000"  # stands where the content goes while the fields are filled in
FIELDS = (
    *("title", "subtitle", "subjects", "as_of", "made_at", "data_version", "audience", "imprint", "sources", "body"),
    *("sender", "recipient", "reference", "classification"),
)


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as DOCX, into the template where one is given.

    Raises:
        UsageError: the template can not be read, has an unknown field or no place for the content.
    """
    document = _filled_in(template, briefing) if template else _plain(briefing, options)
    place = _place(document)
    if place is None:
        raise UsageError("template_without_body", file=str(template), field="{{ body }}")
    footnotes = Footnotes(document, briefing.notes)
    Body(document, place, footnotes).write(briefing)
    place._p.getparent().remove(place._p)
    footnotes.save()
    _describe(document, briefing)
    document.save(str(out))


def _plain(briefing: Briefing, options: RenderOptions) -> WordDocument:
    document = Document()
    section, (short, long) = document.sections[0], _SHEETS[options.paper]
    across = options.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(short)) if across else (Mm(short), Mm(long))
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    _language(document, briefing.language)
    _letters(document)
    add_letterhead(document, briefing)
    document.add_paragraph(clean(briefing.title), style="Title")
    document.add_paragraph(clean(briefing.subtitle), style="Subtitle")
    document.add_paragraph(_BODY)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{clean(imprint(briefing))}\t\t{clean(briefing.words.get('page', ''))} ")
    _page_number(footer)
    return document


def _letters(document: WordDocument) -> None:
    """Give the styles one letter that every machine has, and lines as close as those of the PDF."""
    for name, size, before, after in _STYLES:
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        for fonts in style.element.iter(qn("w:rFonts")):
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0


def _filled_in(template: Path, briefing: Briefing) -> WordDocument:
    """Return the template with its fields filled in; what is filled in is text, whatever signs are in it."""
    from docxtpl import DocxTemplate

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        filled = DocxTemplate(str(template))
        if unknown := sorted(filled.get_undeclared_template_variables(environment) - set(FIELDS)):
            names = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
            raise UsageError("template_field", file=str(template), fields=names, known=", ".join(FIELDS))
        filled.render(_fields(briefing), environment, autoescape=True)
    except UndefinedError as error:
        raise UsageError("template_field", file=str(template), fields=error.message, known=", ".join(FIELDS)) from error
    except TemplateError as error:
        raise UsageError("template_broken", file=str(template), detail=error.message or "") from error
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UsageError("template_unreadable", file=str(template), kind="DOCX") from error
    document: WordDocument = filled.docx
    return document


def _fields(briefing: Briefing) -> dict[str, object]:
    return {
        "title": clean(briefing.title),
        "subtitle": clean(briefing.subtitle),
        "subjects": ", ".join(map(clean, briefing.subjects)),
        "as_of": briefing.as_of,
        "made_at": briefing.made_at,
        "data_version": briefing.data_version,
        "audience": clean(briefing.words.get("audience_name", briefing.audience)),
        "imprint": clean(imprint(briefing)),
        "sources": [{"number": n.number, "text": clean(n.text), "url": clean(n.url)} for n in briefing.notes],
        "body": _BODY,
        "sender": " · ".join(map(clean, briefing.letterhead.sender)),
        "recipient": clean(", ".join(briefing.letterhead.recipient.splitlines())),
        "reference": clean(briefing.letterhead.reference),
        "classification": clean(briefing.letterhead.classification),
    }


def _place(document: WordDocument) -> WordParagraph | None:
    return next((paragraph for paragraph in document.paragraphs if _BODY in paragraph.text), None)


def _describe(document: WordDocument, briefing: Briefing) -> None:
    about = document.core_properties
    about.title, about.subject = clean(briefing.title)[:255], clean(briefing.subtitle)[:255]
    about.language, about.author, about.last_modified_by = briefing.language, "", ""
    about.comments, about.keywords = "", clean(", ".join(briefing.subjects))[:255]
    about.created = about.modified = _moment(briefing.made_at)


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return datetime.now(UTC).replace(tzinfo=None)


def _language(document: WordDocument, language: str) -> None:
    defaults: Any = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = defaults.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        defaults.append(spoken)
    spoken.set(qn("w:val"), "de-DE" if language == "de" else "en-GB")


def _page_number(paragraph: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = paragraph.add_run("1")._r
    paragraph._p.remove(run)
    field.append(run)
    paragraph._p.append(field)
