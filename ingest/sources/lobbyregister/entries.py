"""The entries of a register file, one after the other: a single one, a list, an object with results, or lines."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ijson

from graph.errors import InputError
from ingest.readers.probe import Probe
from ingest.sources.lobbyregister.stream import opened

_MARK = re.compile(r'"registerNumber"\s*:\s*"R\d{6}"')
_PARTS = ('"lobbyistIdentity"', '"accountDetails"', '"activitiesAndInterests"', '"registerEntryDetails"')
_LIST_AT = ("results", "entries", "registerEntries")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_LONGEST_LINE = 8 * 1024 * 1024  # of a first line that may be an entry
_DEEPEST = 40

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry with its line or number in the file; or what is wrong there."""

    row: int
    entry: Entry | None = None
    error: InputError | None = None


def recognises(probe: Probe) -> bool:
    """Return whether JSON is of the register: its fields, and above all its numbers, stand in the beginning."""
    head = probe.head
    if head.lstrip()[:1] not in ("{", "["):
        return False
    parts = sum(part in head for part in _PARTS)
    return parts >= 2 or (parts == 1 and bool(_MARK.search(head)))


def read_entries(path: Path) -> Iterator[ReadEntry]:
    """Yield the entries of a file, or for a line that can not be read what is wrong with it.

    Raises:
        InputError: the file is broken, no JSON, or nothing of the register.
    """
    if _is_lines(path):
        yield from _lines(path)
        return
    try:
        yield from _document(path)
    except ijson.JSONError as error:
        raise InputError("bad_json", file=path.name, detail=str(error).splitlines()[0][:120]) from error
    except UnicodeDecodeError as error:
        raise InputError("register_not_utf8", file=path.name, value=f"0x{error.object[error.start]:02x}") from error


def _is_lines(path: Path) -> bool:
    """Return whether each line is an entry: by its ending, or because the first line is a whole one."""
    if path.name.lower().endswith(_LINES):
        return True
    with opened(path) as (file, _):
        if file.peek(1).lstrip()[:1] != b"{":
            return False
        first, more = file.readline(_LONGEST_LINE), file.readline(64).strip()
    try:
        return more.startswith(b"{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(path: Path) -> Iterator[ReadEntry]:
    with opened(path) as (file, guarded):
        row = 0
        while line := file.readline():
            guarded.begin()
            row += 1
            if line.strip():
                yield _line(path.name, row, line)


def _line(file: str, row: int, line: bytes) -> ReadEntry:
    try:
        found = json.loads(line)
    except UnicodeDecodeError as error:
        value = f"0x{error.object[error.start]:02x}"
        return ReadEntry(row, error=InputError("register_not_utf8", file=file, row=row, value=value))
    except json.JSONDecodeError as error:
        return ReadEntry(
            row, error=InputError("bad_json", file=file, row=row, column=str(error.colno), detail=error.msg)
        )
    except (ValueError, RecursionError) as error:
        return ReadEntry(row, error=InputError("bad_json", file=file, row=row, detail=str(error)[:120]))
    return _checked(file, row, found)


def _checked(file: str, row: int, found: object) -> ReadEntry:
    if not isinstance(found, dict):
        return ReadEntry(row, error=InputError("register_no_entry", file=file, row=row, value=str(found)[:60]))
    return ReadEntry(row, found)


def _document(path: Path) -> Iterator[ReadEntry]:
    with opened(path) as (file, guarded):
        found_items = _items(ijson.basic_parse(file, use_float=True), path.name)
        for row, found in enumerate(found_items, start=1):
            guarded.begin()
            yield _checked(path.name, row, found)


def _items(events: Iterable[tuple[str, Any]], file: str) -> Iterator[object]:
    """Yield the entries in the events of a document: those of a list, or the one it is.

    `ijson.items` does the same, but spells out the place of each value, which grows with the square of the depth.
    """
    builder, depth, inside, name = ijson.ObjectBuilder(), 0, -1, ""
    for event, value in events:
        depth -= event.startswith("end_")
        if event == "end_array" and depth == inside - 1:
            return
        if event == "start_array" and inside < 0 and (depth == 0 or (depth == 1 and name in _LIST_AT)):
            inside = depth + 1
        else:
            builder.event(event, value)
            if depth == max(inside, 0) and not event.startswith("start_"):
                yield builder.value
                builder = ijson.ObjectBuilder()
        name = value if event == "map_key" and depth == 1 else ""
        depth += event.startswith("start_")
        if depth > _DEEPEST:
            raise InputError("bad_json", file=file, detail=f"> {_DEEPEST} [[…]]")
        if event.startswith("start_array") and depth == inside:
            builder = ijson.ObjectBuilder()
