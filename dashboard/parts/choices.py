"""What is chosen in the fields of a page stays while one looks at other pages; Streamlit itself would forget it.

Streamlit forgets the state of a field that was not drawn, and what `persist_state` restores is lost again with the
first act on the page entered (seen with 1.67: each field then falls back to its own default, or None). So the choice is
kept under a name of ours and handed to the field anew on each page that is entered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

_KEPT = "_choices"
_FRESH = "_choices_fresh"
_OWN = object()  # the field's own first value


@contextmanager
def entering(*, anew: bool) -> Iterator[None]:
    """Draw a page within; `anew` when another one was drawn before, so that its fields are new to the browser."""
    st.session_state[_FRESH] = anew
    try:
        yield
    finally:
        st.session_state[_FRESH] = False


def field(key: str, default: object = _OWN) -> str:
    """Return the key of a field that is drawn next, with what was chosen in it before, at first with the default."""
    kept = _kept()
    if key in st.session_state and not st.session_state.get(_FRESH, False):
        kept[key] = st.session_state[key]
    elif key in kept:
        st.session_state[key] = kept[key]
    elif default is not _OWN:
        put(key, default)
    return key


def put(key: str, value: object) -> None:
    """Make this the choice; to be called before the field is drawn, or in a callback."""
    st.session_state[key] = _kept()[key] = value


def keep(prefix: str) -> None:
    """Keep what was typed in the fields whose keys begin so, also where their own run did not come to it any more."""
    kept = _kept()
    kept |= {key: st.session_state[key] for key in kept if key.startswith(prefix) and key in st.session_state}


def forget(key: str) -> None:
    """Let the field begin anew; to be called after it was drawn, before a rerun."""
    _kept().pop(key, None)
    st.session_state.pop(key, None)


def forget_all(prefix: str) -> None:
    """Let all fields begin anew whose keys begin so; to be called after they were drawn, before a rerun."""
    for key in [key for key in (*_kept(), *map(str, st.session_state)) if key.startswith(prefix)]:
        forget(key)


def get(key: str, default: object = None) -> Any:
    """Return what is chosen, whether or not the field has been drawn in this run."""
    if key in st.session_state and not st.session_state.get(_FRESH, False):
        return st.session_state[key]
    return _kept().get(key, st.session_state.get(key, default))


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(_KEPT, {})
    return kept
