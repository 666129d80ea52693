"""The list of one event as an office types it: names in other orders, titles left out, slips, addresses missing."""

from dataclasses import dataclass

from bench.generate.actors import Written, house, human, written, written_house
from bench.generate.events import Occasion
from bench.generate.plan import Plan

_TYPED = 6


@dataclass(frozen=True, slots=True)
class Guest:
    """A row of a participant list."""

    number: int
    salutation: str
    written: Written
    organisation: str
    job: str
    place: str
    land: str
    role: str


@dataclass(frozen=True, slots=True)
class GuestList:
    """The list of one event: who came, as it was typed; `first` are those in no list before it."""

    event: Occasion
    guests: tuple[Guest, ...]
    first: frozenset[int] = frozenset()

    @property
    def facts(self) -> int:
        """Return how many facts no other file states.

        Whoever is in a list for the first time works for her house as the list names it, and is active where it is.
        """
        return len(self.guests) + 2 * len(self.first) + 2 * (self.slips - self._slips_first)

    @property
    def _slips_first(self) -> int:
        return sum(guest.written.slip and guest.number in self.first for guest in self.guests)

    @property
    def slips(self) -> int:
        """Return how many people are written wrongly, without an address: each is one more node."""
        return sum(guest.written.slip for guest in self.guests)


def guests(plan: Plan, event: Occasion) -> tuple[Guest, ...]:
    """Return the rows of the event's list."""
    chance = plan.chance(_TYPED, event.number)
    rows = []
    for number, role in event.guests:
        person = human(plan, number)
        home = house(plan, person.house)
        name = written_house(chance, home.name)
        typed = written(plan, person, event.number)
        rows.append(Guest(number, person.salutation, typed, name, person.job, home.place, home.land, role))
    return tuple(rows)
