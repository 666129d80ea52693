"""Two regions side by side: a map and figures beside each other, below them tables, each also as a file."""

from datetime import date

import streamlit as st

from briefing.wording.region_tables import TABLES, RegionTables
from dashboard.pages.compare.regions_map import draw_regions
from dashboard.pages.compare.tables import draw_rows
from dashboard.parts import filters, tables
from dashboard.parts.case_filters import one as choose_one
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.state import current as store
from dashboard.state import regions

_WIDTHS = (180, 110, 110)  # of the figures, which stand beside the map


def draw_part(context: Context) -> None:
    """Draw the fields, and both regions where two are chosen."""
    words = context.words
    region, other, day = _choose(context)
    if not (region and other) or region == other:
        notice(words("regions_choose"))
        return
    with st.spinner(words("gaps_working")):
        case, found = regions.compared(context.data, day, region, other)
    told = RegionTables(context.says, case, found)
    said = words("regions_shown", day=words.date(day.isoformat()), version=context.network.version)
    draw(
        element("p", text(said), css="an-shown", role="status"),
        element("p", text(told.summary())),
    )
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        draw_regions(context, case, found)
    with right:
        rows = told.rows("figures")
        widths = dict(zip(rows[0], _WIDTHS, strict=False))
        tables.table(rows, key="regions_figures", name=told.word("figures"), most=16, widths=widths)
        draw(element("p", text(words("regions_meaning")), css="an-small"))
    draw(element("h2", text(words("table_title")), css="an-section"))
    _tabs(context, told)


def _tabs(context: Context, told: RegionTables) -> None:
    rows = {table: told.rows(table) for table in TABLES if table != "figures"}
    names = [f"{told.word(table)} ({context.words.number(len(found))})" for table, found in rows.items()]
    for tab, (table, found) in zip(st.tabs(names), rows.items(), strict=True):
        with tab:
            draw_rows(context, found, f"regions_{table}", told.word(table))


def _choose(context: Context) -> tuple[str, str, date]:
    words, nodes = context.words, context.network.nodes
    ids = [node.id for node in context.network.by_label("Region")]
    columns = st.columns([2, 2, 1.3])
    chosen = []
    for column, name in zip(columns[:2], ("region", "other"), strict=True):
        with column:
            label = words(f"regions_{name}")
            chosen.append(choose_one(name, label, ids, lambda i: nodes[i].name, context, words("search_choose")))
    with columns[2]:
        day = filters.day("as_of", words("gaps_as_of"), context)
    return chosen[0], chosen[1], date.fromisoformat(day) if day else store.reference_day(context.data)
