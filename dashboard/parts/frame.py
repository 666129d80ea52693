"""What all pages share: language, data, and the four states: loading, empty, error, result."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from briefing.wording.language import LANGUAGES, Words
from briefing.wording.sentences import Language, Sentences
from dashboard.parts import address, choices, navigation
from dashboard.parts.find_box import find_box
from dashboard.parts.frame_context import Context
from dashboard.parts.handbook import CHAPTERS
from dashboard.parts.markup import draw, element, text
from dashboard.parts.reading_bar import reading_bar
from dashboard.state import current as store
from dashboard.state import who
from graph.errors import AkteursnetzError
from graph.settings import Settings

__all__ = ["Context", "language", "nothing", "notice", "show"]

_STYLE = Path(__file__).with_name("style.css")


def language() -> Language:
    """Return the language of the pages: from the address, from before, or from the settings."""
    named = address.read("language")
    if named and named[0] in LANGUAGES:
        choices.put("language", named[0])
    chosen = choices.get("language")
    return cast(Language, chosen if chosen in LANGUAGES else Settings().language)


def nothing(context: Context) -> None:
    """Draw nothing."""


def show(
    page: str,
    draw_page: Callable[[Context], None],
    *,
    works_without_data: bool = False,
    beside: Callable[[Context], None] = nothing,
    above: Callable[[Context], None] = nothing,
) -> None:
    """Draw a page: its heading, with what stands `beside` it, what is `above` the rest, then what the data allow."""
    who.register()
    with choices.entering(anew=address.enter(page)):
        words = Words(language())
        st.html(_STYLE)
        find, place = _heading(page, words)
        address.write("language", [words.language])
        try:
            with st.spinner(words("loading")), reading_bar(words) as tell:
                data = store.current(tell)
            context = Context(data, words, Sentences(data.network, cast(Language, words.language)))
            with find:
                if not data.is_empty:
                    find_box(context, page)
            with place:
                beside(context)
            above(context)
            if data.is_empty and not works_without_data:
                _empty(words)
            else:
                draw_page(context)
        except AkteursnetzError as error:
            notice(error.message(words.language), role="alert")
            if st.button(words("try_again"), icon=":material/refresh:"):
                st.rerun()


def notice(sentence: str, *, role: str = "note", fields: Sequence[str] = ()) -> None:
    """Draw a sentence in a box, to the letter; `role` "alert" for errors, `fields` the keys of those it is about.

    The browser ties it to these fields (`server/browser.js`): they are marked, and it is read with them.
    """
    ties: dict[str, str] = {}
    if fields:
        keys = [re.sub(r"[^A-Za-z0-9_-]", "-", key) for key in fields]  # as Streamlit writes them into its classes
        ties = {"id": f"about-{keys[0]}", "data_fields": " ".join(keys)}
    draw(element("div", text(sentence), css=f"an-notice an-{role}", role=role, **ties))


def _heading(page: str, words: Words) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw the heading and return the place of the search above it, and the one for acts beside that."""
    with st.container(key="top_bar"):
        left, right = st.columns([3.4, 1.6], vertical_alignment="top")
    find = left.container()
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        place = st.container(width="content")
        st.segmented_control(
            words("language_label"),
            LANGUAGES,
            format_func={"de": "Deutsch", "en": "English"}.__getitem__,
            key=choices.field("language", words.language),
            required=True,
            label_visibility="collapsed",
        )
    draw(
        element("h1", text(words(f"{page}_title")), css="an-title"),
        element("p", text(words(f"{page}_lead")), _help(page, words), css="an-lead"),
    )
    return find, place


def _help(page: str, words: Words) -> str:
    """Return the link to the chapter of the handbook about a page, "" where there is none."""
    if page not in CHAPTERS:
        return ""
    address_of = navigation.href("help", chapter=CHAPTERS[page], language=words.language)
    return " " + element("a", text(words("help_link")), href=address_of, target="_self", css="an-help")


def _empty(words: Words) -> None:
    draw(
        element(
            "div",
            element("h2", text(words("empty_title"))),
            element("p", text(words("empty_sample"))),
            element("pre", element("code", "akteursnetz sample")),
            element("p", text(words("empty_file"))),
            element("pre", element("code", text(f"akteursnetz ingest {words('empty_example')}"))),
            css="an-empty",
        )
    )
