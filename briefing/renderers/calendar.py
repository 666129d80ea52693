"""iCalendar: the dated events a briefing names, as whole days."""

from datetime import datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from briefing.documents.document import Briefing, DatedEvent
from briefing.renderers import RenderOptions
from briefing.renderers.text import one_line
from graph.model.dates import first_day, last_day


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the events; of one that has only a month or a year each day of it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Akteursnetz//{briefing.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(briefing.title))
    for occasion in briefing.occasions:
        calendar.add_component(_event(occasion, briefing))
    out.write_bytes(calendar.to_ical())


def _event(occasion: DatedEvent, briefing: Briefing) -> Event:
    event = Event()
    event.add("uid", f"{occasion.id}@akteursnetz")
    event.add("dtstamp", datetime.fromisoformat(briefing.made_at))
    event.add("summary", one_line(occasion.name))
    event.add("dtstart", first_day(occasion.start))
    event.add("dtend", last_day(occasion.end or occasion.start) + timedelta(days=1))
    for name, value in (("location", occasion.place), ("description", occasion.description)):
        if value:
            event.add(name, one_line(value))
    return event
