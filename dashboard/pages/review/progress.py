"""How far the search for pairs is, drawn again by itself; the page is drawn anew once the search is through."""

import streamlit as st

from dashboard.parts.frame import Context
from dashboard.state import pair_search
from dashboard.state.pair_search import FoundSoFar

_AGAIN = 1.0  # seconds between two looks
_MINUTE = 90  # seconds from which on minutes are said


@st.fragment(run_every=_AGAIN)
def draw(context: Context) -> None:
    """Draw how many pairs are compared and how long the rest takes, as long as it goes on."""
    found = pair_search.found(context.network, patience=0)
    if found.whole:
        st.rerun()
    st.progress(found.done / found.total if found.total else 0.0, text=said(context, found))


def said(context: Context, found: FoundSoFar) -> str:
    """Return in a sentence how far the search is."""
    words = context.words
    if not found.total:
        return words("review_progress_reading")
    done, total = words.number(found.done), words.number(found.total)
    if found.seconds < 0:
        return words("review_progress", done=done, total=total)
    in_minutes = found.seconds > _MINUTE
    left = words.count(
        "minutes" if in_minutes else "seconds", round(found.seconds / 60 if in_minutes else found.seconds)
    )
    return words("review_progress_left", done=done, total=total, left=left)
