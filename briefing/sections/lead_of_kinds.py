"""The first sentences of the kinds of briefing that are not about one actor."""

from collections.abc import Callable, Iterator

from briefing.documents.document import NotedText
from briefing.documents.scope import ACTORS
from briefing.documents.section_context import Matter
from briefing.sections import follow_up, seating, year
from briefing.sections.commitments import open_promises
from briefing.sections.connection import function_of
from briefing.sections.gaps import findings, foremost, wanted
from briefing.sections.handed import introductions, rhythms
from briefing.sections.participants import one_source
from briefing.sections.place import where
from briefing.sections.spoken import spoken
from briefing.sections.year import contacts
from graph.grammar import spelled
from graph.network import Node, Relation

_SOON = 3
_FEW = 4  # up to so many in a round, the pairs without contact are told of
MOST = 5  # sentences
_ALL_NAMED = 4  # initiatives that are all named


def sentences(matter: Matter) -> Iterator[NotedText]:
    """Yield the sentences of a kind: what we want first of all that is left out where there are too many."""
    said = list(_OF_KIND[matter.kind](matter))
    last = list(_want(matter)) if matter.is_inside else []
    yield from [*said[: MOST - len(last)], *last]


def _counted(matter: Matter, actors: list[str]) -> dict[str, object]:
    """Return how many people and organisations there are, those that there are none of not named."""
    people = sum(matter.network.nodes[a].label == "Person" for a in actors)
    matter.figures |= {"lead_people": people, "lead_houses": len(actors) - people}
    both = {"lead_houses": len(actors) - people, "lead_people": people}
    said = [matter.counted(key, n) for key, n in both.items() if n]
    return {"n": max(1, len(actors)), "actors": matter.joined(said) or matter.words("lead_no_one")}


def _place(matter: Matter) -> Iterator[NotedText]:
    subject = matter.scope.subjects[0]
    there = matter.scope.actors_of(subject)
    facts = [r for r in matter.scope.facts(subject.id) if matter.network.nodes[r.start].label in ACTORS]
    if there or matter.is_inside:
        said = matter.words("lead_place", where=where(matter), **_counted(matter, there))
        yield matter.sentence("lead.who", said, *facts[:3])
    yield from _others(matter, subject)
    initiatives = [a for a in there if matter.network.nodes[a].kind == "initiative"]
    if initiatives:
        n = len(initiatives)
        names = matter.names(initiatives[: n if n <= _ALL_NAMED else 3])
        key = "lead_initiatives" if n <= _ALL_NAMED else "lead_initiatives_some"
        text = matter.words(key, n=matter.counted("lead_initiative", n), names=names)
        said = text if n > 1 else matter.words("lead_initiative_only", names=names)
        yield matter.sentence("lead.initiatives", said, about=initiatives[:3])
    yield from _talked(matter)
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
    when = "meeting" if not events else "before" if matter.kind == "before" else "after"
    if when == "after" and events[0].kind == "statement":
        when = "stated"
    day = matter.network.event_date(events[0].id) if events else ""
    values: dict[str, object] = {
        "event": matter.event(events[0].id) if events else "",
        "day": matter.words.date(day) if day else "",
    }
    key = f"lead_{when}{'_on' if day else ''}"
    hosts = _hosts(matter, events, actors) if when in ("before", "after") else []
    guests = [actor for actor in actors if actor not in hosts]
    said = matter.words(key, **(values | _counted(matter, guests)))
    if hosts:
        names = matter.joined([matter.in_case(host, "nominative", short=True) for host in hosts])
        said = f"{said} {matter.words(f'lead_hosts_{when}', n=len(hosts), names=names)}"
    first = follow_up.newcomers(matter) if when == "after" else []
    if first and len(first) < len(matter.scope.round):
        said = f"{said} {matter.counted('lead_first', len(first))}"
    if actors or matter.is_inside:
        yield matter.sentence("lead.who", said, *_presence(matter, events[:1], actors))
    if events:
        yield from _others(matter, events[0])
    yield from _talked(matter)
    if when in ("meeting", "before"):
        yield from _round(matter)
    yield from _owed(matter)


def _hosts(matter: Matter, events: list[Node], actors: list[str]) -> list[str]:
    """Return the organisations that take part in an event as its hosts alone, where others come to them."""
    facts = [r for event in events for r in matter.network.around(event.id) if r.type == "TOOK_PART_IN"]
    hosts = {r.start for r in facts if r.role == "host"} - {r.start for r in facts if r.role != "host"}
    found = [a for a in actors if a in hosts and matter.network.nodes[a].label == "Organisation"]
    return found if 0 < len(found) < len(actors) else []


def _presence(matter: Matter, events: list[Node], actors: list[str]) -> list[Relation]:
    """Return facts that say who is there; of many a few."""
    return [r for event in events for r in matter.scope.facts(event.id, "TOOK_PART_IN") if r.start in set(actors)][:3]


def _talked(matter: Matter) -> Iterator[NotedText]:
    """Yield with whom of them we talked, and when last; nobody outside hears of that."""
    if not matter.is_inside:
        return
    talks = [t for t in matter.books.conversations if t.way and matter.circle & set(t.people)]
    if not talks:
        asked = matter.scope.round if matter.kind in ("before", "after", "meeting") else matter.scope.focus
        yield matter.sentence("lead.us", matter.counted("lead_not_talked", len(asked)))
        return
    people = dict.fromkeys(p for t in talks for p in t.people if p in matter.circle)
    last = max(talks, key=lambda t: t.day)
    names = matter.names([p for p in last.people if p in matter.circle][:2])
    day = matter.words.date(last.day)
    many = matter.counted("lead_talked_with", len(people)) if len(people) > len(last.people) else ""
    text = matter.words("lead_talked_many" if many else "lead_talked", many=many, who=last.who, day=day, names=names)
    noted = [f"{last.id}#"] if last.id in matter.network.nodes else []
    yield matter.sentence("lead.us", text, evidence=noted, about=people)


def _round(matter: Matter) -> Iterator[NotedText]:
    """Yield whether contact is on record, who can introduce the others, and which two should talk; only inside."""
    people = matter.scope.round
    if len(people) < 2 or not matter.is_inside:
        return
    known = seating.acquaintances(matter)
    if not known:
        yield matter.sentence("lead.round", matter.words("lead_none_known"))
    elif not (missing := seating.unknown(matter)):
        yield matter.sentence("lead.round", matter.words("lead_all_known"))
    elif len(people) > _FEW:
        bonds = seating.bonds(matter)
        ties = {who: sum(who in pair for pair in bonds) for who in people}
        most = max(people, key=lambda who: (ties[who], matter.scope.weight(who), who))
        _, fact = function_of(matter, most)
        name, n = seating.who_is(matter, most), spelled(ties[most], matter.request.language)
        if ties[most] > 1:
            said = matter.words("lead_hub", name=name, n=n)
            yield matter.sentence("lead.door", said, *([one_source(fact)] if fact else []), about=(most,))
    else:
        yield matter.sentence("lead.round", matter.counted("lead_missing", missing))
    if pair := next(iter(seating.suggested(matter)), None):
        _, facts = seating.because(matter, *pair)
        if not matter.request.aim:
            one, other = (matter.in_case(who, "accusative") for who in pair)
            text = matter.words("lead_pair", one=one, other=other)
            yield matter.sentence("lead.pair", text, *map(one_source, facts[:1]), about=pair)


def _owed(matter: Matter) -> Iterator[NotedText]:
    owed = len(open_promises(matter))
    if owed:
        yield matter.sentence(
            "lead.owed", matter.words("lead_owed", n=owed, said=matter.counted("lead_promises", owed))
        )


def _gaps(matter: Matter) -> Iterator[NotedText]:
    if not matter.is_inside:
        yield matter.sentence("lead.who", matter.words("lead_gaps_outside"))
        return
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
        yield matter.sentence("lead.overdue", matter.counted("lead_overdue", overdue))
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
    case = matter.scope.case
    actors = [n.id for n in matter.network.nodes.values() if n.label in ACTORS and case.alive[case.place[n.id]]]
    matter.figures |= {"contacts": len(known.pairs)} | ({"contacts_new": len(known.new)} if matter.is_inside else {})
    yield matter.sentence("lead.who", matter.words("lead_year", day=day, **_counted(matter, actors)))
    if known.pairs:
        n, new = len(known.pairs), len(known.new)
        key = "lead_year_new" if new else "lead_year_none_new" if year.is_dated(matter) else "lead_year_undated"
        key = "lead_year_first" if known.is_first and year.is_dated(matter) else key
        changed = matter.counted(key, new) if new else matter.words(key) if matter.is_inside else ""
        said = f"{matter.counted('lead_year_contacts', n)} {changed}".strip()
        yield matter.sentence("lead.us", said)
    if top := year.most_new(matter):
        one, other, n = top
        key = "lead_year_most_within" if one == other else "lead_year_most"
        yield matter.sentence("lead.new", matter.words(key, one=one, other=other, n=matter.words.number(n)))
    done = year.closed_standings(matter)
    if done:
        yield matter.sentence("lead.closed", matter.counted("lead_closed", len(done)))
    found = year.of_the_year(matter)
    if found.made or found.led_on:
        parts = [matter.counted("lead_made", found.made)] if found.made else []
        parts += [matter.counted("lead_led_on", found.led_on)] if found.led_on else []
        yield matter.sentence("lead.introductions", " ".join(parts))


def _want(matter: Matter) -> Iterator[NotedText]:
    """Yield what we want: in the words of the office, of a place else its first open goal."""
    if matter.request.aim:
        yield matter.sentence("lead.want", matter.words("lead_aim", aim=matter.request.aim.strip().rstrip(".")))
        return
    if matter.kind not in ("region", "topic", "visit", "gaps"):
        return
    best = foremost(matter)
    if best is None or open_promises(matter):
        return
    if best.question == "goals":  # what to do about it stands on the second page
        said = dict(best.title.values)
        subject = said["subject"]
        lacking = next((reason for reason in best.reasons if reason.key == "goal_none_contact"), None)
        name = matter.in_case(subject, "accusative") if isinstance(subject, Node) else matter.says.value(subject)
        text = matter.words("lead_goal_only", subject=name, goal=matter.says.value(said["goal"]))
        text = spoken(matter, lacking) if lacking else text
    else:
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
