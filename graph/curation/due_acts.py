"""What one does with a thing that is due: done, put off, handed on; each as entries of the ledger, to be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from graph.account import is_same
from graph.curation.conversations import promise_entries
from graph.curation.due import Books
from graph.curation.entries import undo as take_back
from graph.curation.introducing import keep_step, step_in
from graph.curation.introductions import STAGES, NotedIntroduction, ended, moved_on, not_yet, one_with
from graph.curation.slips import handed_on, put_off, seen
from graph.curation.standings import restated, with_history
from graph.curation.thing import Due
from graph.errors import UsageError
from graph.model.fold import fold
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.store import Access

Act = Literal["done", "later", "give", "not_yet"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do with a thing: `value` is a day (later), a name (give) or an outcome (done)."""

    act: Act
    value: str = ""


def acts_on(thing: Due) -> tuple[Act, ...]:
    """Return what can be done with a thing here; looking through proposals is not done by a click."""
    if thing.kind == "review":
        return ("later", "give")
    if thing.kind == "introduction" and ":planned:" not in thing.id:  # of a mere plan nothing can have come yet
        return ("done", "not_yet", "later", "give")
    return ("done", "later", "give")


def entries_of(books: Books, thing: Due, wish: Wish, who: str, today: date) -> list[LedgerEntry]:
    """Return what is written into the ledger for an act on a thing.

    Raises:
        UsageError: the act is none for it, the day is none or has passed, nobody is named, or it is gone by now.
    """
    if wish.act not in acts_on(thing):
        raise UsageError("due_no_such_act", act=wish.act)
    if wish.act == "give" and (not fold(wish.value) or is_same(wish.value, who)):
        raise UsageError("hand_on_to_whom")
    until = _day(wish.value, today) if wish.act == "later" else today
    found = {"promise": _promise, "finding": _finding, "introduction": _introduction, "contact": _contact}
    own = found[thing.kind](books, thing, wish, who, today) if thing.kind in found else []
    if own:
        return own
    if wish.act == "later":
        return put_off(thing.id, who, until, today)
    return handed_on(thing.id, who, " ".join(wish.value.split())) if wish.act == "give" else seen(thing.id, who)


def _promise(books: Books, thing: Due, wish: Wish, who: str, today: date) -> list[LedgerEntry]:
    promise = next((p for p in books.promises if p.id == thing.own), None)
    if promise is None:
        raise UsageError("due_is_gone")
    if wish.act == "done":
        promise = replace(promise, state="done")
    elif wish.act == "later":
        promise = replace(promise, put_off_to=wish.value)
    else:
        promise = replace(promise, assigned_to=" ".join(wish.value.split()))
    return list(promise_entries(promise, who))


def _finding(books: Books, thing: Due, wish: Wish, who: str, today: date) -> list[LedgerEntry]:
    standing = books.standings.by_finding.get(thing.own)
    if standing is None:
        raise UsageError("due_is_gone")
    if wish.act == "later":
        return []
    if wish.act == "done":
        return list(with_history(restated(thing.own, standing, "done", who)))
    return list(with_history(restated(thing.own, standing, "assigned", who, wish.value)))


def _introduction(books: Books, thing: Due, wish: Wish, who: str, today: date) -> list[LedgerEntry]:
    known = introduction_of(books, thing)
    if wish.act == "later":
        return []
    if wish.act == "give":
        return replace(known, owner=" ".join(wish.value.split()), before=known.owner).entries(who)
    if wish.act == "not_yet":
        return not_yet(known).entries(who)
    return stepped(known, wish.value, today).entries(who)


def introduction_of(books: Books, thing: Due) -> NotedIntroduction:
    """Return the introduction a thing is about.

    Raises:
        UsageError: it is gone.
    """
    return one_with(books.introductions, thing.own.partition(":")[0])


def stepped(known: NotedIntroduction, outcome: str, today: date) -> NotedIntroduction:
    """Return an introduction one step further; after the meeting that is what came of it."""
    if known.stage == "met":
        return ended(known, outcome, today)
    return moved_on(known, STAGES[STAGES.index(known.stage) + 1], today)


def _contact(books: Books, thing: Due, wish: Wish, who: str, today: date) -> list[LedgerEntry]:
    care = books.cares.get(thing.own)
    if care is None:
        raise UsageError("due_is_gone")
    if wish.act == "later":
        return []
    if wish.act == "give":
        return [replace(care, owner=" ".join(wish.value.split()), before=care.owner).entry(who)]
    return [replace(care, stated=today.isoformat()).entry(who)]


def _day(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("put_off_to_the_past", day=text[:20]) from error
    if found <= today:
        raise UsageError("put_off_to_the_past", day=text)
    return found


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes an act back: the entries as they were, those there were none of, and the fact that was entered.

    `after` are the entries as the act left them: where they stand otherwise by now, somebody else has been there.
    """

    before: tuple[LedgerEntry, ...]
    new: tuple[LedgerEntry, ...]
    entered: str = ""
    after: tuple[LedgerEntry, ...] = ()


def write(store: Access, network: Network, entries: Sequence[LedgerEntry], who: str, today: date) -> Undo:
    """Write entries, with the fact that two met where that is what they say, and return what takes them back."""
    view = store.view()
    known = {(e.book, e.id): e for book in sorted({e.book for e in entries}) for e in view.entries(book)}
    before = tuple(known[e.book, e.id] for e in entries if (e.book, e.id) in known)
    new = tuple(e for e in entries if (e.book, e.id) not in known)
    introduced = step_in(entries)
    if introduced is None or not introduced.met_on or introduced.source:
        store.curator().note(entries)
        return Undo(before, new, after=_as_now(store, entries))
    made = keep_step(store, network, introduced, step_in(before), who, today)
    return Undo(before, (), made.source, _as_now(store, entries))


def undo(store: Access, done: Undo, who: str) -> None:
    """Take an act back: ledger and network say what they said before.

    Raises:
        UsageError: somebody has changed it since.
    """
    if _as_now(store, done.after) != done.after:
        raise UsageError("due_changed_since")
    if done.entered:
        take_back(store, done.entered, who)
    for book, ids in _by_book(done.new).items():
        store.curator().strike(book, ids)
    if done.before:
        store.curator().note(done.before)


def _as_now(store: Access, entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    view, wanted = store.view(), {(e.book, e.id) for e in entries}
    books = sorted({book for book, _ in wanted})
    found = (e for book in books for e in view.entries(book) if (e.book, e.id) in wanted)
    return tuple(sorted(found, key=lambda e: (e.book, e.id)))


def _by_book(entries: Iterable[LedgerEntry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.book, []).append(entry.id)
    return found
