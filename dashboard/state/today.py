"""What is due for who sits at the page, and what she does with it; each act can be taken back once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import streamlit as st

from dashboard.state import current as store
from dashboard.state.current import Data
from graph.account import me
from graph.analysis.case import load_thresholds
from graph.curation import due_acts
from graph.curation.due import Agenda, Asked, Books, agenda, read_books
from graph.curation.due_acts import Undo, Wish
from graph.curation.handover import Belonging, handed_over, held_by
from graph.curation.thing import Due
from graph.curation.visits import visit
from graph.settings import Settings

_DONE = "_today_done"


@dataclass(frozen=True, slots=True)
class Today:
    """What is due for somebody, the books it follows from, and what was asked."""

    agenda: Agenda
    books: Books
    asked: Asked

    @property
    def colleagues(self) -> list[str]:
        """The names of others at work, to hand things on to."""
        books = self.books
        names = {care.owner for care in books.cares.values()} | {i.owner for i in books.introductions}
        names |= {s.assigned_to for s in books.standings.by_finding.values()} | {p.assigned_to for p in books.promises}
        names |= {talk.who for talk in books.conversations}
        return sorted(name for name in names if name and name != self.asked.person)


def today(data: Data, pairs: int | None = None) -> Today:
    """Return what is due now; `pairs` is how many pairs wait, None where they have not been looked for."""
    database = store.database()
    person = me()
    since = visit(database.view(), database.curator(), person, datetime.now(UTC))
    asked = Asked(person, date.today(), since, pairs, Settings().office)
    books = read_books(store.ledger(), person, load_thresholds().back_after_days)
    return Today(agenda(data.network, books, asked), books, asked)


def with_pairs(data: Data, known: Today, pairs: int) -> Today:
    """Return the same with the pairs that wait, which take their time to find."""
    asked = replace(known.asked, pairs=pairs)
    return Today(agenda(data.network, known.books, asked), known.books, asked)


def act(thing: Due, wish: Wish, said: str) -> None:
    """Do something with a thing, with the books as they are by now; `said` is its sentence.

    Raises:
        UsageError: it can not be done; the sentence says why.
    """
    database, who = store.database(), me()
    books = read_books(database.view(), who, load_thresholds().back_after_days)
    today = date.today()
    entries = due_acts.entries_of(books, thing, wish, who, today)
    undo = due_acts.write(database, store.current().network, entries, who, today)
    st.session_state[_DONE] = (wish.act, said, undo, thing)


def held(data: Data, known: Today, name: str) -> list[Belonging]:
    """Return all a colleague holds."""
    return held_by(data.network, known.books, name, known.asked.today, known.asked.office)


def hand_over(known: Today, things: Sequence[Belonging], wanted: Sequence[str], to: str) -> None:
    """Give a colleague some of what another one holds.

    Raises:
        UsageError: nobody is named.
    """
    database, who = store.database(), known.asked.person
    books = read_books(database.view(), who, load_thresholds().back_after_days)  # what is written has all names
    database.curator().note(handed_over(books, things, wanted, to, who))


def last() -> tuple[str, str] | None:
    """Return the last act and the sentence of its thing, None where it was taken back or there is none."""
    done: tuple[str, str, Undo, Due] | None = st.session_state.get(_DONE)
    return done[:2] if done else None


def undo_last() -> None:
    """Take the last act back."""
    done: tuple[str, str, Undo, Due] | None = st.session_state.pop(_DONE, None)
    if done:
        due_acts.undo(store.database(), done[2], me())


def put_off_last_to(day: date) -> None:
    """Put what was put off last off to another day.

    Raises:
        UsageError: the day is not after today.
    """
    done: tuple[str, str, Undo, Due] | None = st.session_state.get(_DONE)
    if done:
        undo_last()
        act(done[3], Wish("later", day.isoformat()), done[1])
