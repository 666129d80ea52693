"""Quellen: every source, what it says and where, corrections of the source itself, and withdrawing it."""

import streamlit as st

from briefing.exchange.sheets import rows_as_csv
from dashboard.pages.sources import change as sources_change
from dashboard.pages.sources import detail as sources_detail
from dashboard.pages.sources.kept import draw_kept
from dashboard.pages.sources.list import Listed, list_sources, narrowed
from dashboard.parts import address, choices, tables
from dashboard.parts.badge import mark
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.saving import save_button
from dashboard.state import current as store

_CHOSEN, _PLACE = "_sources_chosen", "_sources_place"


def draw_page(context: Context) -> None:
    """Draw the page."""
    view = store.ledger()
    found = list_sources(context.network, view.nodes("Source"), view.proposals())
    sources_change.draw_message(context)
    draw_kept(context)
    if not found:
        notice(context.words("sources_none"))
        return
    _read_address()
    chosen = next((s for s in found if s.id == st.session_state.get(_CHOSEN)), None)
    if chosen:
        place = str(st.session_state.get(_PLACE, ""))
        sources_detail.draw_source(context, chosen, place, {s.id: s.title for s in found}, close=_close)
    elif st.session_state.get(_CHOSEN):
        notice(context.words("sources_unknown"))
    _list(context, found)


def _read_address() -> None:
    """Take over the source, and the place in it, that a link from a fact names."""
    for name, key in (("source", _CHOSEN), ("place", _PLACE)):
        named = address.read(name)
        if named is not None:
            st.session_state[key] = named[0] if named else ""
        address.write(name, [str(st.session_state.get(key, ""))])


def _close() -> None:
    _choose("")


def _choose(source_id: str) -> None:
    st.session_state[_CHOSEN], st.session_state[_PLACE] = source_id, ""
    for name, value in (("source", source_id), ("place", "")):
        address.write(name, [value])


def _list(context: Context, found: list[Listed]) -> None:
    words = context.words
    draw(element("h2", text(words("sources_list")), css="an-section"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label, icon = words("sources_search"), ":material/search:"
        typed = st.text_input(label, key=choices.field("sources_search"), icon=icon, live=True, width=320)
        kinds = context.network.schema.nodes["Source"].kinds
        names = {"": words("review_all"), **{kind: words.of(display) for kind, display in kinds.items()}}
        options = [kind for kind in names if kind == "" or any(s.kind == kind for s in found)]
        kind = st.selectbox(
            words("filter_kind"),
            options,
            format_func=names.__getitem__,
            key=choices.field("sources_kind"),
            width=220,
        )
        gone = st.toggle(words("sources_with_withdrawn"), key=choices.field("sources_withdrawn"))
    shown = narrowed(found, typed or "", str(kind or ""), with_withdrawn=gone)
    if not shown:
        notice(words("nothing_fits"))
        return
    rows = [_row(context, s) for s in shown]
    key = f"sources_list_{len(shown)}_{shown[0].id}"

    def choose() -> None:
        row = tables.chosen_row(key)
        _choose(shown[row].id if row is not None else "")

    draw(element("p", text(words("sources_choose")), css="an-small"))
    widths = {words("col_title"): 380, words("sources_col_state"): 150}
    tables.table(rows, key=key, name=words("sources_list"), most=15, on_select=choose, widths=widths)
    name = words("sources_csv_name")
    save_button(words("sources_csv"), lambda: rows_as_csv(rows), name, kind="sources", key="sources_csv")


def _row(context: Context, source: Listed) -> tables.Row:
    words, schema = context.words, context.network.schema.nodes["Source"]
    kind = schema.kinds.get(source.kind)
    return {
        words("col_title"): source.title,
        words("col_invented"): mark(words, source.invented),
        words("sources_col_state"): sources_detail.state(context, source),
        words("col_kind"): words.of(kind) if kind else "",
        words("col_publisher"): source.publisher,
        words("col_date"): source.date,
        words("sources_col_file"): source.file,
        words("col_recorded"): source.recorded_at[:10],
        words("sources_col_confidentiality"): sources_detail.confidentiality(context, source.confidentiality),
        words("col_facts"): len(source.facts),
        words("sources_col_waiting"): source.waiting,
    }
