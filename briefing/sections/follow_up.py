"""After an event: who was there for the first time, and to whom one writes now, with what for."""

from collections.abc import Iterator

from briefing.documents.document import Block
from briefing.documents.section_context import Cell, Matter, points
from briefing.sections.commitments import open_promises, short
from briefing.sections.participants import ROWS, height, in_two
from briefing.sections.seating import who_is
from graph.curation.conversations import Promise
from graph.model.dates import last_day
from graph.model.schema import BELONGS

LETTERS, _HEADS = 6, 9


def newcomers(matter: Matter) -> list[str]:
    """Return the people of the round of whom no earlier event is on record, those first who lead a house.

    For others nobody: of an earlier event an internal source alone may tell.
    """
    event = next((s for s in matter.scope.subjects if s.label == "Event"), None)
    if event is None or event.kind == "statement" or not matter.is_inside:
        return []
    day = matter.network.event_date(event.id)
    people = [p for p in matter.scope.round if matter.network.nodes[p].label == "Person"]
    found = [p for p in people if day and not _was_before(matter, p, event.id, day)]
    return sorted(found, key=lambda p: (height(matter, p), people.index(p)))


def _was_before(matter: Matter, person: str, event: str, day: str) -> bool:
    parts = set(matter.scope.parts_of(matter.network.nodes[event]))
    dated = [matter.network.event_date(e) for e in matter.scope.occasions(person) if e not in parts]
    return any(other and last_day(other) <= last_day(day) for other in dated)


def first_time(matter: Matter) -> list[Block]:
    """Return who was there for the first time; nothing where that is nobody, or everybody."""
    found = newcomers(matter)
    if not found or len(found) == len(matter.scope.round):
        return []
    matter.figures["newcomers"] = len(found)
    shown = found[: matter.at_most("newcomers", ROWS)]
    matter.message("newcomers", "message_newcomers", len(found))
    total = len(found)
    more = [matter.paragraph("newcomers_more", shown=len(shown), total=total)] if len(shown) < total else []
    return [in_two(matter, shown), *more]


def letters(matter: Matter) -> list[Block]:
    """Return to whom one writes and what for: what is promised, what was talked about, who was there for once."""
    if not matter.is_inside:
        return []
    said: dict[str, Cell] = {}
    for who, cell in _reasons(matter):
        said.setdefault(who, cell)
    shown = list(said.values())[: matter.at_most("letters", LETTERS)]
    if not shown:
        return []
    matter.message("letters", "message_letters", len(shown))
    return [points(shown)]


def _reasons(matter: Matter) -> Iterator[tuple[str, Cell]]:
    """Yield to whom and why, what is due first."""
    for promise in sorted(open_promises(matter), key=lambda p: (not p.day, p.day)):
        yield promise.id, _promise(matter, promise)
    ours = _of_us(matter)
    since = min((matter.network.event_date(s.id) for s in matter.scope.subjects if s.label == "Event"), default="")
    for talk in matter.books.conversations:
        for who in [p for p in talk.people if p in matter.circle and talk.way and since and talk.day >= since]:
            day = matter.words.date(talk.day)
            text = matter.words("letter_talk", name=who_is(matter, who), day=day, who=talk.who)
            yield who, (matter.sentence(f"letters.{who}", text, about=(who,)),)
    for who in newcomers(matter):
        if who not in ours and height(matter, who) < _HEADS:
            yield who, (matter.sentence(f"letters.{who}", matter.words("letter_first", name=who_is(matter, who))),)


def _promise(matter: Matter, promise: Promise) -> Cell:
    words = matter.words
    theirs = promise.by in matter.network.nodes
    who = promise.by if theirs else promise.to
    if who not in matter.network.nodes:  # of which the conversation tells
        talk = next((t for t in matter.books.conversations if t.id == promise.conversation), None)
        who = next((p for p in talk.people if p in matter.network.nodes), "") if talk else ""
    late = promise.day and promise.day < matter.request.as_of.isoformat()
    when = "_late" if late else "_due" if promise.day else ""
    day = words.date(promise.day) if promise.day else ""
    key = f"letter_{'theirs' if theirs else 'ours' if who else 'nobody'}{when}"
    name = who_is(matter, who) if who else ""
    text = words(key, name=name, text=short(promise.text), day=day)
    return (matter.sentence(f"letters.{promise.id}", text, about=(promise.by, who)),)


def _of_us(matter: Matter) -> set[str]:
    office = matter.request.office
    if office not in matter.network.nodes:
        return set()
    return {office, *(r.start for r in matter.scope.facts_to(office, *BELONGS))}
