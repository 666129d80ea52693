"""One row: a sentence, and what one can do with it by one click."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from briefing.wording.language import Words
from dashboard.parts import navigation
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import today as state
from dashboard.state.today import Today
from graph.curation.care import months_later
from graph.curation.due_acts import Act, Wish, acts_on
from graph.curation.introductions import OUTCOMES
from graph.curation.thing import Due
from graph.errors import AkteursnetzError

_PROBLEM = "_today_problem"
_PAGES = {
    "finding": ("gaps", "finding"),
    "review": ("review", ""),
    "event": ("events", "event"),
    "source": ("sources", "source"),
}


def draw_row(context: Context, known: Today, thing: Due) -> None:
    """Draw a thing that is due."""
    key = f"due_{thing.id}"
    said = context.says.phrase(thing.said)
    with st.container(key=f"row_{thing.kind}_{_plain(thing.own)}"):
        sentence, acts = st.columns([1.3, 1], vertical_alignment="center")
        with sentence:
            draw(_sentence(context, thing, known.asked.today))
        with (
            acts,
            st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"),
        ):
            for act in acts_on(thing):
                _act(context, known, thing, act, said, key)
            _open(context, thing)


def _plain(own: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in own)


def _sentence(context: Context, thing: Due, today: date) -> str:
    says = context.says
    parts = [element("span", text(says.phrase(thing.said)))]
    if when := thing.when(today):
        css = "an-over" if thing.is_over(today) else "an-when"
        parts.append(element("span", text(says.phrase(when)), css=css))
    if thing.giver:
        parts.append(element("span", text(context.words("today_given", name=thing.giver)), css="an-when"))
    return element("p", " ".join(parts), css="an-due")


def _act(context: Context, known: Today, thing: Due, act: Act, said: str, key: str) -> None:
    """Draw the button of an act; putting off is by a week, so that one click will do."""
    words = context.words
    if act == "later":
        week = (known.asked.today + timedelta(weeks=1)).isoformat()
        st.button(words("today_later"), key=f"{key}_later", on_click=partial(_do, thing, Wish("later", week), said))
    elif act == "give":
        if st.button(words("today_give"), key=f"{key}_give"):
            _ask_whom(context, known, thing, said)
    elif act == "done" and thing.kind == "introduction" and ":met:" in thing.id:
        if st.button(words("today_outcome"), key=f"{key}_outcome"):
            _ask_outcome(context, thing, said)
    else:
        st.button(_label(words, thing, act), key=f"{key}_{act}", on_click=partial(_do, thing, Wish(act), said))


def _ask_outcome(context: Context, thing: Due, said: str) -> None:
    words = context.words

    @st.dialog(words("today_outcome"))
    def ask() -> None:
        draw(element("p", text(said), css="an-small"))
        for outcome in OUTCOMES:
            if st.button(words(f"introduction_outcome_{outcome}"), key=f"today_outcome_{outcome}"):
                _do(thing, Wish("done", outcome), said)
                st.rerun()

    ask()


def _label(words: Words, thing: Due, act: Act) -> str:
    if act == "not_yet":
        return words("today_not_yet")
    if thing.kind == "introduction":
        return words(f"today_introduction_done_{thing.own.split(':')[1]}")
    return words(f"today_done_{thing.kind}")


def _ask_whom(context: Context, known: Today, thing: Due, said: str) -> None:
    words = context.words

    @st.dialog(words("today_give_title"))
    def ask() -> None:
        draw(element("p", text(said), css="an-small"))
        name = st.selectbox(
            words("today_whom"),
            known.colleagues,
            index=None,
            accept_new_options=True,
            key="today_whom",
            placeholder=words("today_whom_placeholder"),
        )
        if st.button(words("today_give_now"), type="primary", key="today_give_now"):
            _do(thing, Wish("give", str(name or "")), said)
            st.rerun()

    ask()


def ask_day(context: Context) -> None:
    """Ask for the day to which what was put off last is put off instead."""
    words, today = context.words, date.today()
    first = today + timedelta(days=1)

    @st.dialog(words("today_later_title"))
    def ask() -> None:
        day = st.date_input(
            words("today_until"),
            value=months_later(today, 1),
            min_value=first,
            key="today_until",
            format="DD.MM.YYYY",
        )
        if st.button(words("today_later_now"), type="primary", key="today_later_now") and isinstance(day, date):
            try:
                state.put_off_last_to(day)
            except AkteursnetzError as error:
                st.session_state[_PROBLEM] = error
            st.rerun()

    ask()


def _do(thing: Due, wish: Wish, said: str) -> None:
    try:
        state.act(thing, wish, said)
    except AkteursnetzError as error:
        st.session_state[_PROBLEM] = error


def undo_last() -> None:
    """Take the last act back; what goes wrong is said on the page."""
    try:
        state.undo_last()
    except AkteursnetzError as error:
        st.session_state[_PROBLEM] = error


def problem(context: Context) -> None:
    """Draw what went wrong with the last act, once."""
    error = st.session_state.pop(_PROBLEM, None)
    if isinstance(error, AkteursnetzError):
        notice(error.message(context.words.language), role="alert")


def _open(context: Context, thing: Due) -> None:
    page, parameter = _PAGES.get(thing.kind, ("actor", "actor"))
    first = next((s for s in thing.subjects if s in context.network.nodes), "")
    target = thing.own if page == "gaps" else first
    if parameter and not target:
        return
    parameters = {parameter: target} if parameter else {}
    navigation.page_link(page, context.words("today_open"), ":material/arrow_forward:", **parameters)
