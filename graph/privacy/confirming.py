"""Four eyes on an erasure: where people sign in and two of them may erase, one asks for it and another confirms.

Who may is known from the book of sessions: everybody who signed in there as far as it reaches back, with the groups the
provider named last. A name that somebody sets on a machine proves nothing, so both are signed in: commands show
requests and take them back, and neither ask nor confirm.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph import account
from graph.access import Person, may, person
from graph.access.acts import act
from graph.access.groups import of_groups, read_grants
from graph.access.sessions import SessionBook
from graph.audit import record
from graph.bookkeeping import PRIVACY
from graph.errors import UsageError
from graph.model.decisions import kept_nodes
from graph.model.facts import LEVELS
from graph.model.ledger import LedgerEntry
from graph.privacy.subject import Subject, find_person
from graph.settings import Settings
from graph.store import Store
from graph.store.view import View

_WHAT = "erase_request"
RIGHT = "protect"


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """An erasure somebody asked for: of whom (the id of the node by now), who asked (id and name), why, and when."""

    person: str
    asker: str
    who: str
    reason: str
    at: str
    is_signed_in: bool
    id: str = ""

    def can_be_confirmed_by(self, other: Person) -> bool:
        """Return whether somebody else is at the desk now, as far as that can be known."""
        is_other = other.id != self.asker and not account.is_same(other.name, self.who)
        return is_other and self.is_signed_in and bool(other.since)


def requests(view: View) -> list[ErasureRequest]:
    """Return the erasures that wait for a second person, the earliest first."""
    found = [_request(e) for e in view.entries(PRIVACY) if e.body.get("what") == _WHAT]
    kept = kept_nodes(view.decisions()) if found else {}  # she may have been merged since
    now = (replace(one, person=kept.get(one.person, one.person)) for one in found)
    return sorted(now, key=lambda one: (one.at, one.person))


def needs_second(settings: Settings) -> bool:
    """Return whether there is another person with the right, so that nobody erases alone."""
    if not settings.has_sign_in:
        return False
    grants, here = read_grants(settings.groups), person().id
    known = SessionBook(settings.data_folder).people()
    return any(_may(of_groups(grants, groups)) for who, groups in known.items() if who != here)


@act(RIGHT)
def ask(store: Store, wanted: str, reason: str) -> ErasureRequest:
    """Ask for an erasure that another person has to confirm, and return what was noted.

    Raises:
        UnknownName: nobody, or several, are meant.
        UsageError: no reason, or it was asked for already.
    """
    if not reason.strip():
        raise UsageError("privacy_reason")
    view, here = store.view(), person()
    subject = find_person(view, store.schema, wanted)
    if open_for(view, subject.id):
        raise UsageError("privacy_asked_already")
    record("ask_erase", [subject.id])
    body = {"what": _WHAT, "person": subject.id, "asker": here.id, "reason": reason.strip()}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    body |= {"since": at, "signed_in": bool(here.since)}  # type: ignore[dict-item]
    entry = LedgerEntry(PRIVACY, f"{_WHAT} {subject.id}", here.name or account.me(), body=dict(body))
    store.curator().note([entry])
    return _request(entry)


@act(RIGHT)
def refuse(store: Store, wanted: str) -> None:
    """Take a request back, or refuse it: whoever has the right may.

    Raises:
        UnknownName: nobody, or several, are meant.
        UsageError: nobody asked for it.
    """
    view = store.view()
    subject = find_person(view, store.schema, wanted)
    asked = [one.id for one in requests(view) if one.person == subject.id]
    if not asked:
        raise UsageError("privacy_not_asked")
    record("refuse_erase", [subject.id])
    store.curator().strike(PRIVACY, asked)


def confirmed(view: View, settings: Settings, subject: Subject) -> ErasureRequest | None:
    """Return the request that the person at the desk confirms by erasing; None where one person is enough.

    Raises:
        UsageError: another person has to ask, or to confirm.
    """
    asked = open_for(view, subject.id)
    if asked and asked.can_be_confirmed_by(person()):
        return asked
    if needs_second(settings):
        raise UsageError("privacy_second" if asked else "privacy_ask_first")
    return None


def open_for(view: View, person_id: str) -> ErasureRequest | None:
    """Return the request to erase somebody that waits for a second person."""
    return next((one for one in requests(view) if one.person == person_id), None)


def _may(granted: tuple[frozenset[str], str]) -> bool:
    roles, level = granted
    return level == LEVELS[-1] and may(roles, RIGHT)


def _request(entry: LedgerEntry) -> ErasureRequest:
    body = entry.body
    person_id, asker, reason, since = (str(body[name]) for name in ("person", "asker", "reason", "since"))
    return ErasureRequest(person_id, asker, entry.who, reason, since, bool(body["signed_in"]), entry.id)
