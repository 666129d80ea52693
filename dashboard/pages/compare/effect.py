"""What came after an event: said as what followed, never as what it caused."""

from datetime import date

from dashboard.parts.case_filters import one
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import findings
from graph.analysis.diff import effect_phrase


def draw_effect(context: Context, day: date) -> None:
    """Draw the choice of an event, and what came 3, 6 and 12 months after it."""
    words, network = context.words, context.network
    draw(
        element("h2", text(words("compare_effect")), css="an-section"),
        element("p", text(words("compare_effect_help")), css="an-small"),
    )
    dated = sorted(((network.event_date(n.id), n.id) for n in network.by_label("Event")), reverse=True)
    events = [event for start, event in dated if start and start <= day.isoformat()]

    def name(event: str) -> str:
        return f"{network.nodes[event].display} ({words.date(network.event_date(event))})"

    event = one("event", words("compare_event"), events, name, context, words("search_choose"))
    if not event:
        return
    found = findings.effect(context.data, event, day)
    if not found:
        notice(context.says.say("effect_not_yet"))
        return
    lines = [element("span", text(context.says.phrase(effect_phrase(e)))) for e in found]
    draw(
        items(lines, "an-facts"),
        element("p", text(context.says.say("effect_caution")), css="an-small"),
    )
