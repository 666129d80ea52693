"""Überblick: figures, the most connected part as a map, the latest sources, and where to go on."""

import streamlit as st

from dashboard.pages.overview.figures import NodeCount, figures, first_map, latest_sources
from dashboard.parts import address, navigation, tables
from dashboard.parts.design import Choice, begin
from dashboard.parts.facts_panel import heading
from dashboard.parts.frame import Context
from dashboard.parts.map_view import draw_map
from dashboard.parts.markup import draw, element, text
from dashboard.parts.selection import Shown
from dashboard.state.by_itself import BY_ITSELF
from graph.network import Network, Node

_NEXT = ("network", "actor", "intake", "gaps", "briefing")


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    _figures(context)
    with st.container(key="beside_overview"):
        left, right = st.columns([2.2, 1], gap="large")
    with left:
        draw(
            element("h2", text(words("first_map_title")), css="an-section"),
            element("p", text(words("first_map_help")), css="an-small"),
        )
        event = draw_map(context, _first_map(context.network)[1], key="overview_map", height=560)
    with right:
        if event.selected:
            _chosen(context, event.selected)
        _next_steps(context)
    title = words("latest_sources_title")
    draw(element("h2", text(title), css="an-section"))
    rows = [_source_row(context, *found) for found in _sources(context.network)[1]]
    tables.table(rows, key="overview_sources", name=title, most=8, widths={words("col_title"): 560})


# The network is kept with what is counted of it, so that its id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _first_map(network: Network) -> tuple[Network, Shown]:
    return network, first_map(network)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _sources(network: Network) -> tuple[Network, list[tuple[Node, int]]]:
    return network, latest_sources(network)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _counts(network: Network) -> tuple[Network, list[NodeCount]]:
    return network, figures(network)


def _figures(context: Context) -> None:
    words = context.words
    tiles = [_tile(context, figure) for figure in _counts(context.network)[1]]
    draw(element("ul", *tiles, css="an-figures", aria_label=words("figures_label")))


def _tile(context: Context, figure: NodeCount) -> str:
    words = context.words
    kind = context.network.schema.nodes.get(figure.what)
    label = words.of(kind.plural) if kind else words("figure_facts")
    invented = words("figure_invented", n=words.number(figure.invented)) if figure.invented else words("figure_real")
    return element(
        "li",
        element("span", text(words.number(figure.count)), css="an-figure"),
        element("span", text(label), css="an-figure-name"),
        element("span", text(invented), css="an-figure-note"),
    )


def _chosen(context: Context, node_id: str) -> None:
    address.look_at(node_id)
    with st.container(border=True):
        draw(heading(context, context.network.nodes[node_id], "h3"))
        navigation.page_link("actor", context.words("open_profile"), ":material/badge:", actor=node_id)
        navigation.page_link("network", context.words("open_in_network"), ":material/hub:", actor=node_id)


def _next_steps(context: Context) -> None:
    words = context.words
    pages = [page for page in _NEXT if navigation.leads_to(page)]
    begin(context, words("next_title"), [Choice(words(f"next_{p}"), words(f"next_{p}_help"), p) for p in pages])


def _source_row(context: Context, source: Node, facts: int) -> tables.Row:
    words = context.words
    return {
        words("col_title"): source.name,
        words("col_invented"): words("invented") if source.invented else "",
        words("col_publisher"): str(source.fields.get("publisher", "")),
        words("col_date"): str(source.fields.get("date", "")),
        words("col_kind"): context.says.type(source),
        words("col_recorded"): str(source.fields.get("recorded_at", ""))[:10],
        words("col_facts"): facts,
    }
