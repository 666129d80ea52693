"""What one file says: entries of the register, minutes of events, or the list of one event; exact in its facts."""

from collections.abc import Iterator, Sequence
from itertools import count

from bench.generate.documents import Document
from bench.generate.entries import Entry
from bench.generate.events import Occasion, occasion
from bench.generate.guests import GuestList, guests
from bench.generate.minutes import minute
from bench.generate.plan import Plan

ENTRIES, MINUTES = 400, 4000  # organisations, and participations, a file: two megabytes or three
LONG = 40  # people from which an event has a list of its own
LISTS = 60  # lists there are at most; what is beyond stands in the minutes

Part = Document | GuestList


def parts(plan: Plan) -> Iterator[Part]:
    """Yield one file after the other until the planned number of facts is stated."""
    left = plan.facts
    for document in register(plan):
        left -= document.cut(left)
        yield document
    yield from happenings(plan, left)


def register(plan: Plan) -> Iterator[Document]:
    """Yield the entries of the invented register: who sits on which board, is where a member, deals with what."""
    for first in range(0, plan.organisations, ENTRIES):
        houses = range(first, min(first + ENTRIES, plan.organisations))
        title = f"Musterregister (erfunden), Teil {first // ENTRIES + 1}"
        document = Document(title, "register", "2024-08-15", houses)
        for number in houses:
            Entry(plan, document, number).state()
        yield document


def happenings(plan: Plan, left: int) -> Iterator[Part]:
    """Yield minutes and lists until no fact is left to state."""
    minutes, told = list[Occasion](), 0
    lists, listed = 0, set[int]()
    for number in count():
        event = occasion(plan, number)
        if len(event.guests) >= LONG and lists < LISTS and left > 5 * len(event.guests):
            people = {number for number, _ in event.guests}
            part = GuestList(event, guests(plan, event), frozenset(people - listed))
            listed |= people
            lists += 1
            left -= part.facts
            yield part
            continue
        minutes.append(event)
        told += len(event.guests)
        if told >= min(MINUTES, left):
            document = tell(plan, minutes)
            left -= document.cut(left)
            yield document
            minutes, told = [], 0
        if left <= 0:
            return


def tell(plan: Plan, events: Sequence[Occasion]) -> Document:
    """Return the minutes of some events."""
    years = sorted(event.day[:4] for event in events)
    title = f"Protokolle Musterland (erfunden) {years[0]} bis {years[-1]}, Nr. {events[0].number + 1}"
    document = Document(title, "report", years[-1])
    for event in events:
        minute(plan, document, event)
    return document
