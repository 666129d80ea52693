"""What the lines of the map are: contacts, facts, or what changed between two days; and between whom."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

import streamlit as st

from dashboard.parts import address, choices, filters
from dashboard.parts.frame import Context
from dashboard.state import current as store
from graph.access import person
from graph.model.dates import year_before
from graph.views.contacts import BETWEEN, Between

Layer = Literal["contacts", "facts", "changes"]
Sure = Literal["certain", "old", "suggested"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
SURE: tuple[Sure, ...] = get_args(Sure)
_FIRST_SURE = ["certain", "old"]


@dataclass(frozen=True, slots=True)
class LayersAsked:
    """What is asked for; `before` and `day` are the days of a comparison, `day` alone that of contacts."""

    layer: Layer
    between: Between
    sure: frozenset[str]
    day: date
    before: date

    @property
    def is_backwards(self) -> bool:
        """Whether two days are compared of which the earlier one is not before the later one."""
        return self.layer == "changes" and self.before >= self.day


def choose(context: Context, day: date | None = None) -> LayersAsked:
    """Draw the choices and return them; `day` is that of a frozen view."""
    words = context.words
    last = day or store.reference_day(context.data)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = cast(Layer, _one(context, "layer", LAYERS))
        if layer == "facts":
            return LayersAsked(layer, "mixed", frozenset(SURE), last, year_before(last))
        between = cast(Between, _one(context, "between", BETWEEN if layer == "contacts" else BETWEEN[:2]))
        if layer == "contacts":
            return LayersAsked(layer, between, _sure(context), last, year_before(last))
        one, other = (
            filters.day("before", words("compare_before"), context),
            filters.day("after", words("compare_after"), context),
        )
    after = date.fromisoformat(other) if other else last
    before = date.fromisoformat(one) if one else year_before(after)
    return LayersAsked(layer, between, frozenset(SURE), after, before)


def _one(context: Context, name: str, options: tuple[str, ...]) -> str:
    key, words, said = f"network_{name}", context.words, address.read(name)
    if said is not None:
        choices.put(key, said[0] if said and said[0] in options else options[0])
    elif choices.get(key) not in options:
        choices.put(key, options[0])
    chosen = st.segmented_control(
        words(f"asked_{name}_choose"),
        options,
        format_func=lambda value: words(f"asked_{name}_{value}"),
        key=choices.field(key, options[0]),
        required=True,
        label_visibility="collapsed",
    )
    value = str(chosen or options[0])
    address.write(name, [value] if value != options[0] else [])
    return value


def _sure(context: Context) -> frozenset[str]:
    key, words, said = "network_sure", context.words, address.read("sure")
    options = list(SURE) if person().sees_all else list(_FIRST_SURE)
    if said is not None:
        choices.put(key, [value for value in said if value in options] or _FIRST_SURE)
    chosen = st.pills(
        words("sure_choose"),
        options,
        selection_mode="multi",
        format_func=lambda value: words(f"sure_{value}"),
        key=choices.field(key, list(_FIRST_SURE)),
        label_visibility="collapsed",
    )
    found = [value for value in options if value in (chosen or [])]
    address.write("sure", found if found != _FIRST_SURE else [])
    return frozenset(found)
