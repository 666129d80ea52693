"""Under what name one works: asked once, and to be changed."""

import streamlit as st

from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import who
from graph.errors import UsageError

_CHANGING, _TYPED, _PROBLEM = "_name_changing", "own_name", "_name_problem"


def ask_for_name(context: Context) -> None:
    """Draw the question for the name where none is set, else a line that says it."""
    words, name = context.words, who.own_name()
    if who.is_signed_in():
        return
    if name and not st.session_state.get(_CHANGING):
        with st.container(horizontal=True, vertical_alignment="center"):
            draw(element("p", text(words("today_you_are", name=name)), css="an-small"), width="content")
            st.button(words("today_not_me"), key="name_change", type="tertiary", on_click=_change)
        return
    with st.form("own_name_form"):
        draw(element("p", text(words("today_ask_name")), css="an-shown"))
        st.text_input(words("today_name"), value=name, key=_TYPED, max_chars=80)
        st.form_submit_button(words("today_keep_name"), icon=":material/badge:", on_click=_keep)
    if error := st.session_state.pop(_PROBLEM, None):
        notice(error.message(words.language), role="alert", fields=[_TYPED])


def _change() -> None:
    st.session_state[_CHANGING] = True


def _keep() -> None:
    try:
        if who.keep(st.session_state[_TYPED]):
            st.session_state.pop(_CHANGING, None)
    except UsageError as error:
        st.session_state[_PROBLEM] = error
