"""A colleague leaves: all she looks after, has promised and sees to, in one list, handed over one by one or whole."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from graph.account import is_same
from graph.analysis.phrases import Day, Phrase, phrase
from graph.curation.care import Rhythm, looked_after, of_owner
from graph.curation.conversations import Promise, promise_entries
from graph.curation.due import Books, owner_of, talks_by_actor
from graph.curation.introductions import NotedIntroduction, for_owner
from graph.curation.standings import restated, with_history
from graph.errors import UsageError
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.network import Network

Held = Literal["contact", "promise", "introduction", "finding"]


@dataclass(frozen=True, slots=True)
class Belonging:
    """One thing a colleague holds: its kind, its id among those, the nodes it is about, and its sentence."""

    kind: Held
    own: str
    subjects: tuple[str, ...]
    said: Phrase

    @property
    def id(self) -> str:
        """Return the id among all things."""
        return f"{self.kind}:{self.own}"


def held_by(network: Network, books: Books, name: str, today: date, office: str = "") -> list[Belonging]:
    """Return all a colleague holds: relationships, promises, introductions, findings assigned to her."""
    rhythms = looked_after(
        network, of_owner(books.cares.values(), name), talks_by_actor(books.conversations), today, office
    )
    return [
        *(_contact(network, found) for found in rhythms),
        *_promises(network, books, name),
        *_introductions(network, books, name),
        *(
            Belonging("finding", finding, s.subjects, phrase("held_finding", title=s.title or s.question))
            for finding, s in sorted(books.standings.by_finding.items())
            if s.state in ("assigned", "accepted") and is_same(s.assigned_to, name)
        ),
    ]


def _contact(network: Network, found: Rhythm) -> Belonging:
    actor = network.nodes[found.care.actor]
    key = "held_contact" if found.last.day else "held_contact_unknown"
    said = phrase(key, actor=actor, n=found.months, day=Day(found.last.day), due=Day(found.due.isoformat()))
    return Belonging("contact", actor.id, (actor.id,), said)


def _promises(network: Network, books: Books, name: str) -> Iterator[Belonging]:
    who_talked = {talk.id: talk.who for talk in books.conversations}
    for p in books.promises:
        if p.is_open and is_same(owner_of(network, p, who_talked), name):
            by, to = (network.nodes.get(end, end) for end in (p.by, p.to))
            said = phrase("held_promise", by=by, to=to, text=p.text, day=Day(p.day))
            yield Belonging("promise", p.id, tuple(e for e in (p.by, p.to) if e in network.nodes), said)


def _introductions(network: Network, books: Books, name: str) -> Iterator[Belonging]:
    for i in for_owner(books.introductions, name):
        if i.stage != "over" and all(end in network.nodes for end in i.ends):
            one, other = (network.nodes[end] for end in i.ends)
            said = phrase(f"held_introduction_{i.stage}", one=one, other=other, day=Day(i.last_step))
            yield Belonging("introduction", i.id, i.ends, said)


def handed_over(
    books: Books, held: Sequence[Belonging], wanted: Collection[str], to: str, who: str
) -> list[LedgerEntry]:
    """Return the entries that give a colleague some of what another one holds; `wanted` are ids.

    Raises:
        UsageError: nobody is named, or one of the things is not held.
    """
    name = " ".join(to.split())
    if not fold(name):
        raise UsageError("hand_on_to_whom")
    known = {thing.id: thing for thing in held}
    if missing := next((thing for thing in wanted if thing not in known), ""):
        raise UsageError("not_held", name=missing)
    return [entry for thing in wanted for entry in _entries(books, known[thing], name, who)]


def _entries(books: Books, thing: Belonging, to: str, who: str) -> Sequence[LedgerEntry]:
    if thing.kind == "contact":
        care = books.cares[thing.own]
        return [replace(care, owner=to, before=care.owner).entry(who)]
    if thing.kind == "promise":
        promise: Promise = next(p for p in books.promises if p.id == thing.own)
        return promise_entries(replace(promise, assigned_to=to), who)
    if thing.kind == "introduction":
        known: NotedIntroduction = next(i for i in books.introductions if i.id == thing.own)
        return replace(known, owner=to, before=known.owner).entries(who)
    return with_history(restated(thing.own, books.standings.by_finding[thing.own], "assigned", who, to))
