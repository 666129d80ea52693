"""One calendar entry, taken out of its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from icalendar import Event
from icalendar.prop import vBroken

from graph.errors import InputError
from graph.model.fold import visible
from ingest.readers.blocks import MarkedEntry
from ingest.sources.calendar.dates import local
from ingest.sources.calendar.people import Invited, group_in, invited, role_of
from ingest.sources.calendar.words import words

# What icalendar was seen to raise on damaged entries.
_BROKEN = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A calendar entry as its file gives it."""

    event: Event
    row: int
    zone: tzinfo

    def text(self, name: str) -> str:
        """Return the text of a property, that of the first where there are several."""
        found = self.all(name)
        return visible(str(found[0])) if found else ""

    def all(self, name: str) -> list[Any]:
        """Return all values of a property that could be read."""
        value = self.event.get(name)
        values = [] if value is None else value if isinstance(value, list) else [value]
        return [item for item in values if not isinstance(item, vBroken)]

    def value(self, name: str) -> Any:
        """Return date, time or duration of a property, None where it has none."""
        found = self.all(name)
        return getattr(found[0], "dt", None) if found else None

    def moment(self, name: str) -> datetime | None:
        """Return date and time of a property as the clock shows it."""
        return local(self.value(name), self.zone)

    def days(self, name: str) -> Iterator[date]:
        """Yield the days of a property that lists dates."""
        for values in self.all(name):
            for item in getattr(values, "dts", ()):
                if found := local(item.dt, self.zone):
                    yield found.date()

    def categories(self) -> list[str]:
        """Return the texts of CATEGORIES."""
        return [visible(str(text)) for values in self.all("CATEGORIES") for text in getattr(values, "cats", [values])]

    def hosts(self) -> Iterator[Invited]:
        """Yield who invites."""
        for address in self.all("ORGANIZER"):
            if found := invited(str(address), getattr(address, "params", {}), "host"):
                yield found

    def groups(self) -> Iterator[str]:
        """Yield the lists of people that are invited as one."""
        for address in self.all("ATTENDEE"):
            if name := group_in(getattr(address, "params", {})):
                yield name

    def attendees(self) -> Iterator[Invited]:
        """Yield who takes part or is asked to; who declined is left out."""
        for address in self.all("ATTENDEE"):
            parameters = getattr(address, "params", {})
            if (role := role_of(parameters)) and (found := invited(str(address), parameters, role)):
                yield found

    def left_over(self) -> list[str]:
        """Return the names of properties that are not used and not left out on purpose, or can not be read."""
        known = words()["used"] | words()["ignored"]
        unknown = [name for name in self.event if name.lower() not in known and not name.upper().startswith("X-")]
        return [*unknown, *(name for name, _ in self.event.errors if name and name.lower() in words()["used"])]


def read_entry(entry: MarkedEntry, file: str, zone: tzinfo) -> CalendarEntry:
    """Return what an entry says.

    Raises:
        InputError: it is not whole, too large, or no calendar entry.
    """
    entry.refuse_problem(file)
    try:
        event = Event.from_ical(entry.text)
    except _BROKEN as error:
        detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise InputError("broken_entry", file=file, row=entry.row, detail=detail) from error
    if not isinstance(event, Event):
        raise InputError("broken_entry", file=file, row=entry.row, detail=entry.kind)
    return CalendarEntry(event, entry.row, zone)
