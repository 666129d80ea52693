"""Who looks after whom, how often, and with whom one has not been in touch for too long.

One colleague looks after an actor. The last contact is the newest of a conversation that was noted, an event both
were at, and a day somebody stated. Rules are pure; reading and writing stand at the end.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from math import ceil
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveFloat, PositiveInt

from graph.account import is_same
from graph.errors import UsageError
from graph.model.dates import first_day, last_day
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.network import Network, Node
from graph.store.curator import Curator
from graph.store.view import View

BOOK = "care"
ACTORS = ("Person", "Organisation")
MOST_MONTHS = 120
How = Literal["conversation", "event", "stated", "unknown"]


class _Important(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    facts: PositiveInt
    share: PositiveFloat


class Rhythms(BaseModel):
    """How many months may lie between two contacts, by the kind of an actor; see `care.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    months: dict[str, PositiveInt]
    person: PositiveInt
    important: _Important
    event_weeks: NonNegativeInt


@cache
def load_rhythms() -> Rhythms:
    """Return the rhythms the program comes with."""
    return Rhythms.model_validate(yaml.safe_load(files("graph.curation").joinpath("care.yaml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Care:
    """That somebody looks after an actor.

    `months` is the rhythm, 0 for the default of its kind; `stated` is the day of a contact somebody told of;
    `before` is from whom it was taken over, `since` the day from which the rhythm counts where no contact is known.
    """

    actor: str
    owner: str
    months: int = 0
    stated: str = ""
    before: str = ""
    since: str = ""
    who: str = ""
    at: str = ""

    @classmethod
    def parse(cls, entry: LedgerEntry) -> Self:
        """Return what an entry of the ledger says."""
        known = {name: value for name, value in entry.body.items() if name in _BODY}
        return cls(**known, who=entry.who, at=entry.at)

    def entry(self, who: str) -> LedgerEntry:
        """Return what is written into the ledger."""
        return LedgerEntry(BOOK, self.actor, who, body={n: v for n, v in asdict(self).items() if n in _BODY})


_BODY = frozenset(Care.__dataclass_fields__) - {"who", "at"}


@dataclass(frozen=True, slots=True)
class LastContact:
    """The last contact with an actor: its day, how it is known, and through which node."""

    day: str = ""
    how: How = "unknown"
    via: str = ""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A relationship looked after: with whom, the last contact, how many months may lie between, when it is due."""

    care: Care
    last: LastContact
    months: int
    due: date

    def is_overdue(self, today: date) -> bool:
        """Return whether the time between two contacts has run out."""
        return self.due < today


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, the last of the month where there is none such.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def usual_months(network: Network, node: Node, rhythms: Rhythms) -> int:
    """Return how many months may lie between two contacts with an actor, by its kind and by how much hangs on it."""
    table = rhythms.months
    if node.label == "Person":
        houses = (network.nodes[r.end] for r in network.around(node.id) if r.type == "WORKS_FOR" and not r.valid_to)
        months = min((table.get(house.kind, table["other"]) for house in houses), default=rhythms.person)
    else:
        months = table.get(node.kind, table["other"])
    if len(network.around(node.id)) < rhythms.important.facts:
        return months
    return max(1, ceil(months * rhythms.important.share))


def ours(network: Network, names: Iterable[str]) -> frozenset[str]:
    """Return the nodes that are we ourselves: the colleagues and the office by their names."""
    wanted = set(filter(None, map(fold, names)))
    found = (node for node, name in network.folded_names("Source").items() if name in wanted) if wanted else ()
    return frozenset(node for node in found if network.nodes[node].label in ACTORS)


def last_contact(
    network: Network, care: Care, talks: Iterable[tuple[str, str]], ours: frozenset[str], today: date
) -> LastContact:
    """Return the last contact with an actor up to today.

    `talks` are id and day of the conversations with it; an event counts where one of `ours` was, too. What is only
    known to the month counts as its last day.
    """
    found = [LastContact(day, "conversation", via) for via, day in talks if day]
    found += [LastContact(care.stated, "stated")] if care.stated else []
    found += [LastContact(day, "event", event) for event, day in _met_at(network, care.actor, ours)]
    past = [c for c in found if first_day(c.day) <= today]
    return max(past, key=lambda c: (last_day(c.day), c.how), default=LastContact())


def _met_at(network: Network, actor: str, ours: frozenset[str]) -> Iterable[tuple[str, str]]:
    if actor not in network.nodes or not ours:
        return
    there = _events_of(network, ours)
    for event in sorted(there & _events_of(network, {actor, *_staff(network, actor)})):
        if day := network.event_date(event):
            yield event, day


def _events_of(network: Network, actors: Iterable[str]) -> set[str]:
    facts = (r for a in actors for r in network.around(a) if r.type == "TOOK_PART_IN" and r.start == a)
    return {r.end for r in facts if r.role != "invited"}


def _staff(network: Network, actor: str) -> set[str]:
    return {r.start for r in network.around(actor) if r.type == "WORKS_FOR" and r.end == actor and not r.valid_to}


def rhythm(network: Network, care: Care, last: LastContact, rhythms: Rhythms) -> Rhythm:
    """Return when an actor is to be contacted again."""
    months = care.months or usual_months(network, network.nodes[care.actor], rhythms)
    begin = last_day(last.day) if last.day else date.fromisoformat(care.since[:10])
    return Rhythm(care, last, months, months_later(begin, months))


def looked_after(
    network: Network,
    cares: Iterable[Care],
    talks: Mapping[str, Sequence[tuple[str, str]]],
    today: date,
    office: str = "",
    rhythms: Rhythms | None = None,
) -> list[Rhythm]:
    """Return all that is looked after, what is due first.

    `talks` are the conversations by actor: id and day; who talked to somebody of a house talked to it.
    `office` is the name of our own house.
    """
    table = rhythms or load_rhythms()
    known = [c for c in cares if c.actor in network.nodes]
    us = {owner: ours(network, (owner, office)) for owner in {c.owner for c in known}}
    talked = {c.actor: _talked(network, c, talks) for c in known}
    found = [
        rhythm(network, c, last_contact(network, c, talked[c.actor], us[c.owner] - {c.actor}, today), table)
        for c in known
    ]
    return sorted(found, key=lambda r: (r.due, r.care.actor))


def _talked(network: Network, care: Care, talks: Mapping[str, Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [talk for actor in (care.actor, *sorted(_staff(network, care.actor))) for talk in talks.get(actor, ())]


def of_owner(cares: Iterable[Care], owner: str) -> list[Care]:
    """Return what somebody looks after."""
    return [care for care in cares if is_same(care.owner, owner)]


def read_cares(view: View, kept: Mapping[str, str]) -> dict[str, Care]:
    """Return who looks after whom, by actor; `kept` says for each merged node what it is part of now."""
    found: dict[str, Care] = {}
    for care in sorted(map(Care.parse, view.entries(BOOK)), key=lambda c: c.at):
        actor = kept.get(care.actor, care.actor)
        found[actor] = replace(care, actor=actor)
    return {actor: care for actor, care in found.items() if care.owner}


def set_care(curator: Curator, care: Care, who: str, today: date) -> Care:
    """Note that somebody looks after an actor and return it as it is noted.

    Raises:
        UsageError: nobody is named, or the rhythm is none.
    """
    if not fold(care.owner):
        raise UsageError("care_needs_owner")
    if not 0 <= care.months <= MOST_MONTHS:
        raise UsageError("bad_rhythm", most=MOST_MONTHS)
    noted = replace(care, owner=" ".join(care.owner.split()), since=care.since or today.isoformat())
    curator.note([noted.entry(who)])
    return noted


def end_care(curator: Curator, actor: str, who: str) -> None:
    """Note that nobody looks after an actor any more."""
    curator.note([Care(actor, "").entry(who)])  # an entry that is struck would let one of before a merge count again
