"""Conference programmes: schedules of pentabarf, frab and pretalx in XML and JSON, and lists of sessions in JSON."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Entity, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import event_key
from ingest.records import Kind, Mapped, Note, Options, RowLog
from ingest.sources.schedule import json, xml
from ingest.sources.schedule.mapping import LONGEST_TITLE, Conference, SessionMapping
from ingest.sources.schedule.programme import Programme, meanings
from ingest.tables.event import date_in, find_event


def understand(read: Callable[[Path], Programme], path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a programme.

    Raises:
        InputError: the file can not be read, is no programme, or has no session.
    """
    programme = read(path)
    conference = _conference(programme, path, options)
    event, start = conference.entity, str(conference.entity.values.get("start", ""))
    title = event.name if programme.conference else ""
    source = options.source(path, sha256, "programme", title=title, date=start, about=event.keys[-1])

    def records(row_log: RowLog) -> Iterator[Record]:
        _note_conference(programme, event, options, row_log)
        said = meanings("session")
        titles = Counter(fold(said.text(session.fields, "title")) for session in programme.sessions())
        twice = frozenset(title for title, count in titles.items() if count > 1)
        mapping = SessionMapping(path.name, conference, twice, row_log)
        for session in programme.sessions():
            yield from row_log.taken(partial(mapping.record, session))
        mapping.finish()
        if not row_log.rows:
            raise InputError("no_sessions", file=path.name)

    return Mapped(source, records, event=event.name, event_date=start)


def _conference(programme: Programme, path: Path, options: Options) -> Conference:
    said, fields = meanings("conference"), programme.conference
    title = visible(options.event or said.text(fields, "title"))
    if len(title) > LONGEST_TITLE:
        raise InputError("cell_too_long", file=path.name, column="title", value=title, limit=LONGEST_TITLE)
    start = options.day(path) or date_in(said.text(fields, "start")) or _first_day(programme)
    end = "" if options.date else date_in(said.text(fields, "end"))
    name = title if fold(title) else _named_by_file(path, options)
    key = event_key(name, start)
    acronym = fold(said.text(fields, "acronym") or key.removeprefix("event:")).replace(" ", "-")[:80]
    year = "" if any(map(str.isdigit, acronym)) else f"-{start[:4]}"
    place = ", ".join(filter(None, (visible(said.text(fields, "venue")), visible(said.text(fields, "city")))))
    values: dict[str, Value] = {"format": "conference", "start": start, "place": place}
    if end > start:
        values["end"] = end
    filled = {field: value for field, value in values.items() if value}
    entity = Entity("Event", (key,), name, "conference", filled, in_passing=not fields)
    return Conference(entity, f"{programme.scheme}-{acronym}{year}")


def _first_day(programme: Programme) -> str:
    said = meanings("session")
    days = (date_in(said.text(s.fields, "day")) or date_in(s.day) for s in programme.sessions())
    return min(filter(None, days), default="")


def _named_by_file(path: Path, options: Options) -> str:
    try:
        return find_event(path, options).name
    except InputError:
        return path.stem.replace("_", " ")


def _note_conference(programme: Programme, event: Entity, options: Options, row_log: RowLog) -> None:
    for name in meanings("conference").left_over(programme.conference):
        row_log.notes.append(Note("note_unused_field", place="conference", context={"value": name[:60]}))
    if not options.event and not meanings("conference").text(programme.conference, "title"):
        row_log.notes.append(Note("note_event_from_file", context={"value": event.name}))


KINDS = (
    Kind("schedule", (".xml",), partial(understand, xml.read_xml), xml.recognises),
    Kind("schedule_json", (".json", ".js"), partial(understand, json.read_programme), json.recognises),
)
