"""The look all pages share, in one place: cards, ways to begin, what was done; spacing and colours are in style.css.

A page has four states. Loading is `st.spinner` and `parts/working.py`, an error is `frame.notice(role="alert")`;
`begin` is what stands where nothing was chosen yet, and `done` what an act came to: in view, and said to screen
readers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from briefing.wording.language import Words
from dashboard.parts import navigation
from dashboard.parts.frame_context import Context
from dashboard.parts.markup import draw, element, text

_DONE = "_design_done"
# In a block of its own, since a name may be declared only once on a page.
_INTO_VIEW = """<script>{
const place = document.querySelector(".an-done");
const show = () => place?.scrollIntoView({block: "nearest"});
place?.focus({preventScroll: true});
[0, 300, 900].forEach((wait) => setTimeout(show, wait));  // what stands above it comes bit by bit
}</script>"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to begin with: a name, what it is, and the page it leads to with its parameters."""

    name: str
    note: str
    page: str
    parameters: tuple[tuple[str, str], ...] = ()


def begin(context: Context, title: str, choices: Sequence[Choice]) -> None:
    """Draw what somebody can begin with as cards that are links; nothing where there is nothing."""
    if not choices:
        return
    cards = []
    for choice in choices:
        parameters = {**dict(choice.parameters), "language": context.words.language}
        address = navigation.href(choice.page, **parameters)
        name = element("a", text(choice.name), href=address, target="_self")
        cards.append(name + element("p", text(choice.note), css="an-small"))
    draw(element("h2", text(title), css="an-section"), grid(cards))


def grid(cards: Iterable[str]) -> str:
    """Return cards beside each other, as many as have room; each is HTML already."""
    return element("ul", *(element("li", card, css="an-card") for card in cards), css="an-list an-cards")


def card(title: str, *inner: str, note: str = "", level: int = 3) -> str:
    """Return the inside of a card: its title, a note beside it, and what is HTML already."""
    beside = element("span", text(note), css="an-card-note") if note else ""
    head = element(f"h{level}", text(title), " ", beside, css="an-card-title")
    return head + "".join(inner)


def scrolls_sideways(words: Words) -> str:
    """Return the sentence that a table above it scrolls sideways; `server/browser.js` shows it where that is so."""
    return element("p", element("span", text(words("table_sideways")), css="an-sideways"), css="an-small an-maybe")


def bar(done: int, total: int, said: str) -> str:
    """Return how many of how many as a bar, with the words for who does not see it."""
    width = 100 * done / total if total else 0
    inner = element("span", style=f"width: {width:.0f}%")
    return element("div", inner, css="an-progress", role="img", aria_label=said)


def badge(said: str, css: str = "") -> str:
    """Return a word in a small frame; `css` is "good", "open" or nothing."""
    return element("span", text(said), css=f"an-tag an-{css}".removesuffix(" an-"))


def tell(said: str) -> None:
    """Keep what an act came to, for the page drawn next; to be called before a rerun or in a callback."""
    st.session_state[_DONE] = said


def done() -> None:
    """Draw what the last act came to, once: it is brought into view and read aloud."""
    place = st.container(key="design_done")  # always there, so that what stands below it stays the same, and open
    if said := st.session_state.pop(_DONE, ""):
        with place:
            draw(element("p", text(said), css="an-notice an-done", role="status", tabindex="-1"))
            st.html(_INTO_VIEW, unsafe_allow_javascript=True)
