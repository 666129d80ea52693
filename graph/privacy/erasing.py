"""Erasing a person (Art. 17 DSGVO): preview, erasure, and the end of one that broke off."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.access import person, require
from graph.access.acts import act
from graph.audit import record
from graph.bookkeeping import PRIVACY
from graph.errors import UsageError
from graph.model.ledger import LedgerEntry
from graph.model.schema import Schema, load
from graph.privacy import rebuild
from graph.privacy.book import ErasureBook
from graph.privacy.confirming import confirmed
from graph.privacy.data_folder import naming
from graph.privacy.fingerprints import Erasure, Fingers, Matcher
from graph.privacy.others import others_of
from graph.privacy.removing import Removed, counted, remove
from graph.privacy.scrubbing import Scrubber
from graph.privacy.subject import Subject, erasure_of, families_of, find_person, words_of_person
from graph.privacy.traces import Search, Trace
from graph.settings import Settings
from graph.store import Store
from graph.store.progress import Progress, unheard
from graph.store.view import View

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would take away: stored things by label or book, and files of the data folder."""

    subject: Subject
    removed: Removed
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took away, and the files of the data folder that name her until `finish` was there.

    `is_rebuilt` where no byte is left in the database either.
    """

    id: str
    removed: Removed
    is_rebuilt: bool
    files: tuple[str, ...] = ()


def search_for(view: View, subject: Subject, fingers: Fingers) -> tuple[Search, Matcher]:
    """Return what looks for a person by a key that is kept nowhere."""
    schema = load()
    others = others_of(view, schema, {subject.id}, families_of(subject))
    matcher = Matcher(fingers, (erasure_of(subject, fingers, others, at="", who="", reason=""),))
    return _search(view, schema, [subject], matcher, words_of_person(subject)), matcher


def preview(store: Store, settings: Settings, wanted: str) -> Preview:
    """Return what erasing a person would take away; nothing is changed.

    Raises:
        UnknownName: nobody, or several, are meant.
    """
    require("protect")
    view = store.view()
    subject = find_person(view, store.schema, wanted)
    search, matcher = search_for(view, subject, Fingers(b"preview"))
    return Preview(subject, counted(search.traces()), tuple(naming(settings, matcher)))


@act("protect")
def erase(store: Store, settings: Settings, wanted: str, *, who: str, reason: str, confirmed_by: str = "") -> Erased:
    """Erase a person in the database and note her fingerprints; `finish` then does the rest, with the store closed.

    Where two people have the right it confirms what another one asked for (`graph.privacy.confirming`), for her reason.
    The fingerprints are on the disk before anything is deleted: what breaks off is known, and doing it again ends it.

    Raises:
        UnknownName: nobody, or several, are meant.
        UsageError: no reason, a second person is needed, or the book of erasures can not be written.
        StoreError: the database is away or busy.
    """
    view, book = store.view(), ErasureBook(settings.keys_folder)
    subject = find_person(view, store.schema, wanted)
    asked = confirmed(view, settings, subject)
    if asked:
        who, reason, confirmed_by = asked.who, asked.reason, person().name or who
    if not reason.strip():
        raise UsageError("privacy_reason")
    fingers = book.fingers()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    others = others_of(view, store.schema, {subject.id}, families_of(subject))
    erasure = erasure_of(subject, fingers, others, at=at, who=who, reason=reason.strip(), confirmed_by=confirmed_by)
    if asked:
        record("erase", [subject.id], asked_by=asked.asker)
    else:
        record("erase", [subject.id])
    matcher = Matcher(fingers, (erasure,))
    erasure = replace(erasure, reason=matcher.redacted(erasure.reason))
    book.keep(erasure)
    rebuild.owe(settings)
    removed = take_out(store, [subject], matcher, words_of_person(subject))
    _note(store, erasure, removed)
    book.keep(replace(erasure, done=True))
    _log.info("erased: %d kinds deleted, %d changed", len(removed.deleted), len(removed.changed))
    return Erased(erasure.id, removed, is_rebuilt=False, files=tuple(naming(settings, matcher)))


@act("protect")
def take_out(
    store: Store, subjects: Iterable[Subject], matcher: Matcher, words: Collection[str] | None = None
) -> Removed:
    """Delete some people and whatever else a matcher finds, as one transaction, and return how much that was.

    `words` are all by which they are known; without them everything is read.
    """
    people = list(subjects)

    def find(view: View) -> Iterable[Trace]:
        return _search(view, store.schema, people, matcher, words).traces()

    return remove(store, find)


def _search(
    view: View, schema: Schema, people: Collection[Subject], matcher: Matcher, words: Collection[str] | None
) -> Search:
    ids = frozenset(one.id for one in people)
    keys = frozenset(key for one in people for key in one.keys)
    return Search.of(view, schema, ids, keys, Scrubber(matcher), words)


def finish(settings: Settings, progress: Progress = unheard) -> bool:
    """Do what erasures still owe: the database written anew, the data folder cleaned; return whether all is done.

    Nobody may have the store open, this process neither. Where nothing is owed nothing is done.

    Raises:
        StoreError: the database can not be opened.
        OSError: the disk is full or read-only; what is owed stays owed.
    """
    if not rebuild.is_owed(settings):
        return True
    return rebuild.settle(settings, ErasureBook(settings.keys_folder).matcher(), progress)


def _note(store: Store, erasure: Erasure, removed: Removed) -> None:
    body = {"what": "erase", "reason": erasure.reason, "confirmed_by": erasure.confirmed_by}
    body |= {"deleted": dict(removed.deleted), "changed": dict(removed.changed)}  # type: ignore[dict-item]
    store.curator().note([LedgerEntry(PRIVACY, erasure.id, erasure.who, body=body)])
