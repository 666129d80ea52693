"""The preview of a briefing: its map as it will be drawn, its sections, and what the audience will not see."""

from base64 import b64encode

import streamlit as st

from briefing.documents.document import Block, Briefing, Map, Paragraph, Points, Table
from briefing.drawing.svg import svg
from briefing.production.produce import Made
from briefing.renderers.drawn import below, drawn
from briefing.renderers.text import with_notes
from dashboard.parts import tables
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, items, text


def preview(context: Context, made: Made) -> None:
    """Draw the briefing."""
    briefing = made.briefing
    draw(
        element("h2", text(briefing.title), css="an-section"),
        element("p", text(briefing.subtitle), css="an-small"),
    )
    _left_out(context, briefing)
    for section in briefing.sections:
        draw(element("h3", text(section.title)))
        for place, block in enumerate(section.blocks):
            _block(context, briefing, block, f"briefing_{section.id}_{place}")
    _sources(context, briefing)


def printed(context: Context, briefing: Briefing, pages: list[bytes]) -> None:
    """Draw the first pages as pictures of the real PDF; what they say stands below as text."""
    words = context.words
    draw(element("h2", text(words("briefing_printed")), css="an-section"))
    for number, (column, page) in enumerate(zip(st.columns(2, gap="small"), pages, strict=False), 1):
        source = f"data:image/png;base64,{b64encode(page).decode('ascii')}"
        alternative = words("briefing_printed_page", n=str(number), title=briefing.title)
        with column:
            draw(element("img", src=source, alt=alternative, css="an-picture an-full"))


def _left_out(context: Context, briefing: Briefing) -> None:
    """Say before anything is saved what this audience does not see."""
    words = context.words
    if briefing.audience == "internal":
        return
    level = words(f"briefing_audience_{briefing.audience}")
    if not briefing.left_out:
        draw(element("p", text(words("briefing_nothing_left_out", audience=level)), css="an-small"))
        return
    head = text(words("briefing_left_out", audience=level))
    listed = items([text(line) for line in briefing.left_out])
    draw(element("div", element("p", head), listed, css="an-notice an-note", role="note"))


def _block(context: Context, briefing: Briefing, block: Block, key: str) -> None:
    match block:
        case Paragraph(pieces):
            draw(element("p", text(with_notes(pieces))))
        case Points(points):
            draw(items([text(with_notes(point)) for point in points]))
        case Table():
            _table(block, key)
        case Map():
            _map(briefing, block)


def _table(block: Table, key: str) -> None:
    draw(element("p", element("strong", text(block.title))))
    rows: list[tables.Row] = [dict(zip(block.columns, map(with_notes, row), strict=True)) for row in block.rows]
    tables.table(rows, key=key, name=block.title, most=8)


def _map(briefing: Briefing, block: Map) -> None:
    drawing = drawn(block)
    drawn_as = svg(drawing, title=briefing.title, description=block.alternative).encode("utf-8")
    # An image, so that nothing in it can run; not `st.image`, which says nothing to who does not see it.
    source = f"data:image/svg+xml;base64,{b64encode(drawn_as).decode('ascii')}"
    draw(element("img", src=source, alt=block.alternative, css="an-picture an-full"))
    for sentence in (block.alternative, *below(block, drawing)):
        draw(element("p", text(sentence), css="an-small"))


def _sources(context: Context, briefing: Briefing) -> None:
    if briefing.notes:
        draw(element("h3", text(briefing.words["sources"])))
        listed = [text(f"[{note.number}] {note.text}") for note in briefing.notes]
        draw(items(listed, css="an-small"))
