"""Prüfen: entries that may be one, proposals out of texts, what was decided; one case after the other, by keyboard."""

from collections.abc import Sequence

import streamlit as st

from dashboard.pages.review import history as review_history
from dashboard.pages.review import order as review_order
from dashboard.pages.review import pairs as review_pairs
from dashboard.pages.review import progress as review_progress
from dashboard.pages.review import proposals as review_proposals
from dashboard.pages.review import state as review_state
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from ingest.documents import review as reviewing


def draw_page(context: Context) -> None:
    """Draw the page."""
    view = store.ledger()
    decisions, proposals = view.decisions(), view.proposals()
    with st.spinner(context.words("review_searching")):
        order, since = reviewing.order_of(view, decisions), reviewing.forgotten_at(view)
        found = review_state.pairs(context, decisions, order)
    pairs = found.pairs
    if found.working:
        review_progress.draw(context)
    waiting = [p for p in proposals if p.state == "open"]
    with st.container(key="review_message"):  # always there, so that the tabs below it are not made anew
        _bar(context)
    words = context.words
    titles = [
        f"{words('review_tab_pairs')} ({words.number(len(pairs))})",
        f"{words('review_tab_proposals')} ({words.number(len(waiting))})",
        words("review_tab_history"),
    ]
    at_first = titles[1] if waiting and not pairs else titles[0]
    _keep_open(titles)
    tabs = st.tabs(titles, default=at_first, key="review_tab", on_change="rerun")
    # Only the open tab is drawn: each has the same keys for its answers.
    if tabs[0].open:
        with tabs[0]:
            review_pairs.draw_tab(context, pairs)
            review_order.draw(context, order, since)
    if tabs[1].open:
        with tabs[1]:
            review_proposals.draw_tab(context, waiting)
    if tabs[2].open:
        with tabs[2]:
            review_history.draw_tab(context, decisions, proposals)


def _keep_open(titles: Sequence[str]) -> None:
    """Keep the tab open that is: an answer changes the count in its title, by which Streamlit knows it."""
    names = [title.partition(" (")[0] for title in titles]
    shown = str(st.session_state.get("review_tab") or "").partition(" (")[0]
    if shown in names:
        st.session_state["review_tab"] = titles[names.index(shown)]


def _bar(context: Context) -> None:
    """Draw what went wrong, or the last answer with its undoing."""
    words = context.words
    if error := review_state.problem():
        notice(error.message(words.language), role="alert")
    answer = review_state.last()
    if answer is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="review_bar"):
        said = words(f"review_done_{answer.kind}", name=answer.name)
        if answer.implied:
            said = f"{said} {words('review_implied', n=words.number(answer.implied))}"
        counted = words.count("review_answers", review_state.count())
        draw(element("p", text(f"{said} {counted}"), css="an-shown", role="status"), width="content")
        label, icon = words("review_undo"), ":material/undo:"
        st.button(label, icon=icon, key="review_undo", on_click=review_state.undo_last, shortcut="U")
