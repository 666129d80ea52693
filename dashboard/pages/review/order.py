"""By what pairs are ordered: what the answers taught, from how many, and a button that takes it back."""

import streamlit as st

from dashboard.pages.review import state as review_state
from dashboard.parts import tables
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw as draw_markup
from dashboard.parts.markup import element, text
from graph.matching.ranking import Order


def draw(context: Context, order: Order, since: str) -> None:
    """Draw what was learned, folded away; `since` is when somebody last had it forgotten, "" where nobody did."""
    words = context.words
    with st.expander(words("review_order"), key="review_order"):
        said = words.count("review_order_answers", order.answers) if order.answers else words("review_order_none")
        draw_markup(element("p", text(said), css="an-small"))
        if order.learned:
            columns = [words(f"review_order_{name}") for name in ("what", "default", "weight")]
            rows: list[tables.Row] = [
                dict(zip(columns, (words(f"review_feature_{name}"), round(before, 2), round(now, 2)), strict=True))
                for name, before, now in order.learned
            ]
            tables.table(rows, key="review_order_table", name=words("review_order"))
        if order.answers:
            act = review_state.forget
            st.button(words("review_order_forget"), icon=":material/undo:", key="review_forget", on_click=act)
        if since:
            draw_markup(element("p", text(words("review_order_since", since=words.date(since[:10]))), css="an-small"))
            again = review_state.remember
            st.button(words("review_order_remember"), icon=":material/redo:", key="review_remember", on_click=again)
