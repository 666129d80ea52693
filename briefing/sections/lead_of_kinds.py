"""The first sentences of the kinds of briefing that are not about one actor."""

from collections.abc import Callable, Iterator

from briefing.documents.document import NotedText
from briefing.documents.scope import ACTORS
from briefing.documents.section_context import Matter
from briefing.sections.commitments import open_promises
from briefing.sections.gaps import findings, foremost, wanted
from briefing.sections.handed import introductions, rhythms
from briefing.sections.year import contacts
from briefing.wording.articles import in_region
from graph.network import Node

_SOON = 3


def sentences(matter: Matter) -> Iterator[NotedText]:
    """Yield the sentences of a kind."""
    yield from _OF_KIND[matter.kind](matter)
    if matter.kind != "handover" and matter.is_inside:
        yield from _want(matter)


def _counted(matter: Matter, actors: list[str]) -> dict[str, object]:
    """Return how many people and organisations there are, those that there are none of not named."""
    people = sum(matter.network.nodes[a].label == "Person" for a in actors)
    matter.figures |= {"lead_people": people, "lead_houses": len(actors) - people}
    both = {"lead_houses": len(actors) - people, "lead_people": people}
    said = [matter.counted(key, n) for key, n in both.items() if n]
    return {"n": max(1, len(actors)), "actors": matter.joined(said) or matter.words("lead_no_one")}


def where(matter: Matter) -> str:
    """Return where those are active the briefing is about: in a region, on a topic."""
    subject = matter.scope.subjects[0]
    name = matter.says.name(subject)
    is_region = subject.label == "Region"
    return in_region(name, matter.request.language) if is_region else matter.words("at_topic", name=name)


def _place(matter: Matter) -> Iterator[NotedText]:
    subject = matter.scope.subjects[0]
    there = matter.scope.actors_of(subject)
    facts = [r for r in matter.scope.facts(subject.id) if matter.network.nodes[r.start].label in ACTORS]
    yield matter.sentence(
        "lead.who",
        matter.words("lead_place", where=where(matter), **_counted(matter, there)),
        *facts[:3],
    )
    yield from _others(matter, subject)
    initiatives = [a for a in there if matter.network.nodes[a].kind == "initiative"]
    if initiatives:
        n = len(initiatives)
        names = matter.names(initiatives[:3])
        text = matter.words("lead_initiatives", n=matter.counted("lead_initiative", n), names=names)
        said = text if n > 1 else matter.words("lead_initiative_only", names=names)
        yield matter.sentence("lead.initiatives", said, about=initiatives[:3])
    yield from _owed(matter)


def _others(matter: Matter, first: Node) -> Iterator[NotedText]:
    """Yield what it is about beside the subject of which the first sentence counts who is there."""
    names = [s.id for s in matter.scope.subjects if s.id != first.id][:3]
    if names:
        yield matter.sentence("lead.also", matter.words("lead_also", names=matter.names(names)), about=names)


def _event(matter: Matter) -> Iterator[NotedText]:
    events = [s for s in matter.scope.subjects if s.label == "Event"]
    if matter.kind == "meeting" and len(matter.scope.subjects) > 1:
        events = []  # they all come together, whatever each of them was at
    actors = matter.scope.actors_of(events[0]) if events else list(matter.scope.focus)
    when = "before" if matter.kind == "before" else "after" if events else "meeting"
    day = matter.network.event_date(events[0].id) if events else ""
    values: dict[str, object] = {
        "event": matter.event(events[0].id) if events else "",
        "day": matter.words.date(day) if day else "",
    }
    key = f"lead_{when}{'_on' if day else ''}"
    yield matter.sentence("lead.who", matter.words(key, **(values | _counted(matter, actors))))
    if events:
        yield from _others(matter, events[0])
    alone = matter.scope.alone(matter.scope.round)
    matter.figures["alone"] = len(alone)
    if len(matter.scope.round) > 1:
        text = (
            matter.words("lead_alone", n=matter.counted("lead_actors", len(alone)))
            if alone
            else matter.words("lead_all_known")
        )
        yield matter.sentence("lead.us", text)
    yield from _owed(matter)


def _owed(matter: Matter) -> Iterator[NotedText]:
    owed = len(open_promises(matter))
    if owed:
        yield matter.sentence(
            "lead.owed", matter.words("lead_owed", n=owed, said=matter.counted("lead_promises", owed))
        )


def _gaps(matter: Matter) -> Iterator[NotedText]:
    found = findings(matter)
    matter.figures["lead_gaps"] = sum(map(len, found.values()))
    yield matter.sentence("lead.who", matter.words("lead_gaps", n=matter.figures["lead_gaps"]))


def _handover(matter: Matter) -> Iterator[NotedText]:
    who, known = matter.request.colleague, rhythms(matter)
    overdue = sum(found.is_overdue(matter.request.as_of) for found in known)
    matter.figures |= {"handed": len(known), "overdue": overdue}
    said = matter.counted("lead_contacts", len(known)) if known else matter.words("lead_no_contacts")
    yield matter.sentence("lead.who", matter.words("lead_handover", who=who, said=said))
    if overdue:
        yield matter.sentence("lead.overdue", matter.words("lead_overdue", n=overdue))
    yield from _owed(matter)
    if soon := [found for found in known if not found.is_overdue(matter.request.as_of)][:_SOON]:
        one = [(matter.in_case(r.care.actor), matter.words.date(r.due.isoformat())) for r in soon]
        names = matter.joined([matter.words("lead_next_one", name=name, day=day) for name, day in one])
        said = matter.words("lead_next", n=len(soon), names=names)
        yield matter.sentence("lead.next", said, about=[r.care.actor for r in soon])
    if under_way := len(introductions(matter)):
        said = matter.counted("lead_introductions", under_way)
        yield matter.sentence("lead.introductions", matter.words("lead_under_way", n=under_way, said=said))


def _year(matter: Matter) -> Iterator[NotedText]:
    known, day = contacts(matter), matter.words.date(matter.request.as_of.isoformat())
    actors = [n.id for n in matter.network.nodes.values() if n.label in ACTORS]
    matter.figures |= {"contacts": len(known.pairs), "contacts_new": len(known.new)}
    yield matter.sentence("lead.who", matter.words("lead_year", day=day, **_counted(matter, actors)))
    if known.pairs:
        n, new = len(known.pairs), len(known.new)
        yield matter.sentence("lead.us", matter.words("lead_year_contacts", n=n))
        yield matter.sentence("lead.new", matter.words("lead_year_new" if new else "lead_year_none_new", n=new))


def _want(matter: Matter) -> Iterator[NotedText]:
    if matter.request.aim:
        yield matter.sentence("lead.want", matter.words("lead_aim", aim=matter.request.aim.strip().rstrip(".")))
        return
    if best := foremost(matter):
        text = wanted(matter, best)
        yield matter.sentence("lead.want", text, evidence=best.evidence[:3], about=best.subjects)


_OF_KIND: dict[str, Callable[[Matter], Iterator[NotedText]]] = {
    "region": _place,
    "topic": _place,
    "visit": _place,
    "meeting": _event,
    "before": _event,
    "after": _event,
    "gaps": _gaps,
    "handover": _handover,
    "year": _year,
}
KINDS = tuple(_OF_KIND)
