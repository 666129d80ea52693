"""Netz: the map with search and filters, the facts of the chosen node, and the same as a table."""

from dataclasses import replace

import streamlit as st

from dashboard.map import MapEvent
from dashboard.parts import address, care_filter, choices, filters, navigation, tables
from dashboard.parts.entry import draft as drafts
from dashboard.parts.facts_panel import panel
from dashboard.parts.frame import Context, notice
from dashboard.parts.map_view import draw_map
from dashboard.parts.markup import draw, element, text
from dashboard.parts.search_box import choose_from, search_box
from dashboard.parts.selection import LARGE, Filter, Shown, select
from dashboard.state.by_itself import BY_ITSELF
from graph.model.schema import ON_MAP
from graph.network import Network

_EXPANDED, _ASKED, _EVERYTHING = "network_expanded", "network_asked", "network_everything"
_CLICKED, _TAB = "network_clicked", "network_tab"


def draw_page(context: Context) -> None:
    """Draw the page."""
    network = context.network
    hits = search_box(context, key="network_search")
    care = care_filter.choose(context)
    asked = replace(filters.choose(context), only=care.only)
    _forget_expanded_when_new(asked)
    actor = address.actor() if address.actor() in network.nodes else ""
    everything = bool(choices.get(_EVERYTHING, False))
    expanded = tuple(st.session_state[_EXPANDED])
    shown = _selected(network, asked, expanded, actor, everything=everything)[1]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _say_what_is_shown(context, shown)
        _switches(context, asked, shown)
    address.look_at(actor)
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        event = draw_map(
            context,
            shown,
            key="network_map",
            selected=actor,
            # What was clicked is in view already: the camera moves only to what was found elsewhere.
            focus="" if actor == st.session_state.get(_CLICKED) else actor,
            emphasis={n.id for n in hits} | care.overdue,
            height=620,
        )
        _follow(event, actor, shown)
    with right, st.container(height=620, border=True, key="facts_panel"):
        _side_panel(context, actor)
    _tables(context, shown)


# The network is kept with what is chosen of it, so that its id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=10, hash_funcs=BY_ITSELF)
def _selected(
    network: Network, asked: Filter, expanded: tuple[str, ...], actor: str, *, everything: bool
) -> tuple[Network, Shown]:
    return network, select(network, asked, expanded=expanded, everything=everything, keep=actor)


def _switches(context: Context, asked: Filter, shown: Shown) -> None:
    words = context.words
    if asked.asks:
        icon = ":material/filter_alt_off:"
        st.button(words("filter_clear"), icon=icon, on_click=filters.clear, type="tertiary")
    if st.session_state[_EXPANDED]:
        st.button(words("expanded_clear"), icon=":material/unfold_less:", on_click=_collapse, type="tertiary")
    if shown.total > LARGE:
        st.toggle(words("show_everything"), key=choices.field(_EVERYTHING))


def _forget_expanded_when_new(asked: Filter) -> None:
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED], st.session_state[_EXPANDED] = asked, []


def _collapse() -> None:
    st.session_state[_EXPANDED] = []


def _follow(event: MapEvent, actor: str, shown: Shown) -> None:
    """Take over what was clicked on the map, and run again with it: a page that lags behind would undo a click."""
    if event.expand and event.expand not in st.session_state[_EXPANDED]:
        st.session_state[_EXPANDED] = [*st.session_state[_EXPANDED], event.expand]
        _click(event.expand)
    # An actor that is not on the map can not be let go of by a click on the map.
    if (event.selected or "") != actor and (event.selected or actor in shown.ids):
        _click(event.selected or "")


def _click(node_id: str) -> None:
    st.session_state[_CLICKED] = node_id
    address.look_at(node_id)
    st.rerun()


def _say_what_is_shown(context: Context, shown: Shown) -> None:
    words = context.words
    facts = words.count("facts", len(shown.relations))
    if shown.is_cut:
        n, total = words.number(len(shown.nodes)), shown.total
        said = words("shown_part", n=n, total=total, facts=facts)
    else:
        said = words("shown_all", nodes=words.count("nodes", len(shown.nodes)), facts=facts)
    draw(element("p", text(said), css="an-shown", role="status"), width="content")


def _side_panel(context: Context, actor: str) -> None:
    if not actor:
        notice(context.words("panel_empty"))
        return
    node = context.network.nodes[actor]
    if node.label in ON_MAP:
        with st.container(horizontal=True):
            navigation.page_link("actor", context.words("open_profile"), ":material/badge:", actor=actor)
            st.button(
                context.words("entry_connect"),
                key="network_connect",
                icon=":material/add_link:",
                type="tertiary",
                on_click=lambda: drafts.ask_for("tie", start=actor, end=None),
            )
    panel(context, node)


def _tables(context: Context, shown: Shown) -> None:
    words = context.words
    draw(element("h2", text(words("table_title")), css="an-section"))
    if not shown.nodes:
        notice(words("nothing_fits"))
        return
    titles = [
        f"{words('tab_nodes')} ({words.number(len(shown.nodes))})",
        f"{words('tab_facts')} ({words.number(len(shown.relations))})",
    ]
    names = [title.partition(" (")[0] for title in titles]
    open_one = str(st.session_state.get(_TAB) or "").partition(" (")[0]
    if open_one in names:  # Streamlit knows a tab by its title, in which the count changes
        st.session_state[_TAB] = titles[names.index(open_one)]
    nodes, facts = st.tabs(titles, key=_TAB, on_change="rerun")
    # Only the open tab is drawn.
    if nodes.open:
        with nodes:
            draw(element("p", text(words("table_nodes_help")), css="an-small"))
            choose_from(context, shown.nodes, key="network_nodes", name=words("tab_nodes"))
    if facts.open:
        with facts:
            rows = tables.fact_rows(context, shown.relations)
            tables.table(rows, key="network_facts", name=words("tab_facts"), widths={words("col_source"): 360})
