"""The choices of a page stand in its address, so that a link, a bookmark and the back button show them again."""

from collections.abc import Iterable

import streamlit as st

_WRITTEN = "_address:{}"
_PAGE = "_address_page"
_FRESH = "_address_fresh"


def enter(page: str) -> bool:
    """Note which page is shown, and return whether it was just entered: what its address lacks was not taken back."""
    is_fresh = bool(st.session_state.get(_PAGE) != page)
    st.session_state[_FRESH] = is_fresh
    st.session_state[_PAGE] = page
    return is_fresh


def read(name: str) -> list[str] | None:
    """Return the values in the address, None where it was our own `write` that put them there."""
    now = st.query_params.get_all(name)
    before = st.session_state.get(_WRITTEN.format(name), [])
    if now == before or (not now and st.session_state.get(_FRESH, True)):
        return None
    return now


def write(name: str, values: Iterable[str]) -> None:
    """Put values into the address; none takes the name out of it."""
    wanted = [value for value in values if value]
    st.session_state[_WRITTEN.format(name)] = wanted
    if st.query_params.get_all(name) == wanted:
        return
    if wanted:
        st.query_params[name] = wanted
    elif name in st.query_params:
        del st.query_params[name]


def actor() -> str:
    """Return the id of the actor being looked at, "" for none."""
    named = read("actor")
    if named is not None:
        st.session_state["actor"] = named[0] if named else ""
    return str(st.session_state.get("actor", ""))


def look_at(node_id: str) -> None:
    """Make an actor the one being looked at, on all pages; "" for none."""
    st.session_state["actor"] = node_id
    write("actor", [node_id])
