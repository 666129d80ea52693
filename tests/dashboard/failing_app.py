"""A page on which a button meets an error that nobody foresaw."""

import streamlit as st

from dashboard.parts import frame

_NAME = "enhoslefiewZ"[::-1]  # so that no line of code shows it


def _fail() -> None:
    raise KeyError(_NAME)


st.title("Seite")
frame.language()
if st.button("im Lauf"):
    _fail()
st.button("im Rückruf", on_click=_fail)
