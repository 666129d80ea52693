"""Heute: what is due, what is new, each with its acts by one click; the page one opens in the morning."""

from collections.abc import Sequence

import streamlit as st

from dashboard.pages.review import state as review_state
from dashboard.pages.today import rows
from dashboard.pages.today.handover import handover_section
from dashboard.pages.today.own_name import ask_for_name
from dashboard.parts import choices
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from dashboard.state import today as state
from dashboard.state.today import Today
from graph.curation.due import SECTIONS, Section
from graph.curation.thing import Due
from ingest.documents import review as reviewing

_FIRST = 8  # rows of a section that are drawn at first


def draw_page(context: Context) -> None:
    """Draw the page."""
    ask_for_name(context)
    known = state.today(context.data)
    _bar(context)
    top = st.container()
    places = {section: st.container() for section in SECTIONS}
    for section, things in known.agenda.items():
        if section != "reviews":
            with places[section]:
                _section(context, known, section, things)
    with places["reviews"]:  # last: pairs take their time to find, and nobody should wait for them
        known = _reviews(context, known)
    with top:
        _summary(context, known)
    handover_section(context, known)


def _summary(context: Context, known: Today) -> None:
    words, asked = context.words, known.asked
    waiting = [
        thing for section, things in known.agenda.items() if section not in ("events", "news") for thing in things
    ]
    over = sum(thing.is_over(asked.today) for thing in waiting)
    if not known.agenda:
        notice(words("today_nothing"))
        return
    key = "today_summary_over" if over else "today_summary" if waiting else "today_summary_none"
    said = words(key, n=len(waiting), over=over, day=words.date(asked.today.isoformat()))
    since = words("today_since", day=words.date(asked.since[:10])) if asked.since else words("today_first_visit")
    draw(element("p", text(f"{said} {since}"), css="an-shown", role="status"))


def _section(context: Context, known: Today, section: Section, things: Sequence[Due]) -> None:
    words = context.words
    title = words(f"today_{section}")
    draw(element("h2", text(f"{title} ({words.number(len(things))})"), css="an-section"))
    everything = len(things) <= _FIRST or bool(choices.get(f"today_all_{section}", False))
    for thing in things if everything else things[:_FIRST]:
        rows.draw_row(context, known, thing)
    if len(things) > _FIRST:
        st.toggle(words("today_all", n=len(things)), key=choices.field(f"today_all_{section}", False))


def _reviews(context: Context, known: Today) -> Today:
    view = store.ledger()
    decisions = view.decisions()
    with st.spinner(context.words("today_looking")):
        found = review_state.pairs(context, decisions, reviewing.order_of(view, decisions))
    known = state.with_pairs(context.data, known, len(found.pairs))
    if things := known.agenda.get("reviews"):
        _section(context, known, "reviews", things)
    return known


def _bar(context: Context) -> None:
    """Draw what went wrong, or the last act with its undoing; always there, so that the rows below stay the same."""
    with st.container(key="today_message"):
        rows.problem(context)
        done = state.last()
        if done is None:
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            said = context.words(f"today_did_{done[0]}", what=done[1])
            draw(element("p", text(said), css="an-shown", role="status"), width="content")
            label = context.words("today_undo")
            st.button(label, icon=":material/undo:", key="today_undo", on_click=rows.undo_last, shortcut="U")
            if done[0] == "later" and st.button(context.words("today_other_day"), key="today_other_day"):
                rows.ask_day(context)
