"""Shared events: where the subjects and the people of the briefing were together."""

from briefing.documents.document import Block
from briefing.documents.section_context import Cell, Matter
from graph.network import Relation

ROWS = 15
NAMED = 8
COLUMNS = ("date", "event", "place", "who")


def build(matter: Matter) -> list[Block]:
    """Return a table of events, the latest first; of a meeting or several subjects those that two of them shared."""
    there = occasions(matter)
    shared = len(matter.scope.focus) > 1
    found = [event for event, facts in there.items() if len(facts) > 1 or not shared]
    found.sort(key=lambda e: (matter.network.event_date(e), e), reverse=True)
    if not found:
        return []
    rows = [_row(matter, event, _facts(there[event])) for event in found[:ROWS]]
    title = matter.words("events_shared" if shared else "events_of", name=matter.names(matter.scope.focus[:1]))
    matter.figures["shared_events" if shared else "events"] = len(found)
    return [matter.table(title, COLUMNS, rows), *matter.more(len(rows), len(found))]


def occasions(matter: Matter) -> dict[str, dict[str, dict[str, Relation]]]:
    """Return the events of the focus, each with the actors of it that were there and the facts that say so."""
    found: dict[str, dict[str, dict[str, Relation]]] = {}
    for actor in matter.scope.focus:
        for event, facts in matter.scope.occasions(actor).items():
            found.setdefault(event, {})[actor] = facts
    return found


def _facts(there: dict[str, dict[str, Relation]]) -> dict[str, Relation]:
    """Return who was there, people and organisations, each once."""
    return {who: fact for facts in there.values() for who, fact in facts.items()}


def _row(matter: Matter, event: str, facts: dict[str, Relation]) -> list[Cell | str]:
    node = matter.network.nodes[event]
    day = matter.network.event_date(event)
    who = matter.listed([(_who(matter, actor, fact), fact) for actor, fact in facts.items()], NAMED)
    return [matter.says.date(day), (matter.name(node),), str(node.fields.get("place", "")), who]


def _who(matter: Matter, actor: str, fact: Relation) -> str:
    role = matter.says.role(fact)
    return f"{matter.says.name_of(actor)} ({role})" if role else matter.says.name_of(actor)
