"""What somebody says of a thing that is due: seen, put off to a day, handed on to a colleague.

A slip is one person's: what I put off is still due for others. Things that keep their own owner (promises, findings,
introductions, relationships) are handed on there as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from graph.account import is_same
from graph.errors import UsageError
from graph.model.facts import digest
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.store.curator import Curator
from graph.store.view import View

BOOK = "due"
Said = Literal["seen", "later", "given", "got"]


@dataclass(frozen=True, slots=True)
class Slip:
    """What a person said of a thing: `day` until when it is put off, `other` to whom it went, or from whom it came."""

    thing: str
    person: str
    said: Said
    day: str = ""
    other: str = ""

    def entry(self, who: str) -> LedgerEntry:
        """Return what is written into the ledger."""
        body = {"thing": self.thing, "person": self.person, "said": self.said, "day": self.day, "other": self.other}
        return LedgerEntry(BOOK, digest(self.thing, fold(self.person)), who, body=body)


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips of one person, by thing."""

    by_thing: Mapping[str, Slip] = field(default_factory=dict)

    def hides(self, thing: str, today: date) -> bool:
        """Return whether a thing is not to be shown: seen, given away, or put off to a later day."""
        slip = self.by_thing.get(thing)
        if slip is None or slip.said == "got":
            return False
        return slip.said != "later" or slip.day > today.isoformat()

    def was_put_off(self, thing: str) -> str:
        """Return the day to which a thing was put off, "" where it was not."""
        slip = self.by_thing.get(thing)
        return slip.day if slip and slip.said == "later" else ""

    def got_from(self, thing: str) -> str:
        """Return who handed a thing on to this person, "" for nobody."""
        slip = self.by_thing.get(thing)
        return slip.other if slip and slip.said == "got" else ""


def slips_of(entries: Iterable[LedgerEntry], person: str) -> Slips:
    """Return the slips of one person out of all."""
    found = (Slip(**{k: str(v) for k, v in e.body.items()}) for e in entries)  # type: ignore[arg-type]
    return Slips({slip.thing: slip for slip in found if is_same(slip.person, person)})


def read_slips(view: View, person: str) -> Slips:
    """Return the slips of one person."""
    return slips_of(view.entries(BOOK), person)


def put_off(thing: str, person: str, until: date, today: date) -> list[LedgerEntry]:
    """Return the entries that put a thing off.

    Raises:
        UsageError: the day is not after today.
    """
    if until <= today:
        raise UsageError("put_off_to_the_past", day=until.isoformat())
    return [Slip(thing, person, "later", until.isoformat()).entry(person)]


def seen(thing: str, person: str) -> list[LedgerEntry]:
    """Return the entries that say that a thing needs no more attention of a person."""
    return [Slip(thing, person, "seen").entry(person)]


def handed_on(thing: str, person: str, to: str) -> list[LedgerEntry]:
    """Return the entries that give a thing to a colleague.

    Raises:
        UsageError: nobody is named, or it is the same person.
    """
    if not fold(to) or is_same(person, to):
        raise UsageError("hand_on_to_whom")
    return [Slip(thing, person, "given", other=to).entry(person), Slip(thing, to, "got", other=person).entry(person)]


def taken_back(curator: Curator, thing: str, people: Iterable[str]) -> None:
    """Take back what was said of a thing: it is due as before."""
    curator.strike(BOOK, [digest(thing, fold(person)) for person in people])
