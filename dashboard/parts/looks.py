"""Who looked at what is in the audit log where several people use the dashboard: each page and actor once in a row."""

import re

import streamlit as st

from dashboard.parts import address
from dashboard.state import sign_in
from graph import audit

_LAST = "_looked_at"
_ID = re.compile(r"[a-z]{2,20}-[0-9a-z-]{1,60}")  # an address may hold anything


def note(page: str) -> None:
    """Note that the person at the desk looks at a page, and at the actor it shows.

    Raises:
        StoreError: the log can not be written, so that nothing may be shown.
    """
    if sign_in.sign_in() is None:
        return
    named = st.query_params.get("actor", "") or address.actor()
    actor = named if _ID.fullmatch(named) else ""
    if st.session_state.get(_LAST) != (page, actor):
        audit.record("see", [actor] if actor else [], page=page)
        st.session_state[_LAST] = (page, actor)
