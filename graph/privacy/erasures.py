"""Erasures done again: a backup that is older than an erasure brings nobody back."""

import logging
from collections.abc import Callable, Iterator

from graph.privacy.book import ErasureBook
from graph.privacy.erasing import take_out
from graph.privacy.fingerprints import Erasure, Matcher
from graph.privacy.others import others_of
from graph.privacy.subject import Subject, subject_of
from graph.store import Store
from graph.store.view import View

_log = logging.getLogger(__name__)


def erased(store: Store) -> list[Erasure]:
    """Return who was erased from a database, as fingerprints, the earliest first.

    Raises:
        UsageError: the book can not be read.
    """
    return ErasureBook(store.keys).erasures() if store.keys else []


def replay(store: Store) -> int:
    """Erase again everybody in the book and return how many nodes of people that were; none is a good answer.

    To be called on a store that nobody has read yet. What is deleted here stays in the bytes of the database until it
    is written anew: who restores into an empty place owes that (`graph.privacy.rebuild.owe`).

    Raises:
        UsageError: the book can not be read, or its key is gone.
        StoreError: the database is away or busy.
    """
    if store.keys is None:
        return 0
    matcher = ErasureBook(store.keys).matcher()
    if not matcher:
        return 0
    view = store.view()
    people = list(known_again(view, matcher))
    others = others_of(view, store.schema, {one.id for one in people})
    matcher = matcher.beside(others.words(matcher), others.people)
    removed = take_out(store, people, matcher)
    _log.info("erased again: %d people, %d kinds changed", len(people), len(removed.changed))
    return len(people)


def without_erased(store: Store) -> Callable[[str], str]:
    """Return what takes everybody in the book out of a text, names that others bear too left in.

    Raises:
        UsageError: the book can not be read, or its key is gone.
        StoreError: the database is away or busy.
    """
    matcher = ErasureBook(store.keys).matcher() if store.keys else None
    if not matcher:
        return lambda text: text
    others = others_of(store.view(), store.schema, set())
    return matcher.beside(others.words(matcher), others.people).redacted


def known_again(view: View, matcher: Matcher) -> Iterator[Subject]:
    """Yield the people of a store who were erased: by a key of theirs, or by a name and nothing that speaks against."""
    for node in view.nodes("Person"):
        subject = subject_of(node)
        if matcher.owns((subject.id, *subject.keys)) or _is_named(matcher, subject):
            yield subject


def _is_named(matcher: Matcher, subject: Subject) -> bool:
    has_own = any(not key.startswith(("name:", "place:")) for key in subject.keys)
    return not has_own and matcher.finds(subject.name, in_full=True)
