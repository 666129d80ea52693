"""A bar for work that goes on beside the page; the page is drawn anew once it is done."""

from collections.abc import Callable

import streamlit as st

from dashboard.parts.frame import Context
from dashboard.state.background import Working
from graph.errors import AkteursnetzError

_AGAIN = 1.0  # seconds between two looks


@st.fragment(run_every=_AGAIN)
def draw_working(context: Context, ask: Callable[[], object], said: Callable[[Working], str]) -> None:
    """Draw how far a piece of work is, as long as it goes on; `ask` tells that without waiting for it."""
    try:
        now = ask()
    except AkteursnetzError:
        st.rerun()  # the page says it, where all errors stand
    if isinstance(now, Working):
        st.progress(min(now.done / now.total, 1.0) if now.total else 0.0, text=said(now))
    else:
        st.rerun()
