"""What the page Briefing shows before anything is chosen: occasions and actors to write about, and the gaps of all."""

from datetime import date

from briefing.documents.request import ends_on
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
    last = ends_on(context.network, node.id)
    is_over = last is None or last < date.today()
    note = context.words(f"briefing_begin_{'over' if is_over else 'meeting'}", type=context.says.type(node))
    return Choice(node.display, note, "briefing", (("subject", node.id), ("purpose", "meeting")))


def _events(context: Context) -> list[Node]:
    """Return the next event that is no part of another, or the last one where none is to come."""
    network, today = context.network, date.today()
    known = [(ends_on(network, n.id), n) for n in network.by_label("Event") if not network.is_part(n.id)]
    dated = sorted(((last, n.id, n) for last, n in known if last), key=lambda found: found[:2])
    coming = [n for last, _, n in dated if last >= today]
    return coming[:1] or [n for _, _, n in dated][-1:]
