"""Who looks after whom, and introductions: read and written for the pages."""

from dataclasses import dataclass
from datetime import date

from dashboard.state import current as store
from dashboard.state import findings
from dashboard.state.current import Data
from graph.account import me
from graph.curation.care import (
    Care,
    LastContact,
    Rhythm,
    end_care,
    last_contact,
    looked_after,
    ours,
    read_cares,
    set_care,
)
from graph.curation.conversations import read_conversations
from graph.curation.due import talks_by_actor
from graph.curation.introducing import keep_step
from graph.curation.introductions import NotedIntroduction, Origin, begun, moved_on, read_introductions
from graph.model.decisions import kept_nodes
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Relationships:
    """What is looked after with its last contact, what is due first; and all introductions."""

    rhythms: tuple[Rhythm, ...]
    introductions: tuple[NotedIntroduction, ...]

    @property
    def owners(self) -> list[str]:
        """The names of all who look after somebody."""
        return sorted({r.care.owner for r in self.rhythms})

    def actors(self, owner: str = "", *, overdue: bool = False) -> frozenset[str]:
        """Return the actors somebody looks after, or all do; `overdue` leaves those whose rhythm has run out."""
        today = date.today()
        wanted = (r for r in self.rhythms if owner in ("", r.care.owner) and (not overdue or r.is_overdue(today)))
        return frozenset(r.care.actor for r in wanted)


def relationships(data: Data) -> Relationships:
    """Return who looks after whom, as of today."""
    view = findings.notes()
    kept = kept_nodes(view.decisions())
    talks = talks_by_actor(read_conversations(view))
    found = looked_after(data.network, read_cares(view, kept).values(), talks, date.today(), Settings().office)
    return Relationships(tuple(found), tuple(read_introductions(view, kept)))


def last_contact_with(data: Data, actor: str) -> LastContact:
    """Return the last contact the office had with an actor, whether or not somebody looks after it."""
    view = findings.notes()
    known = read_cares(view, kept_nodes(view.decisions())).get(actor) or Care(actor, "", 0, "", "", "")
    talks = talks_by_actor(read_conversations(view)).get(actor, [])
    us = ours(data.network, (known.owner, Settings().office)) - {actor}
    return last_contact(data.network, known, talks, us, date.today())


def look_after(actor: str, owner: str, months: int, known: Care | None) -> None:
    """Say who looks after an actor and how often, 0 for as usual; nobody ends it.

    Raises:
        UsageError: the rhythm is none.
    """
    curator = store.database().curator()
    if not owner.strip():
        end_care(curator, actor, me())
        return
    before = known.owner if known and known.owner != owner else known.before if known else ""
    stated, since = (known.stated, known.since) if known else ("", "")
    set_care(curator, Care(actor, owner, months, stated, before, since), me(), date.today())


def begin(one: str, other: str, asked: str, origin: Origin, origin_id: str, *, is_asked: bool) -> NotedIntroduction:
    """Note that two are to be introduced to each other; `is_asked` where who does it has been asked already.

    Raises:
        UsageError: both are one, or one is gone.
    """
    new = begun(one, other, me(), origin, origin_id, " ".join(asked.split()))
    step = moved_on(new, "asked", date.today()) if is_asked else new
    return keep_step(store.database(), store.current().network, step, None, me(), date.today())


def introductions() -> list[NotedIntroduction]:
    """Return all introductions, the latest first."""
    view = findings.notes()
    return read_introductions(view, kept_nodes(view.decisions()))
