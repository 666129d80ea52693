"""The filters of the network page: widgets whose choice stands in the address."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard.parts import address, choices
from dashboard.parts.frame import Context
from dashboard.parts.selection import Filter
from graph.columns.overall import Overall
from graph.model.dates import first_day, parse_date
from graph.model.schema import ON_MAP
from graph.network import Network

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def choose(context: Context) -> Filter:
    """Draw the filters and return what is chosen."""
    words, network = context.words, context.network
    schema = network.schema
    columns = st.columns([2, 2, 2, 2, 1.6, 1.6])
    kinds = kinds_in(network)
    with columns[0]:
        labels = _choice("type", words("filter_type"), ON_MAP, lambda v: words.of(schema.nodes[v].plural), context)
    with columns[1]:
        kind = _choice("kind", words("filter_kind"), list(kinds), lambda v: _kind_name(context, v), context)
    with columns[2]:
        topics = _named("topic", words("filter_topic"), "Topic", context)
    with columns[3]:
        regions = _named("region", words("filter_region"), "Region", context)
    with columns[4]:
        start = day("from", words("filter_from"), context)
    with columns[5]:
        end = day("to", words("filter_to"), context)
    return Filter(frozenset(labels), frozenset(kind), frozenset(topics), frozenset(regions), start, end)


def clear() -> None:
    """Take all filters back."""
    for name in ("type", "kind", "topic", "region", "care"):
        choices.put(f"filter_{name}", [])
    for name in ("from", "to"):
        choices.put(f"filter_{name}", None)


def kinds_in(network: Network) -> dict[str, None]:
    """Return the kinds that occur, written "Organisation:initiative", in the order of the schema."""
    present = Overall(network).kinds()
    ordered = ((label, kind) for label in ON_MAP for kind in network.schema.nodes[label].kinds)
    return dict.fromkeys(f"{label}:{kind}" for label, kind in ordered if (label, kind) in present)


def _kind_name(context: Context, value: str) -> str:
    label, _, kind = value.partition(":")
    return context.words.of(context.network.schema.nodes[label].kinds[kind])


def _named(name: str, label: str, of_type: str, context: Context) -> list[str]:
    nodes = context.network.by_label(of_type)
    return _choice(name, label, [n.id for n in nodes], lambda v: context.network.nodes[v].name, context)


def _choice(name: str, label: str, options: Sequence[str], show: Callable[[str], str], context: Context) -> list[str]:
    key = f"filter_{name}"
    said = address.read(name)
    wanted = said if said is not None else choices.get(key, [])
    # What is not (or no longer) in the data can not be chosen.
    choices.put(key, [value for value in wanted if value in options])
    chosen = st.multiselect(
        label,
        options,
        key=choices.field(key),
        format_func=show,
        placeholder=context.words("filter_any"),
        filter_mode="contains",
        # Its row "Select 5 matches" is English in every language, and Enter would take all of them.
        select_all=False,
    )
    address.write(name, chosen)
    return list(chosen)


def day(name: str, label: str, context: Context) -> str:
    """Draw a field for a day that stands in the address, and return it, "" for none."""
    key = f"filter_{name}"
    said = address.read(name)
    if said is not None:
        choices.put(key, _as_day(said[0]) if said else None)
    chosen: date | None = st.date_input(
        label,
        key=choices.field(key, None),
        min_value=_FIRST_DAY,
        max_value=_LAST_DAY,
        format="DD.MM.YYYY",
    )
    text = "" if chosen is None else str(chosen)
    address.write(name, [text])
    return text


def _as_day(text: str) -> date | None:
    """Return the day in an address, None for what is none."""
    try:
        day = first_day(parse_date(text))
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None
