"""The sections of a briefing, one module each: `build(matter)` returns blocks, none where there is nothing to say."""

from collections.abc import Callable

from briefing.documents.document import Block
from briefing.documents.section_context import Matter
from briefing.sections import (
    changes,
    commitments,
    coverage,
    entrances,
    events,
    follow_up,
    gaps,
    handed,
    lead,
    network_map,
    participants,
    people,
    seating,
    summary,
    topics,
    ways,
    who,
    worth_raising,
    year,
)


def introductions(matter: Matter) -> list[Block]:
    """Return those of a colleague that are under way, in the report of a year what came of all."""
    return handed.under_way(matter) if matter.kind == "handover" else year.introductions(matter)


SECTIONS: dict[str, Callable[[Matter], list[Block]]] = {
    "lead": lead.build,
    "map": network_map.build,
    "people": people.build,
    "doors": entrances.build,
    "commitments": commitments.build,
    "raise": worth_raising.build,
    "todo": worth_raising.ours,
    "changes": changes.build,
    "participants": participants.build,
    "initiatives": participants.initiatives,
    "everybody": participants.in_full,
    "newcomers": follow_up.first_time,
    "letters": follow_up.letters,
    "seating": seating.build,
    "summary": summary.build,
    "who": who.build,
    "ways": ways.build,
    "events": events.build,
    "topics": topics.build,
    "gaps": gaps.build,
    "handed": handed.build,
    "introductions": introductions,
    "kinds": year.kinds,
    "regions": year.regions,
    "coverage": coverage.build,
    "closed": year.closed,
}

_ANNEX = ("summary", "who", "ways", "events", "topics", "gaps")
_USUAL = (("lead", "map", "people"), ("doors", "commitments", "raise", "todo", "changes"))
_PLACE = (("lead", "map", "people"), ("participants", "raise", "todo", "commitments", "changes"))
#: What stands on the first and on the second page of each kind of briefing.
PAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "person": (("lead", "doors", "commitments", "raise", "todo", "changes"), ()),
    "organisation": _USUAL,
    "meeting": (("lead", "map"), ("participants", "seating", "commitments", "changes")),
    "region": _PLACE,
    "topic": _PLACE,
    "before": (("lead", "map"), ("participants", "seating", "commitments", "changes")),
    "after": (("lead", "map"), ("letters", "newcomers", "participants", "changes")),
    "visit": (("lead", "map", "people"), ("initiatives", "participants", "commitments", "raise", "todo", "changes")),
    "gaps": (("lead", "raise", "changes"), ()),
    "handover": (("lead", "handed"), ("commitments", "introductions")),
    "year": (("lead", "kinds", "coverage", "introductions"), ("regions", "closed", "raise")),
}
#: What can stand behind the two pages.
ANNEX: dict[str, tuple[str, ...]] = dict.fromkeys(PAGES, _ANNEX) | {
    "gaps": ("summary", "gaps"),
    "person": ("map", *_ANNEX),
    **dict.fromkeys(("meeting", "before", "after"), ("everybody", *_ANNEX)),
    "handover": (),
    "year": ("summary", "gaps"),
}
