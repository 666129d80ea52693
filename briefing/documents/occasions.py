"""The dated events of a briefing, for a calendar."""

from briefing.documents.document import DatedEvent
from briefing.documents.scope import ACTORS
from briefing.documents.section_context import Matter
from graph.network import Node

MOST = 50


def occasions(matter: Matter) -> tuple[DatedEvent, ...]:
    """Return the events with a day: those among the subjects, then those of the focus, the latest first."""
    scope, network = matter.scope, matter.network
    named = [s.id for s in scope.subjects if s.label == "Event"]
    actors = scope.focus if scope.request.meeting else [s.id for s in scope.subjects if s.label in ACTORS]
    others = {event for actor in actors for event in scope.occasions(actor)}
    dated = [event for event in dict.fromkeys([*named, *sorted(others)]) if network.event_date(event)]
    dated.sort(key=lambda e: (e in named, network.event_date(e), e), reverse=True)
    return tuple(_occasion(matter, network.nodes[event]) for event in dated[:MOST])


def _occasion(matter: Matter, node: Node) -> DatedEvent:
    start = matter.network.event_date(node.id)
    end = str(node.fields.get("end", ""))
    there = matter.scope.focus if matter.scope.is_about_actors else ()
    who = [a for a in there if node.id in matter.scope.occasions(a)]
    description = matter.words("occasion", names=matter.names(who[:20])) if who else ""
    return DatedEvent(node.id, matter.says.name(node), start, end, str(node.fields.get("place", "")), description)
