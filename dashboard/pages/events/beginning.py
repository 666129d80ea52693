"""What the page Veranstaltungen shows before an event is chosen: those to come, and the last ones, as cards."""

from datetime import date

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from graph.network import Network

_MOST = 3


def whole_events(network: Network) -> list[str]:
    """Return the events that are no part of another, the latest first."""
    found = [n.id for n in network.by_label("Event") if not network.is_part(n.id)]
    return sorted(found, key=network.event_date, reverse=True)


def offer(context: Context) -> None:
    """Draw the next events with their guests, and the last ones with what came of them."""
    words, network = context.words, context.network
    today = date.today().isoformat()
    events = whole_events(network)
    coming = [i for i in reversed(events) if network.event_date(i) >= today]
    past = [i for i in events if "" < network.event_date(i) < today]
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
