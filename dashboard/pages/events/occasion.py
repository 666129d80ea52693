"""The event a page is about, out of the data or only planned, and its list of invitations in the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.state import current as store
from graph.account import me
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry

BOOK = "guests"


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event: its id, or only a name where it is planned; topic and region are ids, "" for none."""

    event: str
    name: str
    topic: str = ""
    region: str = ""
    day: str = ""

    @property
    def is_named(self) -> bool:
        """Whether there is an event to keep a list for."""
        return bool(self.event or fold(self.name))

    @property
    def key(self) -> str:
        """Under what its list is kept."""
        return self.event or f"planned:{fold(self.name)}"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An organisation on the list of an event, with who put it there and when."""

    id: str
    organisation: str
    who: str
    at: str


def invitations(occasion: Occasion) -> list[Invitation]:
    """Return the list of an event, in the order in which it grew."""
    if not occasion.is_named:
        return []
    found = (e for e in store.ledger().entries(BOOK) if e.body.get("event") == occasion.key)
    listed = (Invitation(e.id, str(e.body.get("organisation", "")), e.who, e.at) for e in found)
    return sorted(listed, key=lambda i: (i.at, i.id))


def invite(occasion: Occasion, organisations: Sequence[str]) -> None:
    """Put organisations onto the list of an event."""
    body = {"event": occasion.key, "name": occasion.name, "day": occasion.day}
    entries = [
        LedgerEntry(BOOK, f"{occasion.key}:{organisation}", me(), body={**body, "organisation": organisation})
        for organisation in organisations
    ]
    store.database().curator().note(entries)


def strike(entries: Iterable[str]) -> None:
    """Take entries off their list."""
    store.database().curator().strike(BOOK, list(entries))
