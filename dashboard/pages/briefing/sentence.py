"""A sentence of a briefing changed by hand: it stands in this edition and the next, marked as changed."""

from collections.abc import Mapping

import streamlit as st

from briefing.documents.document import Briefing, NotedText, Paragraph, Points, Table
from briefing.documents.edits import LONGEST, Edit
from briefing.production.produce import Made
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state import briefings
from graph.model.facts import digest


def sentences(briefing: Briefing) -> dict[str, NotedText]:
    """Return the sentences that can be changed, by their place."""
    found: dict[str, NotedText] = {}
    for block in (block for section in briefing.sections for block in section.blocks):
        match block:
            case Paragraph(pieces):
                cells = [pieces]
            case Points(items):
                cells = list(items)
            case Table(rows=rows):
                cells = [cell for row in rows for cell in row]
            case _:
                cells = []
        found |= {piece.place: piece for cell in cells for piece in cell if piece.place}
    return found


def change(context: Context, made: Made) -> None:
    """Draw the sentences, and the one that is chosen to be changed."""
    words, known = context.words, sentences(made.briefing)
    stale = {place: edit for place, edit in briefings.edits(made.request).items() if not _stands(known, place)}
    if not known and not stale:
        return
    with st.expander(words("briefing_sentence"), icon=":material/edit_note:"):
        place = st.selectbox(
            words("briefing_sentence_which"),
            list(known),
            index=None,
            format_func=lambda name: known[name].text.strip() if name in known else name,
            key="briefing_sentence",
            placeholder=words("briefing_sentence_none"),
        )
        if place and place in known:
            _one(context, made, str(place), known[str(place)])
        for place, edit in stale.items():
            _stale(context, made, place, edit)


def _stands(known: Mapping[str, NotedText], place: str) -> bool:
    return place in known and known[place].edited


def _stale(context: Context, made: Made, place: str, edit: Edit) -> None:
    """Draw a change that does not stand: the program says something else there by now, or nothing."""
    draw(
        element(
            "p",
            text(context.words("briefing_sentence_stale", text=edit.text, day=context.words.date(edit.at[:10]))),
            css="an-small",
        )
    )
    if st.button(context.words("briefing_sentence_drop"), key=f"briefing_sentence_drop_{place}"):
        briefings.drop_sentence(made.request, place)
        st.rerun()


def _one(context: Context, made: Made, place: str, piece: NotedText) -> None:
    words = context.words
    said = piece.first.strip() if piece.edited else piece.text.strip()
    if piece.edited:
        draw(element("p", text(words("briefing_sentence_first", text=said)), css="an-small"))
    # The field is that of this sentence: what was typed for another one, or before it was kept, is not in it.
    own = digest(made.request.series, made.request.language, place, piece.text)
    typed = st.text_area(
        words("briefing_sentence_text"), piece.text.strip(), key=f"briefing_sentence_{own}", max_chars=LONGEST
    )
    with st.container(horizontal=True):
        if st.button(words("briefing_sentence_keep"), type="primary", disabled=not str(typed or "").strip()):
            briefings.keep_sentence(made.request, place, str(typed).strip(), said, piece.about)
            st.rerun()
        if piece.edited and st.button(words("briefing_sentence_back")):
            briefings.drop_sentence(made.request, place)
            st.rerun()
