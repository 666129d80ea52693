"""The same as the map as tables: who is on it, and each line with its reasons."""

from datetime import date

import streamlit as st

from dashboard.pages.network.drawn import WITH_REASONS, Drawn
from dashboard.pages.network.gathered import Gathering
from dashboard.pages.network.layers import LayersAsked
from dashboard.parts import strength, tables
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.search_box import choose_from

_TAB = "network_tab"
_MOST_LINES = 1_000


def draw_tables(context: Context, layers: LayersAsked, drawn: Drawn) -> None:
    """Draw the tables; only the open one."""
    words, shown = context.words, drawn.shown
    draw(element("h2", text(words("table_title")), css="an-section"))
    if not shown.nodes and not (drawn.gathering and drawn.gathering.circles):
        notice(words("nothing_fits"))
        return
    lines = "tab_facts" if layers.layer == "facts" else "tab_contacts"
    count = len(shown.relations) if layers.layer == "facts" else len(drawn.contacts) or len(drawn.changes)
    titles = [f"{words('tab_nodes')} ({words.number(len(shown.nodes))})", f"{words(lines)} ({words.number(count)})"]
    if drawn.gathering:
        titles.insert(0, f"{words('tab_groups')} ({words.number(len(drawn.gathering.circles))})")
    names = [title.partition(" (")[0] for title in titles]
    open_one = str(st.session_state.get(_TAB) or "").partition(" (")[0]
    if open_one in names:  # Streamlit knows a tab by its title, in which the count changes
        st.session_state[_TAB] = titles[names.index(open_one)]
    elif _TAB in st.session_state:
        st.session_state[_TAB] = titles[0]
    *groups, nodes, rest = st.tabs(titles, key=_TAB, on_change="rerun")
    if groups and drawn.gathering and groups[0].open:
        with groups[0]:
            tables.table(_groups(context, drawn.gathering), key="network_groups", name=words("tab_groups"))
    if nodes.open:
        with nodes:
            draw(element("p", text(words("table_nodes_help")), css="an-small"))
            choose_from(context, shown.nodes, key="network_nodes", name=words("tab_nodes"))
    if rest.open:
        with rest:
            _lines(context, layers, drawn)


def _groups(context: Context, gathering: Gathering) -> list[tables.Row]:
    words, opened = context.words, set(gathering.of.values())
    return [
        {
            words("col_name"): name,
            words("tab_nodes"): len(gathering.members[leader]),
            words("gathered_shown_singly"): words("gathered_yes") if leader in opened else "",
        }
        for leader, name in gathering.names.items()
    ]


def _lines(context: Context, layers: LayersAsked, drawn: Drawn) -> None:
    words = context.words
    if layers.layer == "facts":
        rows = tables.fact_rows(context, drawn.shown.relations)
        tables.table(rows, key="network_facts", name=words("tab_facts"), widths={words("col_source"): 360})
    elif layers.layer == "changes":
        tables.table(_changed(context, drawn), key="network_changes", name=words("tab_contacts"))
    else:
        if len(drawn.contacts) > WITH_REASONS:
            draw(element("p", text(_left_out(context, len(drawn.contacts))), css="an-small"))
        tables.table(_contacts(context, drawn), key="network_contacts", name=words("tab_contacts"))


def _left_out(context: Context, count: int) -> str:
    """Return which of so many contacts the table lists, and of which it says why."""
    words = context.words
    listed = words("contacts_listed", n=_MOST_LINES, total=words.number(count)) if count > _MOST_LINES else ""
    return " ".join(filter(None, (listed, words("contacts_reasons", n=WITH_REASONS))))


def _contacts(context: Context, drawn: Drawn) -> list[tables.Row]:
    words, nodes = context.words, context.network.nodes
    why = {edge.id: edge.tooltip.replace("\n", "; ") for edge in drawn.edges}
    return [
        {
            words("col_first"): nodes[c.a].display,
            words("col_second"): nodes[c.b].display,
            words("col_strength"): words(f"strength_{strength.band(c.strength)}"),
            words("col_last_contact"): date.fromordinal(c.last).isoformat() if c.last else "",
            words("col_reason"): why.get(f"{c.a}|{c.b}", ""),
        }
        for c in drawn.contacts[:_MOST_LINES]
    ]


def _changed(context: Context, drawn: Drawn) -> list[tables.Row]:
    words, nodes = context.words, context.network.nodes
    return [
        {
            words("col_first"): nodes[t.a].display,
            words("col_second"): nodes[t.b].display,
            words("col_what"): words(f"change_{t.what}"),
            words("compare_before"): round(t.before, 3),
            words("compare_after"): round(t.after, 3),
        }
        for t in drawn.changes
    ]
