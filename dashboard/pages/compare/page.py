"""Vergleich: two days side by side, with who came and went, and what came after an event; or two regions."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import streamlit as st

from briefing.wording.sentences import Sentences
from dashboard.pages.compare.effect import draw_effect
from dashboard.pages.compare.maps import draw_maps
from dashboard.pages.compare.regions import draw_part
from dashboard.pages.compare.tables import draw_tables
from dashboard.parts import address, choices, filters
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from dashboard.parts.reach import reach_line
from dashboard.parts.view_choice import choose_view
from dashboard.parts.working import draw_working
from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.background import Working
from graph.analysis.diff import Diff
from graph.model.dates import year_before

VIEWS = ("days", "regions")
CHANGES = ("new", "lost", "strengthened", "weakened", "arrived", "departed")
_PEOPLE = "compare_people"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both days, the day as known at (None: now), and whether people are compared in place of organisations."""

    before: date
    after: date
    known: date | None
    people: bool


def draw_page(context: Context) -> None:
    """Draw the page."""
    words = context.words
    view = choose_view(words("compare_view"), "compare_view", VIEWS, lambda v: words(f"compare_view_{v}"))
    if view == "regions":
        draw_part(context)
    else:
        _draw_days(context)


def _draw_days(context: Context) -> None:
    words, sides = context.words, _choose(context)
    if sides.before >= sides.after:
        notice(words("compare_backwards"), role="alert", fields=["filter_before", "filter_after"])
        return
    with st.spinner(words("gaps_working")):
        network = findings.known_at(context.data, sides.known)
        found = _compared(context, sides)
    if isinstance(found, Working):
        draw_working(context, lambda: _compared(context, sides, patience=0), lambda _: words("compare_progress"))
        return
    says = Sentences(network, context.says.language)
    _figures(context, found, sides)
    if found.ties or found.moves:
        draw_maps(context, network, found)
        draw_tables(context, says, found)
    else:
        notice(words("compare_nothing"))
    draw_effect(context, sides.after)


def _compared(context: Context, sides: Sides, patience: float | None = None) -> Diff | Working:
    return findings.compared(
        context.data, sides.before, sides.after, sides.known, people=sides.people, patience=patience
    )


def _choose(context: Context) -> Sides:
    words = context.words
    columns = st.columns([1, 1, 1.2, 1.6], vertical_alignment="bottom")
    with columns[0]:
        before = filters.day("before", words("compare_before"), context)
    with columns[1]:
        after = filters.day("after", words("compare_after"), context)
    with columns[2]:
        known = filters.day("known_at", words("compare_known"), context)
    with columns[3]:
        people = _people(context)
    last = date.fromisoformat(after) if after else store.reference_day(context.data)
    first = date.fromisoformat(before) if before else year_before(last)
    if known:
        draw(element("p", text(words("compare_known_help", day=words.date(known))), css="an-small"))
    return Sides(first, last, date.fromisoformat(known) if known else None, people)


def _people(context: Context) -> bool:
    said = address.read("people")
    if said is not None:
        choices.put(_PEOPLE, bool(said))
    people = bool(st.toggle(context.words("compare_people"), key=choices.field(_PEOPLE, False)))
    address.write("people", ["1"] if people else [])
    return people


def _figures(context: Context, found: Diff, sides: Sides) -> None:
    """Draw how much of each there is, with both days and the data version."""
    words = context.words
    counts = Counter([*(tie.what for tie in found.ties), *(move.what for move in found.moves)])
    tiles = [
        element(
            "li",
            element("span", text(words.number(counts[what])), css="an-figure"),
            element("span", text(words(f"compare_{what}")), css="an-figure-name"),
        )
        for what in CHANGES
    ]
    days = {name: words.date(day.isoformat()) for name, day in (("before", sides.before), ("after", sides.after))}
    said = words("compare_shown", **days, version=context.network.version)
    draw(
        element("p", text(said), css="an-shown", role="status"),
        reach_line(context, sides.after),
        element("ul", *tiles, css="an-figures", aria_label=words("compare_title")),
        element("p", text(words("compare_meaning")), css="an-small"),
    )
