"""The books as they stood on a day: what was talked of and promised only afterwards is not in them."""

from dataclasses import replace
from datetime import date

from graph.curation.due import Books


def books_by(books: Books, day: date) -> Books:
    """Return the books without the talks after a day and what was promised there.

    Who looks after whom, and which introductions are under way, is told as it is now: a handover is of that.
    """
    last = day.isoformat()
    talks = tuple(talk for talk in books.conversations if talk.day[:10] <= last)
    later = {talk.id for talk in books.conversations} - {talk.id for talk in talks}
    promises = tuple(promise for promise in books.promises if promise.conversation not in later)
    return replace(books, conversations=talks, promises=promises)
