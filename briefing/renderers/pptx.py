"""PPTX: the map as shapes that can be moved, texts, tables, sources in the notes; in the office's own template.

A template is a presentation: its slides stay in front with their fields filled in, new ones take its layouts.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.exc import PackageNotFoundError
from pptx.util import Pt

from briefing.documents.document import Briefing
from briefing.drawing.lettering import clean
from briefing.renderers import RenderOptions
from briefing.renderers.drawn import imprint
from briefing.renderers.master import HEIGHT, MARGIN, SMALLEST, TITLE, WIDTH, presentation_of
from briefing.renderers.own_template import refuse_unsafe
from briefing.renderers.slides import Deck
from briefing.renderers.talk import TalkSlides
from graph.errors import UsageError

FIELDS = (
    *("title", "subtitle", "subjects", "as_of", "made_at", "data_version", "audience", "imprint"),
    *("sender", "recipient", "reference", "classification"),
)
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as PPTX, behind the slides of the template where one is given; slides have no paper.

    Raises:
        UsageError: the template can not be read, has an unknown field or no layout.
    """
    is_talk = any(section.page for section in briefing.sections)
    presentation = _opened(template) if template else presentation_of(briefing) if is_talk else _plain()
    if template:
        _fill_in(presentation, briefing, template)
    new = _maker(presentation, briefing, template, foot=bool(template) or not is_talk)
    if is_talk and presentation.slide_width >= Pt(WIDTH - 1) and presentation.slide_height >= Pt(HEIGHT - 1):
        TalkSlides(new, briefing).write()
    else:
        _all(presentation, new, briefing, cover=not template)
    _describe(presentation, briefing)
    presentation.save(str(out))


def _all(presentation: Any, new: Callable[[str], Any], briefing: Briefing, *, cover: bool) -> None:
    """Put all sections on as many slides as they need: for a briefing without two pages, and for slides of 4:3."""
    if cover:
        _cover(presentation, briefing)
    deck = Deck(presentation, new, briefing)
    for section in briefing.sections:
        deck.section(section)
    deck.sources()


def _plain() -> Any:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    return presentation


def _opened(template: Path) -> Any:
    refuse_unsafe(template, "PPTX")
    try:
        return Presentation(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise UsageError("template_unreadable", file=str(template), kind="PPTX") from error


def _cover(presentation: Any, briefing: Briefing) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    title.text_frame.text, subtitle.text_frame.text = clean(briefing.title), clean(briefing.subtitle)
    for shape, top, high, size in ((title, 170, 110, 36), (subtitle, 290, 60, 18)):
        shape.left, shape.top, shape.width, shape.height = Pt(60), Pt(top), Pt(WIDTH - 120), Pt(high)
        shape.text_frame.word_wrap = True
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)


def _maker(presentation: Any, briefing: Briefing, template: Path | None, *, foot: bool) -> Callable[[str], Any]:
    """Return what makes a slide with a title and the line of date, data version and audience."""
    layout = _layout(presentation)
    if layout is None:
        raise UsageError("template_without_layout", file=str(template))
    said = clean(imprint(briefing))

    def new(title: str) -> Any:
        slide = presentation.slides.add_slide(layout)
        for placeholder in list(slide.placeholders):
            if placeholder != slide.shapes.title and placeholder.placeholder_format.idx != 0:
                placeholder._element.getparent().remove(placeholder._element)
        _title(slide, title, presentation, own=foot)
        if not foot:
            return slide
        box = slide.shapes.add_textbox(
            Pt(MARGIN), presentation.slide_height - Pt(26), presentation.slide_width - Pt(2 * MARGIN), Pt(18)
        )
        box.text_frame.text = said
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(SMALLEST)
        return slide

    return new


def _title(slide: Any, title: str, presentation: Any, *, own: bool) -> None:
    shape = slide.shapes.title
    if not own:
        shape.text_frame.text = title
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(TITLE if len(title) < 60 else TITLE - 6)
        return
    wide = presentation.slide_width - Pt(2 * MARGIN)
    if shape is None:
        shape = slide.shapes.add_textbox(Pt(MARGIN), Pt(18), wide, Pt(50))
    shape.left, shape.top, shape.width, shape.height = Pt(MARGIN), Pt(18), wide, Pt(54)
    shape.text_frame.text = title
    shape.text_frame.word_wrap = True
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size = Pt(24 if len(title) < 70 else 16)


def _layout(presentation: Any) -> Any:
    """Return the layout with a title and the fewest other places, None where there is no layout."""
    layouts = list(presentation.slide_layouts)
    return min(layouts, key=lambda it: (not _has_title(it), len(list(it.placeholders))), default=None)


def _has_title(layout: Any) -> bool:
    return any(placeholder.placeholder_format.idx == 0 for placeholder in layout.placeholders)


def _fill_in(presentation: Any, briefing: Briefing, template: Path) -> None:
    """Fill in the fields of the template's own slides."""
    values = {
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "subjects": ", ".join(briefing.subjects),
        "as_of": briefing.as_of,
        "made_at": briefing.made_at,
        "data_version": str(briefing.data_version),
        "audience": briefing.words.get("audience_name", briefing.audience),
        "imprint": imprint(briefing),
        "sender": " · ".join(briefing.letterhead.sender),
        "recipient": ", ".join(briefing.letterhead.recipient.splitlines()),
        "reference": briefing.letterhead.reference,
        "classification": briefing.letterhead.classification,
    }
    paragraphs = [it for it in _paragraphs(presentation) if "{{" in it.text]
    named = {name for it in paragraphs for name in _FIELD.findall(it.text)}
    if unknown := sorted(named - set(FIELDS)):
        fields = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
        raise UsageError("template_field", file=str(template), fields=fields, known=", ".join(FIELDS))
    for paragraph in paragraphs:
        # PowerPoint cuts text into runs as it likes: the field is put together in the first one.
        text = _FIELD.sub(lambda found: clean(values[found.group(1)]), paragraph.text)
        first, *rest = paragraph.runs
        first.text = text
        for run in rest:
            run._r.getparent().remove(run._r)


def _paragraphs(presentation: Any) -> Iterator[Any]:
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (it for it in shape.text_frame.paragraphs if it.runs)


def _describe(presentation: Any, briefing: Briefing) -> None:
    about = presentation.core_properties
    about.title, about.subject = clean(briefing.title)[:255], clean(briefing.subtitle)[:255]
    about.language, about.author, about.last_modified_by = briefing.language, "", ""
    about.comments, about.keywords = "", clean(", ".join(briefing.subjects))[:255]
    try:
        moment = datetime.fromisoformat(briefing.made_at)
    except ValueError:
        moment = datetime.now(UTC)
    about.created = about.modified = moment.replace(tzinfo=None)
