"""The choices of a page stand in its address, so that a link, a bookmark and the back button show them again."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_WRITTEN = "_address:{}"
_PAGE = "_address_page"
_ASKED = "_address_asked"  # of each name since the page was entered: whether `go` put it there, False after our `write`


def enter(page: str) -> bool:
    """Note which page is shown, and return whether it was just entered: what its address lacks was not taken back."""
    is_fresh = bool(st.session_state.get(_PAGE) != page)
    if is_fresh:
        _asked().clear()
    st.session_state[_PAGE] = page
    if _gone_back():  # a run of the page before that ended late may have written its own address over this one
        st.query_params.from_dict({name: st.query_params.get_all(name) for name in st.query_params})
    return is_fresh


def read(name: str) -> list[str] | None:
    """Return the values somebody asks for by the address, None where nobody does.

    A page entered is asked for what its address names, and the buttons back and forward of the browser ask anew. Else
    what was written last counts: whoever chooses fast sends the next choice with an address from before that.
    """
    now = st.query_params.get_all(name)
    if now == st.session_state.get(_WRITTEN.format(name), []):
        return None
    is_asked = _asked().get(name, bool(now)) or _gone_back()
    return now if is_asked else None


def write(name: str, values: Iterable[str]) -> None:
    """Put values into the address; none takes the name out of it."""
    wanted = [value for value in values if value]
    st.session_state[_WRITTEN.format(name)] = wanted
    _asked()[name] = False
    _put(name, wanted)


def go(names: Iterable[str], values: Mapping[str, Sequence[str]]) -> None:
    """Ask for values of these names as if somebody had gone to an address with them; names without are taken back."""
    for name in names:
        _asked()[name] = True
        _put(name, [str(value) for value in values.get(name, ())])


def _put(name: str, wanted: list[str]) -> None:
    if st.query_params.get_all(name) == wanted:
        return
    if wanted:
        st.query_params[name] = wanted
    elif name in st.query_params:
        del st.query_params[name]


def _asked() -> dict[str, bool]:
    asked: dict[str, bool] = st.session_state.setdefault(_ASKED, {})
    return asked


def _gone_back() -> bool:
    run = get_script_run_ctx(suppress_warning=True)
    return run is not None and run.is_history_navigation


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
