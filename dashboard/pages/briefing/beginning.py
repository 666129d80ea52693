"""What the page Briefing shows before anything is chosen: occasions and actors to write about, and the gaps of all."""

from datetime import date

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.state.known import most_known
from graph.network import Node

_MOST = 2


def offer(context: Context) -> None:
    """Draw what a briefing can be about: the next event or the last one, actors most is known of, all gaps."""
    words = context.words
    events = [_event(context, node) for node in _events(context)]
    known = most_known(context.network, "Organisation", "Person")[:_MOST]
    actors = [_choice(context, node, "briefing") for node in known]
    gaps = Choice(words("briefing_begin_gaps"), words("briefing_begin_gaps_note"), "briefing", (("purpose", "gaps"),))
    begin(context, words("briefing_begin"), [*events, *actors, gaps])


def _choice(context: Context, node: Node, purpose: str) -> Choice:
    note = context.words(f"briefing_begin_{purpose}", type=context.says.type(node))
    return Choice(node.display, note, "briefing", (("subject", node.id), ("purpose", purpose)))


def _event(context: Context, node: Node) -> Choice:
    """Return what an event offers: to come together, or to follow up what is over."""
    is_over = context.network.event_date(node.id) < date.today().isoformat()
    note = context.words(f"briefing_begin_{'over' if is_over else 'meeting'}", type=context.says.type(node))
    return Choice(node.display, note, "briefing", (("subject", node.id), ("purpose", "meeting")))


def _events(context: Context) -> list[Node]:
    """Return the next event that is no part of another, or the last one where none is to come."""
    network, today = context.network, date.today().isoformat()
    dated = [(network.event_date(n.id), n) for n in network.by_label("Event") if not network.is_part(n.id)]
    coming = sorted((found for found in dated if found[0] >= today), key=lambda found: (found[0], found[1].id))
    past = sorted((found for found in dated if "" < found[0] < today), key=lambda found: (found[0], found[1].id))
    return [node for _, node in (coming[:1] or past[-1:])]
