"""Roles and events over time as a picture."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from briefing.drawing.style import INKS, TEXT, table
from dashboard.parts.badge import mark
from dashboard.parts.frame import Context
from dashboard.parts.map_view import shortened
from dashboard.parts.markup import draw, element, text
from graph.model.dates import first_day, last_day
from graph.model.schema import BELONGS
from graph.network import Relation

if TYPE_CHECKING:
    import altair as alt

_TYPES = (*BELONGS, "TOOK_PART_IN")
_MOST_ROWS = 24
_SHORTEST = timedelta(days=12)  # a day alone would be too thin to see


def timeline(context: Context, node_id: str) -> None:
    """Draw a bar for each role and each event of a node that has a date; nothing where none has."""
    rows = timeline_rows(context, node_id, date.today())
    if rows:
        st.altair_chart(_chart(context, pd.DataFrame(rows)), alt=context.words("timeline_alt"), width="stretch")
        draw(element("p", text(context.words("timeline_help")), css="an-small"))


def timeline_rows(context: Context, node_id: str, today: date) -> list[dict[str, object]]:
    """Return the bars: a label, from when to when, and whether a source states the dates themselves."""
    relations = [r for r in context.network.around(node_id) if r.type in _TYPES and r.start == node_id]
    rows = [row for r in relations if (row := _row(context, r, today))]
    return sorted(rows, key=lambda row: str(row["start"]))[-_MOST_ROWS:]


def _row(context: Context, relation: Relation, today: date) -> dict[str, object] | None:
    words, other = context.words, context.network.nodes[relation.end]
    begin, end = context.network.dates(relation)
    if not (begin or end):
        return None
    stated = bool(relation.valid_from or relation.valid_to)
    first = first_day(begin) if begin else last_day(end) - timedelta(days=365)
    last = last_day(end) if end else max(today, first)
    if relation.type == "TOOK_PART_IN":
        kind = words("timeline_event")
    else:
        kind = words("timeline_stated") if stated else words("timeline_seen")
    role = context.says.role(relation)
    invented = mark(words, relation.invented)
    return {
        "label": " · ".join(filter(None, (shortened(other.short), role, invented))),
        "start": pd.Timestamp(first),
        "end": pd.Timestamp(max(last, first + _SHORTEST)),
        "kind": kind,
        "when": context.says.period(relation),
    }


def _chart(context: Context, frame: pd.DataFrame) -> "alt.LayerChart | alt.FacetChart":
    import altair as alt

    words = context.words
    stated, seen, event = words("timeline_stated"), words("timeline_seen"), words("timeline_event")
    names = alt.Axis(title=None, labelLimit=300, labelFontSize=13, labelColor=TEXT, ticks=False, domain=False)
    years = alt.Axis(format="%Y", tickCount="year", labelFontSize=13, labelColor=TEXT, grid=True)
    legend = alt.Legend(orient="bottom", title=None, labelFontSize=13, labelColor=TEXT, labelLimit=400)
    types = table().types
    colours = [types["Organisation"].colour, INKS["past"].colour, types["Event"].colour]
    base = alt.Chart(frame).encode(
        y=alt.Y("label:N", sort=None, axis=names),
        x=alt.X("start:T", title=None, scale=alt.Scale(domain=_years(frame)), axis=years),
        color=alt.Color("kind:N", scale=alt.Scale(domain=[stated, seen, event], range=colours), legend=legend),
        tooltip=[
            alt.Tooltip("label:N", title=words("col_fact")),
            alt.Tooltip("when:N", title=words("timeline_when")),
        ],
    )
    bars = base.encode(x2="end:T")
    return alt.layer(
        bars.transform_filter(alt.datum.kind == stated).mark_bar(height=14, cornerRadius=2, aria=False),
        bars.transform_filter(alt.datum.kind == seen).mark_bar(height=6, aria=False),
        base.transform_filter(alt.datum.kind == event).mark_point(
            filled=True, size=90, shape="diamond", opacity=1, aria=False
        ),
    ).properties(height=alt.Step(26))


def _years(frame: pd.DataFrame) -> list[dict[str, int]]:
    """Return whole years round all bars, so that a single day does not fill the picture."""
    first, last = frame["start"].min().year, frame["end"].max().year
    return [{"year": first, "month": 1, "date": 1}, {"year": last + 1, "month": 1, "date": 1}]
