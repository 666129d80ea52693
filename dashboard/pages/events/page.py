"""Veranstaltungen: an event, past or to come, with its programme, its guests, its groups and what came after it."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.pages.events import effect as events_effect
from dashboard.pages.events import groups as events_groups
from dashboard.pages.events import guests as events_guests
from dashboard.pages.events import programme as events_programme
from dashboard.pages.events.beginning import offer, whole_events
from dashboard.pages.events.occasion import Occasion
from dashboard.parts import address, choices, design
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, text
from graph.network import Network

_PARTS: dict[str, Callable[[Context, Occasion], None]] = {
    "programme": events_programme.draw_part,
    "guests": events_guests.draw_part,
    "groups": events_groups.draw_part,
    "effect": events_effect.draw_part,
}


def draw_page(context: Context) -> None:
    """Draw the page."""
    design.done()
    beginning = st.container()
    occasion = _choose(context)
    if not (occasion.event or occasion.is_named or occasion.topic or occasion.region):
        with beginning:
            offer(context)
            draw(element("h2", text(context.words("events_plan")), css="an-section"))
    part = _part(context)
    if part in ("guests", "groups") and not occasion.is_named:
        is_empty = not (occasion.topic or occasion.region)
        more = f" {context.words('events_choose_topic')}" if part == "guests" and is_empty else ""
        notice(f"{context.words('events_choose_name')}{more}")
        if part == "groups" or is_empty:
            return
    _PARTS[part](context, occasion)


def _part(context: Context) -> str:
    said = address.read("part")
    if said is not None:
        choices.put("events_part", said[0] if said and said[0] in _PARTS else "guests")
    chosen = st.segmented_control(
        context.words("events_event"),
        list(_PARTS),
        format_func=lambda part: context.words(f"events_tab_{part}"),
        key=choices.field("events_part", "guests"),
        required=True,
        label_visibility="collapsed",
    )
    part = str(chosen or "guests")
    address.write("part", [part])
    return part


def _choose(context: Context) -> Occasion:
    """Draw the fields and return the event that is looked at."""
    words, network = context.words, context.network
    columns = st.columns([3, 2, 2, 1.4])
    with columns[0]:
        event = _one("event", words("events_event"), whole_events(network), words("events_new"), context)
        _take_over(network, event)
    with columns[1]:
        topic = _one("topic", words("events_topic"), _ids(network, "Topic"), words("events_none"), context)
    with columns[2]:
        region = _one("region", words("events_region"), _ids(network, "Region"), words("events_none"), context)
    with columns[3]:
        day = network.event_date(event) if event else _day(context)
        if event:
            st.text_input(words("events_day"), value=words.date(day), disabled=True)
    name = network.nodes[event].name if event else _name(context)
    return Occasion(event, name, topic, region, day)


def _ids(network: Network, label: str) -> list[str]:
    return [n.id for n in network.by_label(label)]


def _one(name: str, label: str, options: list[str], none: str, context: Context) -> str:
    """Draw a field for one node and return its id, "" for none; the choice stands in the address."""
    key = f"events_{name}"
    said = address.read(name)
    wanted = (said[0] if said else "") if said is not None else choices.get(key, "")
    choices.put(key, wanted if wanted in options else "")
    nodes = context.network.nodes
    chosen = st.selectbox(
        label,
        ["", *options],
        key=choices.field(key),
        format_func=lambda i: nodes[i].display if i in nodes else none,
        filter_mode="contains",
    )
    address.write(name, [chosen or ""])
    return str(chosen or "")


def _take_over(network: Network, event: str) -> None:
    """Take topic and region from an event that was just chosen, unless the address says others."""
    if st.session_state.get("events_taken") == event:
        return
    st.session_state["events_taken"] = event
    if not event or address.read("topic") or address.read("region"):
        return
    around = [r for r in network.around(event) if r.start == event]
    for name, kind in (("topic", "DEALS_WITH"), ("region", "ACTIVE_IN")):
        choices.put(f"events_{name}", next((r.end for r in around if r.type == kind), ""))


def _day(context: Context) -> str:
    chosen: date | None = st.date_input(
        context.words("events_day"), value=None, key=choices.field("events_day"), format="DD.MM.YYYY"
    )
    return chosen.isoformat() if chosen else ""


def _name(context: Context) -> str:
    said = address.read("name")
    if said is not None:
        choices.put("events_name", said[0] if said else "")
    typed = st.text_input(context.words("events_name"), key=choices.field("events_name"), max_chars=200)
    name = (typed or "").strip()
    address.write("name", [name])
    return name
