"""The one box on every page that finds whatever has a name; its hits are links below it, grouped, with why.

The keys (`/`, arrows, Enter) are those of `server/browser.js`, which also opens a link without loading the page anew.
"""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard.parts import address, badge, navigation
from dashboard.parts.frame_context import Context
from dashboard.parts.markup import draw, element, text
from dashboard.state.names import names
from graph.model.schema import ON_MAP
from graph.network import Node
from graph.network.finding import Hit

_MOST = 24


@st.fragment
def find_box(context: Context, page: str) -> None:
    """Draw the box and what it finds; only this is drawn again while somebody types."""
    words = context.words
    # A key of its own for each page and actor: what was typed to come here is not asked again there.
    with st.container(key="find_box"):
        typed = st.text_input(
            words("find_label"),
            key=f"find_{page}_{address.actor()}",
            type="search",
            placeholder=words("find_placeholder"),
            icon=":material/search:",
            label_visibility="collapsed",
            live=True,
        )
        wanted = (typed or "").strip()
        if wanted:
            found = names(context.data)
            hits = found.find(wanted, _MOST + 1)
            draw(results(context, wanted, hits, found.only(hits)))


def results(context: Context, typed: str, hits: Sequence[Hit], only: Node | None) -> str:
    """Return the hits as HTML: a list for each kind of actor, and how many there are for who does not see it."""
    words = context.words
    shown = sorted(hits[:_MOST], key=lambda hit: ON_MAP.index(hit.node.label))
    if only:
        said = words("find_found_only", typed=typed)
    elif hits:
        said = words("find_found", n=len(hits[:_MOST]), typed=typed)
    else:
        said = words("find_none", typed=typed)
    told = element("p", text(said), css="an-small", role="status")
    lists = [
        element("p", text(words.of(context.network.schema.nodes[label].plural)), css="an-found-kind")
        + element("ul", *(_entry(context, hit, only) for hit in group), css="an-list")
        for label, group in groupby(shown, key=lambda hit: hit.node.label)
    ]
    if len(hits) > _MOST:
        lists.append(element("p", text(words("find_more", n=_MOST)), css="an-small"))
    return element("div", told, *lists, css="an-found", data_asked=typed)


def _entry(context: Context, hit: Hit, only: Node | None) -> str:
    words, node = context.words, hit.node
    marks = {"data_only": "1"} if only is node else {}
    address_of = navigation.href("actor", actor=node.id, language=words.language)
    name = element("a", text(node.display), href=address_of, target="_self", **marks)
    kind = element("span", text(context.says.type(node)), css="an-kind") if node.kind else ""
    return element("li", " ".join(filter(None, (name, badge.invented(words, node.invented), kind, _why(context, hit)))))


def _why(context: Context, hit: Hit) -> str:
    key = "whole_said" if hit.how == "whole" and hit.said else hit.how
    if key in ("whole", "name"):
        return ""
    return element("span", text(context.words(f"find_why_{key}", said=hit.said)), css="an-why")
