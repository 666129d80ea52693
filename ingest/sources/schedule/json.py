"""Programmes in JSON: frab's schedule, and plain lists of sessions, also as a JavaScript assignment."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.errors import InputError
from ingest.readers.marked import Marked, read_json, read_text
from ingest.readers.probe import Probe
from ingest.sources.schedule.programme import Content, Programme, ProgrammeSession

_ASSIGNED = re.compile(r"\s*(?:(?:export\s+)?(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=\s*(?=[\[{])")
_SCHEDULE = re.compile(r'\s*\{\s*(?:"[$\w]+"\s*:\s*(?:"[^"]*"|[\w.]+|\{[^{}]*\})\s*,\s*)*"schedule"\s*:\s*\{')
_LIST = re.compile(r'\s*(?:\{\s*"(?:sessions|events|talks|programm|program)"\s*:\s*)?\[\s*\{\s*"')
_PEOPLE = re.compile(r'"(?:persons|speakers|referenten|mitwirkende|presenters|moderators)"\s*:')
_TITLE = re.compile(r'"(?:title|titel)"\s*:')
_LISTS = ("sessions", "events", "talks", "programm", "program")


def recognises(probe: Probe) -> bool:
    """Return whether JSON or JavaScript holds a schedule, or a list of sessions with titles and people."""
    head = _ASSIGNED.sub("", probe.head, count=1) if _ASSIGNED.match(probe.head) else probe.head
    if _SCHEDULE.match(head):
        return '"conference"' in head
    return bool(_LIST.match(head) and _PEOPLE.search(head) and _TITLE.search(head))


def read_programme(path: Path) -> Programme:
    """Return the programme of a JSON file, or of a JavaScript file that assigns one list.

    Raises:
        InputError: not JSON, or neither a schedule nor a list of sessions.
    """
    content = read_json(_without_assignment(read_text(path)), path.name)
    match content.value:
        case list():
            return _list(content, path.name)
        case {"schedule": Marked(dict() as schedule)}:
            return _schedule(schedule, path.name)
        case dict() as fields if found := next((fields[name] for name in _LISTS if name in fields), None):
            return _list(found, path.name)
    raise InputError("not_a_schedule", file=path.name, row=content.line, value="schedule")


def _without_assignment(text: str) -> str:
    """Return a text with blanks in place of `var sessions =` and of the semicolon behind; lines stay as they are."""
    found = _ASSIGNED.match(text)
    if not found:
        return text
    blank = re.sub(r"[^\n]", " ", found[0])
    return blank + text[found.end() :].rstrip().removesuffix(";")


def _list(items: Marked, file: str) -> Programme:
    if not isinstance(items.value, list):
        raise InputError("not_a_schedule", file=file, row=items.line, value="[…]")
    found = items.value
    return Programme({}, lambda: (_session(item) for item in found), "sessions")


def _session(item: Marked, day: str = "", room: str = "") -> ProgrammeSession:
    fields = _content(item)
    return ProgrammeSession(fields if isinstance(fields, Mapping) else {}, item.line, day, room)


def _schedule(schedule: dict[str, Marked], file: str) -> Programme:
    match schedule:
        case {"conference": Marked(dict() as conference)}:
            pass
        case _:
            raise InputError("not_a_schedule", file=file, value="conference")
    days = conference.get("days", schedule.get("days", Marked([], 1)))

    def sessions() -> Iterator[ProgrammeSession]:
        for day in _items(days):
            fields = day.value if isinstance(day.value, dict) else {}
            date = fields.get("date", Marked("", 1)).value
            for name, room in _named(fields.get("rooms")):
                for item in _items(room):
                    yield _session(item, date if isinstance(date, str) else "", name)

    fields = {name: _content(value) for name, value in conference.items() if name not in ("days", "rooms", "tracks")}
    return Programme(fields, sessions, "frab")


def _items(marked: Marked) -> list[Marked]:
    return marked.value if isinstance(marked.value, list) else []


def _named(rooms: Marked | None) -> list[tuple[str, Marked]]:
    return list(rooms.value.items()) if rooms and isinstance(rooms.value, dict) else []


def _content(marked: Marked) -> Content:
    match marked.value:
        case str() as text:
            return text
        case list() as items:
            return [_content(item) for item in items]
        case dict() as fields:
            return {name.lower(): _content(value) for name, value in fields.items()}
    return ""
