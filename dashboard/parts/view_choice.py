"""Which part of a page is shown: a row of buttons whose choice stands in the address."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.parts import address, choices


def choose_view(label: str, key: str, views: Sequence[str], named: Callable[[str], str]) -> str:
    """Draw the buttons and return what is chosen; the first one leaves the address as it is."""
    said = address.read("view")
    if said is not None:
        choices.put(key, said[0] if said and said[0] in views else views[0])
    chosen = st.segmented_control(
        label,
        views,
        format_func=named,
        key=choices.field(key, views[0]),
        required=True,
        label_visibility="collapsed",
    )
    view = str(chosen or views[0])
    address.write("view", [view] if view != views[0] else [])
    return view
