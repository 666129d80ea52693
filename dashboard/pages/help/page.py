"""Hilfe: the handbook inside the program; each page leads to its chapter."""

import streamlit as st

from dashboard.parts import address, choices, navigation
from dashboard.parts.frame import Context, notice
from dashboard.parts.handbook import chapters, contents, picture, pieces
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import who
from graph import account
from graph.access import person
from graph.errors import UsageError

_CHOSEN, _PROBLEM = "help_chapter", "_own_keys_problem"


def draw_page(context: Context) -> None:
    """Draw the page."""
    words, known = context.words, {chapter.anchor: chapter for chapter in chapters()}
    said = address.read("chapter")
    if said is not None:
        choices.put(_CHOSEN, said[0] if said and said[0] in known else next(iter(known)))
    if choices.get(_CHOSEN) not in known:
        choices.put(_CHOSEN, next(iter(known)))
    left, right = st.columns([1, 2.6], gap="large")
    with left:
        chosen = known[_choose(context, list(known))]
        _keys(context)
        draw(_contents(context, chosen.anchor))
        if words.language != "de":
            draw(element("p", text(words("help_german")), css="an-small"))
    # The first one leaves the address as it is, so that "back" leads away from the page, not to itself.
    address.write("chapter", [chosen.anchor] if chosen.anchor != next(iter(known)) else [])
    with right:
        draw(element("h2", text(chosen.title), css="an-section"))
        for description, piece in pieces(chosen.text):
            if description == "text":
                st.markdown(piece)
            else:
                draw(element("img", src=picture(piece), alt=description, css="an-picture"))
        _onward(context, chosen.anchor, list(known))


def _contents(context: Context, now: str) -> str:
    """Return all chapters as links under the titles of their parts; on a small screen the field above does."""
    titles, parts = {chapter.anchor: chapter.title for chapter in chapters()}, []
    for title, anchors in contents():
        links = []
        for anchor in anchors:
            address_of = navigation.href("help", chapter=anchor, language=context.words.language)
            current = {"aria_current": "page"} if anchor == now else {}
            links.append(element("a", text(titles[anchor]), href=address_of, target="_self", **current))
        parts.append(element("h3", text(title)) + items(links))
    return element("nav", *parts, css="an-contents", aria_label=context.words("help_contents"))


def _keys(context: Context) -> None:
    """Draw the switch of the keys of one character: of who is signed in it is kept here, of others by the browser.

    What a browser keeps goes with each session, see `server/door.py`; `server/browser.js` reads either.
    """
    words = context.words
    if who.is_signed_in():
        with st.expander(words("help_keys_title")):
            on = not account.keys_are_off(person().id)
            st.checkbox(words("help_keys"), value=on, key="own_keys", on_change=_keep_keys)
            draw(element("p", text(words("help_keys_own")), css="an-small"))
            if error := st.session_state.pop(_PROBLEM, None):
                notice(error.message(words.language), role="alert", fields=["own_keys"])
        return
    switch = element("input", type="checkbox", css="an-keys-switch")
    told = element("p", text(words("help_keys_off")), css="an-small")
    label = element("label", switch, " ", text(words("help_keys")), css="an-key-choice")
    draw(element("details", element("summary", text(words("help_keys_title"))), label, told, css="an-sources"))


def _keep_keys() -> None:
    if person().may("inside"):  # a session may be over by now
        try:
            account.keep_keys(person().id, off=not st.session_state["own_keys"])
        except UsageError as error:
            st.session_state[_PROBLEM] = error


def _choose(context: Context, anchors: list[str]) -> str:
    titles = {chapter.anchor: chapter.title for chapter in chapters()}
    chosen = st.selectbox(
        context.words("help_chapter"),
        anchors,
        format_func=titles.__getitem__,
        key=choices.field(_CHOSEN),
        filter_mode="contains",
    )
    return str(chosen or anchors[0])


def _onward(context: Context, anchor: str, anchors: list[str]) -> None:
    """Draw the links to the chapter before and the one after."""
    titles = {chapter.anchor: chapter.title for chapter in chapters()}
    at = anchors.index(anchor)
    near = [(key, anchors[i]) for key, i in (("help_before", at - 1), ("help_after", at + 1)) if 0 <= i < len(anchors)]
    links = [
        element(
            "a",
            text(context.words(key, title=titles[other])),
            href=navigation.href("help", chapter=other, language=context.words.language),
            target="_self",
        )
        for key, other in near
    ]
    draw(element("nav", *(element("p", link) for link in links), aria_label=context.words("help_onward")))
