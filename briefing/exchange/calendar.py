"""The dated events as an iCalendar file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from briefing.exchange.content import Content, ExportedActor, joined
from graph.model.dates import first_day, last_day


def write_calendar(content: Content, out: Path) -> None:
    """Write every event that has a date as all-day entries, with place and topics."""
    calendar = Calendar()
    calendar.add("prodid", "-//Akteursnetz//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", content.title)
    about = _topics(content)
    for actor in content.actors:
        if actor.label == "Event" and actor.fields.get("start"):
            calendar.add_component(_entry(actor, about.get(actor.id, [])))
    out.write_bytes(calendar.to_ical())


def _topics(content: Content) -> dict[str, list[str]]:
    names = {a.id: a.name for a in content.actors}
    found: dict[str, list[str]] = {}
    for fact in content.facts:
        if fact.type == "DEALS_WITH":
            found.setdefault(fact.start, []).append(names[fact.end])
    return found


def _entry(actor: ExportedActor, topics: list[str]) -> Event:
    begin = joined(actor.fields["start"])
    entry = Event()
    entry.add("uid", f"{actor.id}@akteursnetz")
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("summary", actor.name)
    entry.add("dtstart", first_day(begin))
    entry.add("dtend", last_day(joined(actor.fields.get("end", begin))) + timedelta(days=1))  # the day after the last
    if place := joined(actor.fields.get("place", "")):
        entry.add("location", place)
    if topics:
        entry.add("categories", topics)
    return entry
