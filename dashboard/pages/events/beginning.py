"""What the page Veranstaltungen shows before an event is chosen: those to come, and the last ones, as cards."""

from datetime import date

import streamlit as st

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.state.by_itself import BY_ITSELF
from graph.network import Network

_MOST = 3


def whole_events(network: Network) -> list[str]:
    """Return the events that are no part of another, the latest first."""
    return list(_dated(network)[1])


# The network is kept with its events, so that its own id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _dated(network: Network) -> tuple[Network, dict[str, str]]:
    """Return the days of the events that are no part of another, the latest first."""
    found = {n.id: network.event_date(n.id) for n in network.by_label("Event") if not network.is_part(n.id)}
    return network, dict(sorted(found.items(), key=lambda one: one[1], reverse=True))


def offer(context: Context) -> None:
    """Draw the next events with their guests, and the last ones with what came of them."""
    words, network = context.words, context.network
    today = date.today().isoformat()
    days = _dated(network)[1]
    coming = [i for i in reversed(days) if days[i] >= today]
    past = [i for i in days if "" < days[i] < today]
    begin(context, words("events_coming"), [_choice(context, i, "guests") for i in coming[:_MOST]])
    begin(context, words("events_past"), [_choice(context, i, "programme") for i in past[:_MOST]])


def _choice(context: Context, event: str, part: str) -> Choice:
    words, network = context.words, context.network
    there = {
        r.start
        for i in network.with_parts([event])
        for r in network.around(i)
        if r.type == "TOOK_PART_IN" and network.nodes[r.start].label == "Person"
    }
    note = words("events_note", day=words.date(network.event_date(event)), n=len(there))
    return Choice(network.nodes[event].display, note, "events", (("event", event), ("part", part)))
