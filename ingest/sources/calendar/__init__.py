"""Calendars: iCalendar files with their events, who invites and who comes."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, tzinfo
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Entity, Record, Value
from graph.model.fold import visible
from graph.model.keys import event_key
from ingest.readers.blocks import MarkedEntry, read_entries, read_head
from ingest.readers.probe import Probe
from ingest.records import Kind, Mapped, Options, RowLog
from ingest.sources.calendar.dates import zone_of
from ingest.sources.calendar.entry import read_entry
from ingest.sources.calendar.mapping import CalendarMapping, Overridden

_EVENT = "VEVENT"
_KINDS = frozenset({_EVENT, "VTODO", "VJOURNAL", "VFREEBUSY"})
# Long texts that nobody reads.
_DROPPED = frozenset({"DESCRIPTION", "X-ALT-DESC", "ATTACH", "STYLED-DESCRIPTION", "IMAGE", "COMMENT"})


def recognises(probe: Probe) -> bool:
    """Return whether a file begins as a calendar does."""
    return bool(re.match(r"\s*BEGIN\s*:\s*VCALENDAR\b", probe.head, re.IGNORECASE))


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a calendar; an event the user names is the whole its entries belong to.

    Raises:
        InputError: no text, no date in the options, or not one entry.
    """
    head = read_head(path)
    zone = zone_of(head.get("X-WR-TIMEZONE", ""))
    day = options.day(path)
    above = _above(options, day)
    title = visible(head.get("X-WR-CALNAME", ""))[:200]
    source = options.source(
        path,
        sha256,
        "programme",
        title=title,
        titled=bool(title),
        date=day,
        about=above.key if above else "",
    )

    def record(mapping: CalendarMapping, entry: MarkedEntry) -> Record | None:
        return mapping.record(read_entry(entry, path.name, zone))

    def records(row_log: RowLog) -> Iterator[Record]:
        mapping = CalendarMapping(path.name, above, _overridden(path, zone), row_log)
        for entry in read_entries(path, _KINDS, _DROPPED):
            if entry.kind != _EVENT:
                mapping.left_out["note_no_events"] += 1
                continue
            yield from row_log.taken(partial(record, mapping, entry))
        mapping.finish()
        if not row_log.rows:
            raise InputError("no_entries", file=path.name, value=_EVENT)

    return Mapped(source, records, event=options.event, event_date=day if above else "")


def _above(options: Options, day: str) -> Entity | None:
    if not options.event:
        return None
    values: dict[str, Value] = {"start": day} if day else {}
    return Entity("Event", (event_key(options.event, day),), options.event, "calendar", values, in_passing=True)


def _overridden(path: Path, zone: tzinfo) -> Overridden:
    """Return the days of each series, by its UID, that stand in the file as entries of their own."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for entry in read_entries(path, {_EVENT}, _DROPPED):
        if entry.problem or not any(line.upper().startswith("RECURRENCE-ID") for line in entry.lines):
            continue
        try:
            said = read_entry(entry, path.name, zone)
        except InputError:
            continue  # met again, and rejected then
        if moment := said.moment("RECURRENCE-ID"):
            days[said.text("UID")].add(moment.date())
    return {uid: frozenset(found) for uid, found in days.items()}


KIND = Kind("calendar", (".ics", ".ical", ".icalendar"), understand, recognises)
