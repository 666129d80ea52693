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
    """The list of one event: who came, as it was typed; `slips` are names no address sets right."""

    event: Occasion
    guests: tuple[Guest, ...]

    @property
    def slips(self) -> int:
        """Return how many people are written wrongly, without an address."""
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
