"""Everything that is due for one person: what the page Heute, the digest and its dates are made of.

The books of the office are read once; what is due follows from them, the network and a day, and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, get_args

from graph.account import is_same
from graph.analysis.phrases import Day, Phrase, phrase, several
from graph.curation.care import Care, Rhythm, load_rhythms, looked_after, of_owner, read_cares
from graph.curation.conversations import Conversation, Promise, read_conversations, read_promises
from graph.curation.introductions import NotedIntroduction, for_owner, read_introductions
from graph.curation.news import news
from graph.curation.slips import Slips, read_slips
from graph.curation.standings import Standings, read_standings
from graph.curation.thing import Due
from graph.model.decisions import kept_nodes
from graph.network import Network, Node, Relation
from graph.store.view import View

Section = Literal["promises", "findings", "introductions", "reviews", "contacts", "events", "news"]
SECTIONS: tuple[Section, ...] = get_args(Section)
SOON = timedelta(days=7)  # promises are told of so long before their day
_NAMED_GUESTS = 4


@dataclass(frozen=True, slots=True)
class Books:
    """What the office keeps that can be due, and the slips of one person."""

    promises: tuple[Promise, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    standings: Standings = field(default_factory=Standings)
    introductions: tuple[NotedIntroduction, ...] = ()
    cares: Mapping[str, Care] = field(default_factory=dict)
    slips: Slips = field(default_factory=Slips)
    proposals: int = 0


def talks_by_actor(conversations: Iterable[Conversation]) -> dict[str, list[tuple[str, str]]]:
    """Return the conversations by actor: id and day; a mere note is no contact."""
    found: dict[str, list[tuple[str, str]]] = {}
    for talk in conversations:
        for actor in talk.people if talk.way else ():
            found.setdefault(actor, []).append((talk.id, talk.day))
    return found


def read_books(view: View, person: str, back_after: float) -> Books:
    """Return the books as they are now; `back_after` is after how many days a finding that is done comes back."""
    kept = kept_nodes(view.decisions())
    return Books(
        tuple(read_promises(view)),
        tuple(read_conversations(view)),
        read_standings(view, back_after),
        tuple(read_introductions(view, kept)),
        read_cares(view, kept),
        read_slips(view, person),
        len(view.proposals("open")),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and as of when it is asked what is due; `since` is her last visit, "" for her first one.

    `pairs` is how many pairs wait to be looked at, None where nobody has looked for them; `office` is our own house.
    """

    person: str
    today: date
    since: str = ""
    pairs: int | None = None
    office: str = ""


Agenda = dict[Section, list[Due]]


def agenda(network: Network, books: Books, asked: Asked) -> Agenda:
    """Return what is due by section, in the order in which one looks at it; sections without anything are left out."""
    found: dict[Section, Iterable[Due]] = {
        "promises": _promises(network, books, asked),
        "findings": _findings(books, asked),
        "introductions": _introductions(network, books, asked),
        "reviews": _reviews(books, asked),
        "contacts": _contacts(network, books, asked),
        "events": _events(network, books, asked),
        "news": news(
            network, [c.actor for c in of_owner(books.cares.values(), asked.person)], books.slips, asked.since
        ),
    }
    kept = {section: _shown(found[section], books.slips, asked.today) for section in SECTIONS}
    return {section: things for section, things in kept.items() if things}


def _shown(things: Iterable[Due], slips: Slips, today: date) -> list[Due]:
    return [thing.given_by(slips.got_from(thing.id)) for thing in things if not slips.hides(thing.id, today)]


def _promises(network: Network, books: Books, asked: Asked) -> Iterator[Due]:
    """Yield what we promised, and what was promised to us, up to a week before its day; without a day, at the end."""
    who_talked = {talk.id: talk.who for talk in books.conversations}
    limit = (asked.today + SOON).isoformat()
    for p in books.promises:
        if not p.is_open or not is_same(owner_of(network, p, who_talked), asked.person):
            continue
        if p.day > limit or p.put_off_to > asked.today.isoformat():  # what was put off is not told of before its day
            continue
        ours = p.by not in network.nodes
        by, to = (network.nodes.get(end, end) for end in (p.by, p.to))
        said = phrase("due_promise" if ours else "due_promised_us", by=by, to=to, text=p.text)
        subjects = tuple(end for end in (p.by, p.to) if end in network.nodes)
        yield Due("promise", p.id, said, p.day, subjects)


def owner_of(network: Network, promise: Promise, who_talked: Mapping[str, str]) -> str:
    """Return which colleague sees to a promise: whom it was given to, who made it, or who talked with who made it."""
    maker = "" if promise.by in network.nodes else promise.by
    return promise.assigned_to or maker or who_talked.get(promise.conversation, "") or promise.who


def _findings(books: Books, asked: Asked) -> Iterator[Due]:
    given = [
        (finding, s)
        for finding, s in books.standings.by_finding.items()
        if s.state in ("assigned", "accepted") and is_same(s.assigned_to, asked.person)
    ]
    for finding, s in sorted(given, key=lambda found: (found[1].at, found[0])):
        said = phrase("due_finding", title=s.title or s.question, who=s.who, day=Day(s.at[:10]))
        yield Due("finding", finding, said, "", s.subjects)


def _introductions(network: Network, books: Books, asked: Asked) -> Iterator[Due]:
    mine = [i for i in for_owner(books.introductions, asked.person) if all(end in network.nodes for end in i.ends)]
    found = [due for i in mine if (due := _introduction(network, i, asked.today))]
    yield from sorted(found, key=lambda due: (due.day, due.id))


def _introduction(network: Network, known: NotedIntroduction, today: date) -> Due | None:
    one, other = (network.nodes[end] for end in known.ends)
    ask_on = known.ask_on()
    if known.stage != "planned" and (ask_on is None or ask_on > today):
        return None
    day = ask_on.isoformat() if ask_on else ""
    stage = "asked_somebody" if known.stage == "asked" and not known.asked else known.stage
    said = phrase(f"due_introduction_{stage}", one=one, other=other, asked=known.asked, day=Day(known.last_step))
    thing = f"{known.id}:{known.stage}:{known.nothing_yet}"
    return Due("introduction", thing, said, day, known.ends)


def _reviews(books: Books, asked: Asked) -> Iterator[Due]:
    for kind, n in (("proposals", books.proposals), ("pairs", asked.pairs)):
        if n:  # the number is part of the id: who handed ten on is told of the eleventh
            yield Due("review", f"{kind}:{n}", phrase(f"due_{kind}", n=n))


def rhythms_of(network: Network, books: Books, asked: Asked) -> list[Rhythm]:
    """Return what a person looks after, what is due first."""
    mine = of_owner(books.cares.values(), asked.person)
    return looked_after(network, mine, talks_by_actor(books.conversations), asked.today, asked.office)


def _contacts(network: Network, books: Books, asked: Asked) -> Iterator[Due]:
    for found in rhythms_of(network, books, asked):
        if found.is_overdue(asked.today):
            actor = network.nodes[found.care.actor]
            via = network.nodes.get(found.last.via, "")
            key = f"due_contact_{found.last.how}"
            said = phrase(key, actor=actor, day=Day(found.last.day), n=found.months, via=via)
            yield Due("contact", actor.id, said, found.due.isoformat(), (actor.id,))


def _events(network: Network, books: Books, asked: Asked) -> Iterator[Due]:
    until = asked.today + timedelta(weeks=load_rhythms().event_weeks)
    mine = {care.actor for care in of_owner(books.cares.values(), asked.person)}
    for event in coming(network, asked.today, until):
        yield Due("event", event.id, _coming(network, event, mine), network.event_date(event.id), (event.id,))


def coming(network: Network, today: date, until: date) -> list[Node]:
    """Return the events that begin on one of these days, the first first; sessions are told with their event."""
    starts = {
        e.id: str(e.fields.get("start", ""))
        for e in network.nodes.values()
        if e.label == "Event" and not network.is_part(e.id)
    }
    found = [i for i, start in starts.items() if today.isoformat() <= start <= until.isoformat()]
    return [network.nodes[i] for i in sorted(found, key=lambda i: (starts[i], i))]


def _coming(network: Network, event: Node, mine: set[str]) -> Phrase:
    there = sorted({r.start for e in network.with_parts([event.id]) for r in network.around(e) if _comes(r)})
    people = [network.nodes[i] for i in there if network.nodes[i].label == "Person"]
    known = sorted(people, key=lambda n: (not _is_mine(network, n, mine), n.name))[:_NAMED_GUESTS]
    key = "due_event_with" if people else "due_event"
    day = Day(network.event_date(event.id))
    return phrase(key, event=event, day=day, n=len(people), names=several(known))


def _comes(fact: Relation) -> bool:
    return fact.type == "TOOK_PART_IN" and fact.role not in ("invited", "inviter", "sender", "recipient")


def _is_mine(network: Network, person: Node, mine: set[str]) -> bool:
    houses = {r.end for r in network.around(person.id) if r.type == "WORKS_FOR" and not r.valid_to}
    return bool({person.id, *houses} & mine)
