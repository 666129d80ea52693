"""The only HTML of the pages: our own tags around data that are shown to the letter.

Streamlit reads Markdown, HTML entities, emoji codes and icons in nearly every label, and a backslash does not
stop all of them. Data are therefore never handed to such a place: they go into tables, plain options, or through
here.
"""

from html import escape
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from dashboard.parts import choices


def text(value: object) -> str:
    """Return `value` as HTML that a browser shows to the letter."""
    return escape(str(value), quote=True)


def element(tag: str, *inner: str, css: str = "", **attributes: str) -> str:
    """Return an element; `inner` is HTML already, attributes are escaped (`aria_label` gives aria-label)."""
    if css:
        attributes = {"class": css, **attributes}
    written = "".join(f' {name.replace("_", "-")}="{text(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{''.join(inner)}</{tag}>"


def link(address: str, label: str, **parameters: str) -> str:
    """Return a link to a page of this program; parameters that are "" are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return element("a", text(label), href=f"{address}?{query}" if query else address, target="_self")


def items(entries: list[str], css: str = "") -> str:
    """Return an HTML list of entries that are HTML already."""
    return element("ul", *(element("li", entry) for entry in entries), css=f"an-list {css}".strip())


def draw(*html: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw pieces of HTML one below the other."""
    # Hyphens and reading aloud depend on it; Streamlit's own pages always say English.
    language = str(choices.get("language", "de"))
    st.html(element("div", *html, lang=language), width=width)
