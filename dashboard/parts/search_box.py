"""The search box, and tables from which one chooses an actor."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from dashboard.parts import address, choices, tables
from dashboard.parts.badge import mark
from dashboard.parts.frame import Context, notice
from dashboard.state.names import names
from graph.model.schema import ON_MAP
from graph.network import Network, Node
from graph.network.search import search_named

_MOST_HITS = 50


def find(network: Network, typed: str, labels: Collection[str] = ON_MAP) -> list[Node]:
    """Return the actors whose names hold what was typed; titles are left out where they are in the way."""
    return search_named(network, typed, labels=labels, limit=_MOST_HITS)[1]


def search_box(context: Context, *, key: str) -> list[Node]:
    """Draw the box and return its hits; the only one, or the one chosen, becomes the actor looked at."""
    words = context.words
    if taken := st.session_state.pop(f"{key}_next", ""):
        choices.put(key, taken)
        st.session_state[f"{key}_done"] = taken
    typed = st.text_input(
        words("search_label"),
        key=choices.field(key),
        type="search",
        placeholder=words("search_placeholder"),
        icon=":material/search:",
        live=True,
        label_visibility="collapsed",
    )
    if not typed or not typed.strip():
        return []
    found = names(context.data).find(typed, _MOST_HITS)
    hits = [hit.node for hit in found]
    is_new = st.session_state.get(f"{key}_done") != typed
    st.session_state[f"{key}_done"] = typed
    if is_new and len(hits) == 1:
        address.look_at(hits[0].id)
    if not hits:
        notice(words("search_none"))
        return []
    alike = all(hit.how == "similar" for hit in found)
    choose_hit(context, hits, key=f"{key}_hits_{typed}", label=words("search_similar") if alike else "")
    return [] if alike else hits


def find_on_map(context: Context, typed: str, *, key: str) -> str:
    """Return the actor that is meant by what was typed into the field of the map, "" for none.

    What it finds is what the box of the page finds; that one lists the hits where there are more.
    """
    finder = names(context.data)
    hits = finder.find(typed, _MOST_HITS)
    if not hits:
        st.toast(context.words("search_none"))
        return ""
    if len(hits) > 1:
        st.session_state[f"{key}_next"] = typed
    return (finder.only(hits) or hits[0].node).id


def choose_hit(
    context: Context,
    hits: Sequence[Node],
    *,
    key: str,
    label: str = "",
    take: Callable[[str], object] = address.look_at,
) -> None:
    """Draw a list of hits; `take` is given the id of the one that is chosen."""
    nodes = {node.id: node for node in hits}

    def choose() -> None:
        if st.session_state[key]:
            take(st.session_state[key])

    st.selectbox(
        label or context.words("search_hits", n=len(hits)),
        list(nodes),
        index=0 if len(hits) == 1 else None,
        format_func=lambda node_id: _option(context, nodes[node_id]),
        key=key,
        placeholder=context.words("search_choose"),
        on_change=choose,
        filter_mode="contains",
    )


def _option(context: Context, node: Node) -> str:
    said = f"{node.display} · {context.says.type(node)}"
    return f"{said} · {mark(context.words, True)}" if node.invented else said


def choose_from(context: Context, nodes: Sequence[Node], *, key: str, name: str) -> None:
    """Draw a table of nodes; the row that is selected becomes the actor looked at."""

    def choose() -> None:
        row = tables.chosen_row(key)
        address.look_at(nodes[row].id if row is not None else "")

    rows = tables.node_rows(context, nodes)
    tables.table(
        rows,
        key=key,
        name=name,
        on_select=choose,
        widths={context.words("col_sources"): 520},
        about=[n.id for n in nodes],
    )
