"""The three people to know: at the head of the house, known to us, seen last; as cards, without any score."""

from briefing.documents.document import Block, NotedText, Table
from briefing.documents.section_context import Cell, Matter
from briefing.sections.connection import function_of
from briefing.sections.heads import rank
from graph.model.dates import last_day

MOST = 3
_TOPICS = 3
_OTHERS = 9  # a place behind all who lead a house


def build(matter: Matter) -> list[Block]:
    """Return a card for each of up to three people, or the sentence that we know none."""
    chosen = to_know(matter)[: matter.at_most("people", MOST)]
    if not chosen:
        return [matter.paragraph("people_none", house=_where(matter))] if matter.is_inside else []
    if len(chosen) == 1:
        matter.heads["people"] = matter.words("section_people_one")
    rows = [_card(matter, person) for person in chosen]
    matter.message("people", "message_people", len(chosen))
    columns = ("card", "function", "last_seen")
    return [Table("", tuple(matter.words(f"column_{c}") for c in columns), tuple(rows), "cards")]


def _where(matter: Matter) -> str:
    subjects = matter.scope.subjects
    return matter.in_case(subjects[0]) if subjects else ""


def to_know(matter: Matter) -> list[str]:
    """Return the people to know, those first who lead, then those we talked with, then who was seen last.

    They are the people of the circle; where it has none, the people nearest to it.
    """
    network, subjects = matter.network, {s.id for s in matter.scope.subjects}
    people = [i for i in matter.circle if network.nodes[i].label == "Person" and i not in subjects]
    if not people:
        return [n.id for n in matter.scope.near if network.nodes[n.id].label == "Person"][:MOST]
    talked = {person for talk in matter.books.conversations if talk.way for person in talk.people}
    return sorted(people, key=lambda p: (_place(matter, p), p not in talked, _before(_last_day(matter, p)), p))


def _place(matter: Matter, person: str) -> int:
    """Return how high somebody stands at the head of the house, the others behind all of these."""
    _, fact = function_of(matter, person)
    high = rank(fact.role) if fact else None
    return _OTHERS if high is None else high


def _before(day: str) -> int:
    return -int(day.replace("-", "").ljust(8, "0")) if day else 0


def _last_day(matter: Matter, person: str) -> str:
    seen = last_event(matter, person)
    return seen[0] if seen else ""


def last_event(matter: Matter, person: str) -> tuple[str, str] | None:
    """Return day and id of the last event somebody was at by the day of the briefing."""
    dated = ((matter.network.event_date(event), event) for event in matter.scope.occasions(person))
    past = [(day, event) for day, event in dated if day and last_day(day) <= matter.scope.case.as_of]
    return max(past, default=None)


def _card(matter: Matter, person: str) -> tuple[Cell, ...]:
    function, fact = function_of(matter, person)
    said = [matter.said(function, fact)] if fact else []
    return ((matter.name(person),), tuple(said), tuple(_known(matter, person)))


def _known(matter: Matter, person: str) -> list[NotedText]:
    found = []
    talks = [t for t in matter.books.conversations if t.way and person in t.people]
    if talks:
        found.append(NotedText(matter.words("people_talk", day=matter.words.date(talks[0].day), who=talks[0].who)))
    elif seen := last_event(matter, person):
        facts = matter.scope.occasions(person)[seen[1]].values()
        text = matter.words("people_seen", event=matter.event(seen[1]), day=matter.words.date(seen[0]))
        found.append(matter.said(text, *facts))
    topics = matter.scope.facts_from(person, "DEALS_WITH")[:_TOPICS]
    if topics:
        names = ", ".join(matter.says.name_of(r.end) for r in topics)
        before = " " if found else ""
        found.append(matter.said(before + matter.words("people_topics", topics=names), *topics))
    return found
