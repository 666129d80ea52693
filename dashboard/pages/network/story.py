"""A story: kept views in an order, each with a sentence, presented by arrow keys or buttons."""

from collections.abc import Mapping

import streamlit as st

from dashboard.parts import address
from dashboard.parts.frame import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state import views as state
from graph.access import person
from graph.errors import AkteursnetzError
from graph.views.named import LONGEST_NOTE, LONGEST_TITLE, NamedView, Story

_SHOWN, _STEP, _CHOSEN = "network_story", "network_story_step", "network_story_chosen"


def view_of_step() -> str:
    """Return the view of the step that is presented, "" where no story is."""
    found = _story()
    return found.steps[_at(found)][0] if found and found.steps else ""


def begin() -> bool:
    """Take over the story the address names, and return whether one was just begun."""
    said = address.read("story")
    if said is not None:
        st.session_state[_SHOWN], st.session_state[_STEP] = (said[0] if said else ""), 0
    address.write("story", [str(st.session_state.get(_SHOWN, ""))])
    return bool(said)


def end() -> None:
    """Present no story any longer."""
    _present("")


def _story() -> Story | None:
    shown = str(st.session_state.get(_SHOWN, ""))
    return state.stories().get(shown) if shown else None


def _at(found: Story) -> int:
    return min(max(int(st.session_state.get(_STEP, 0)), 0), len(found.steps) - 1)


def step() -> tuple[int, int, str] | None:
    """Return the step that is presented: its place, of how many, and its sentence."""
    found = _story()
    return (_at(found), len(found.steps), found.steps[_at(found)][1]) if found and found.steps else None


def go_to(place: int) -> None:
    """Present another step."""
    st.session_state[_STEP] = place


def draw_stories(context: Context, known: Mapping[str, NamedView]) -> None:
    """Draw the stories there are, to present or delete one, and a form for a new one."""
    words, there = context.words, state.stories()
    draw(element("h3", text(words("views_story")), css="an-verb"))
    if there:
        _choose(context, there)
    if st.session_state.get(_SHOWN):
        st.button(words("views_story_end"), icon=":material/stop:", key="story_end", on_click=_present, args=("",))
    if person().may("enter"):
        _form(context, known)


def _choose(context: Context, there: Mapping[str, Story]) -> None:
    words = context.words
    if st.session_state.get(_CHOSEN) not in there:
        st.session_state.pop(_CHOSEN, None)  # deleted meanwhile
    chosen = st.selectbox(
        words("views_story_choose"),
        list(there),
        format_func=lambda i: f"{there[i].title} ({len(there[i].steps)})",
        key=_CHOSEN,
        filter_mode="contains",
    )
    with st.container(horizontal=True):
        show = ":material/slideshow:"
        st.button(words("views_story_open"), key="story_open", icon=show, on_click=_present, args=(chosen,))
        if person().may("enter") and st.button(
            words("views_story_forget"), key="story_forget", icon=":material/delete:"
        ):
            state.forget_story(chosen)
            if st.session_state.get(_SHOWN) == chosen:
                end()
            st.rerun()


def _present(story_id: str) -> None:
    st.session_state[_SHOWN], st.session_state[_STEP] = story_id, 0
    address.write("story", [story_id])


def _form(context: Context, known: Mapping[str, NamedView]) -> None:
    words = context.words
    chosen = st.multiselect(
        words("views_story_steps"),
        list(known),
        format_func=lambda i: known[i].title,
        key="story_steps",
        select_all=False,
    )
    if not chosen:
        return
    title = st.text_input(words("views_story_title"), max_chars=LONGEST_TITLE, key="story_title")
    said = [
        (
            i,
            st.text_input(
                words("views_story_said", title=known[i].title), max_chars=LONGEST_NOTE, key=f"story_said_{i}"
            ),
        )
        for i in chosen
    ]
    if st.button(words("views_story_keep"), key="story_keep"):
        try:
            state.keep_story(title, said)
        except AkteursnetzError as error:
            draw(element("p", text(error.message(words.language)), role="alert"))
            return
        st.rerun()
