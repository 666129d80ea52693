"""Links between the pages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from dashboard.parts import choices

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_PAGES = "_pages"
PATHS = {
    "today": "",
    "overview": "ueberblick",
    "network": "netz",
    "actor": "akteur",
    "compare": "vergleich",
    "gaps": "luecken",
    "intake": "import",
    "ways": "wege",
    "events": "veranstaltungen",
    "review": "pruefen",
    "sources": "quellen",
    "briefing": "briefing",
    "privacy": "datenschutz",
    "log": "protokoll",
    "ratings": "einschaetzung",
    "help": "hilfe",
}


def register(pages: "Mapping[str, Page]") -> None:
    """Remember the pages of this run; their titles depend on the language."""
    st.session_state[_PAGES] = dict(pages)


def page_link(page: str, label: str, icon: str, **parameters: str | Sequence[str]) -> None:
    """Draw a link to a page; the label is ours, never data."""
    known = st.session_state.get(_PAGES, {})
    if page in known:
        given = {"language": str(choices.get("language", "de")), **parameters}
        st.page_link(known[page], label=label, icon=icon, query_params=given)


def open_page(page: str) -> None:
    """Go to a page at once."""
    if page in (known := st.session_state.get(_PAGES, {})):
        st.switch_page(known[page], query_params={"language": str(choices.get("language", "de"))})


def href(page: str, **parameters: str) -> str:
    """Return the address of a page within this program; parameters that are "" are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"/{PATHS[page]}" + (f"?{query}" if query else "")
