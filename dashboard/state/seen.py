"""The actors looked at last, for this visit alone."""

import streamlit as st

_SEEN = "_actor_seen"
_MOST = 6


def looked_at(node_id: str) -> None:
    """Remember that an actor was looked at."""
    st.session_state[_SEEN] = [node_id, *(known for known in seen() if known != node_id)][:_MOST]


def seen() -> list[str]:
    """Return the ids of the actors looked at in this visit, the latest first."""
    found: list[str] = st.session_state.get(_SEEN, [])
    return found
