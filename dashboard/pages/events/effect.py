"""What came after an event, without a claim that it was its cause."""

from dashboard.pages.events.occasion import Occasion
from dashboard.parts import navigation
from dashboard.parts.frame import Context, notice
from dashboard.parts.markup import draw, element, items, text
from dashboard.state import current as store
from graph.analysis.diff import effect, effect_phrase


def draw_part(context: Context, occasion: Occasion) -> None:
    """Draw a sentence for 3, 6 and 12 months after the event."""
    words = context.words
    if not occasion.event:
        notice(words("effect_none"))
        return
    navigation.page_link("actor", words("events_profile"), ":material/badge:", actor=occasion.event)
    found = effect(store.case(context.data), occasion.event)
    if not found:
        notice(context.says.say("effect_not_yet"))
        return
    said = [context.says.phrase(effect_phrase(e)) for e in found]
    draw(
        items([text(line) for line in said], "an-facts"),
        element("p", text(context.says.say("effect_caution")), css="an-small"),
    )
