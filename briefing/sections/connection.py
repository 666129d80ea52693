"""Why two people know each other, in a whole sentence, and what one says to whoever opens the door."""

from dataclasses import dataclass
from typing import cast

from briefing.documents.scope import Scope
from briefing.documents.section_context import Matter
from graph.analysis.paths import Step
from graph.analysis.ties import TieReason
from graph.analysis.ways import Way, WaysAsked
from graph.model.schema import BELONGS
from graph.network import Node, Relation

_KNOWN = ("event", "colleagues", "body", "acquaintance")
_EVENTS = ("event", "statement")
MOST = 3


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way in: who opens the door, to whom, why these two know each other; `ours` is who of us knows the opener."""

    opener: str
    target: str
    step: Step
    ours: Step | None = None
    way: Way | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of the way from us to them, or the one from who opens the door."""
        return self.way.path.steps if self.way is not None else (self.step,)

    @property
    def is_ours(self) -> bool:
        """Return whether somebody of us knows them without anybody between."""
        return self.way is not None and len(self.way.path.people) == 2


def doors(matter: Matter, subject: str) -> list[WayIn]:
    """Return the ways in to a subject: from the office where one is named, else over who is near it; found once."""
    key = f"doors {subject}"
    if key not in matter.kept:
        matter.kept[key] = _doors(matter, subject)
    return cast(list[WayIn], matter.kept[key])


def _doors(matter: Matter, subject: str) -> list[WayIn]:
    office = matter.request.office
    if office and office != subject:
        return [door for way in _routes(matter, office, subject) if (door := _of_way(way))]
    steps = matter.ways.near(subject, MOST)
    return [WayIn(step.b, step.a, step) for step in steps]


def _routes(matter: Matter, office: str, subject: str) -> list[Way]:
    return matter.ways.routes(office, subject, WaysAsked(MOST))


def _of_way(way: Way) -> WayIn | None:
    steps = way.path.steps
    if not steps:
        return None
    if len(steps) == 1:
        return WayIn(steps[0].a, steps[0].b, steps[0], None, way)
    return WayIn(steps[-1].a, steps[-1].b, steps[-1], steps[0], way)


@dataclass(frozen=True, slots=True)
class Bond:
    """Who belongs to the office and to a subject, or is the subject, and the facts that say so."""

    person: str
    facts: tuple[Relation, ...]


def in_both(matter: Matter, subject: str) -> Bond | None:
    """Return who belongs to the office and to a subject: between the two there is no way to go."""
    office = matter.request.office
    if not office or office == subject:
        return None
    way = next((way for way in _routes(matter, office, subject) if not way.path.steps), None)
    return Bond(way.path.people[0], (*way.start[:1], *way.end[:1])) if way and way.path.people else None


def bond_said(matter: Matter, subject: Node, bond: Bond) -> str:
    """Return in a sentence who belongs to both."""
    if bond.person == subject.id:
        return matter.words(
            "lead_of_us", name=matter.says.name(subject), office=matter.in_case(matter.request.office, short=True)
        )
    return matter.words("lead_in_both", name=matter.says.name_of(bond.person))


def known_there(matter: Matter, subject: str) -> set[str]:
    """Return whom we know at a subject: those somebody talked with, and whom our people work with or know.

    Who stood on the same list of an event is not known by that.
    """
    found = {person for talk in matter.books.conversations if talk.way for person in talk.people}
    office = matter.request.office
    if office and office != subject and office in matter.network.nodes:
        ours = [way for way in matter.ways.reach(office, subject) if len(way.steps) == 1]
        known = [way.steps[0] for way in ours if way.steps[0].reason.kind != "event"]
        found |= {person for step in known for person in (step.a, step.b)}
        found |= {r.start for r in matter.scope.facts_to(office, *BELONGS)}
    return found


def because(matter: Matter, step: Step) -> str:
    """Return in a sentence why two people know each other."""
    one, other = (matter.says.name_of(person) for person in (step.a, step.b))
    return _reason(matter, step.reason, one, other)


def _reason(matter: Matter, reason: TieReason, one: str, other: str) -> str:
    kind = reason.kind if reason.kind in _KNOWN else "other"
    if kind == "event" and reason.via and matter.network.nodes[reason.via].kind == "statement":
        kind = "statement"
    past = "_past" if kind in ("colleagues", "body") and _is_over(matter.scope, reason) else ""
    via = ""
    if reason.via:
        via = matter.event(reason.via) if kind in _EVENTS else matter.in_case(reason.via, short=True)
    day = matter.network.event_date(reason.via) if reason.via and kind in _EVENTS else ""
    when = matter.words.date(day) if day else ""  # an event without a day has not that of its source
    dated = "_on" if when else ""
    return matter.words(f"because_{kind}{past}{dated}", one=one, other=other, via=via, day=when)


def _is_over(scope: Scope, reason: TieReason) -> bool:
    return (
        bool(reason.period.last) and reason.period.how != "seen" and reason.period.last < scope.case.as_of.isoformat()
    )


def to_say(matter: Matter, door: WayIn) -> str:
    """Return the sentence one can say to whoever opens the door: it asks, and tells nobody what we have on file."""
    reason, words = door.step.reason, matter.words
    target = matter.says.name_of(door.target)
    place = reason.via or ""
    is_event = reason.kind == "event" and place and matter.network.nodes[place].kind != "statement"
    via = matter.event(place) if is_event else ""
    if via.endswith("…"):  # nobody says that aloud
        day = matter.network.event_date(place)
        via = f"{via.rstrip(' …')} {day[:4]}".strip()
    if door.is_ours:
        return words("say_again_event" if via else "say_again", via=via)
    key = "say_event" if via else "say_house" if reason.kind in ("colleagues", "body") and place else "say_know"
    house = matter.in_case(place, "accusative", short=True) if key == "say_house" else ""
    return words(key, via=via, target=target, house_acc=house)


def opener_said(matter: Matter, door: WayIn) -> tuple[str, Relation | None]:
    """Return the function of who opens a door: of one of us that in our house."""
    return function_of(matter, door.opener, at=matter.request.office if door.is_ours else "")


def function_of(matter: Matter, person: str, *, at: str = "") -> tuple[str, Relation | None]:
    """Return the function of a person now, with house: "Leiterin, Werk Nord GmbH"; "" where none is known.

    Of several it is the one at a house that is named, else at what the briefing is about.
    """
    about = {at} if at else {subject.id for subject in matter.scope.subjects}
    held = matter.scope.facts_from(person, *BELONGS)
    now = [r for r in held if not matter.scope.is_past(r)]
    if not now:
        return "", None
    weight = matter.scope.weight  # of several houses the one that most is known of
    best = min(now, key=lambda r: (r.end not in about, not r.role, r.type != "WORKS_FOR", -weight(r.end), r.id))
    house = matter.network.nodes[best.end].short
    role = matter.says.role(best)
    return (f"{role}, {house}" if role else house), best
