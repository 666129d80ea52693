"""The entries of a register file, one after the other: a single one, a list, an object with results, or lines."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ijson

from graph.errors import InputError
from ingest.sources.lobbyregister.stream import LARGEST_ENTRY, opened
from ingest.sources.probe import Probe

_MARK = re.compile(r'"registerNumber"\s*:\s*"R\d{6}"')
_PARTS = ('"lobbyistIdentity"', '"accountDetails"', '"activitiesAndInterests"', '"registerEntryDetails"')
_LIST_AT = ("results", "entries", "registerEntries")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_DEEPEST = 40

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
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


def read_entries(path: Path) -> Iterator[Read]:
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
        first, more = file.readline(LARGEST_ENTRY), file.readline(64).strip()
    if not more.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(path: Path) -> Iterator[Read]:
    with opened(path) as (file, guarded):
        row = 0
        while line := file.readline():
            guarded.begin()
            row += 1
            if line.strip():
                yield _line(path.name, row, line)


def _line(file: str, row: int, line: bytes) -> Read:
    try:
        found = json.loads(line)
    except UnicodeDecodeError as error:
        value = f"0x{error.object[error.start]:02x}"
        return Read(row, error=InputError("register_not_utf8", file=file, row=row, value=value))
    except json.JSONDecodeError as error:
        return Read(row, error=InputError("bad_json", file=file, row=row, column=str(error.colno), detail=error.msg))
    except (ValueError, RecursionError) as error:
        return Read(row, error=InputError("bad_json", file=file, row=row, detail=str(error)[:120]))
    return _checked(file, row, found)


def _checked(file: str, row: int, found: object) -> Read:
    if not isinstance(found, dict):
        return Read(row, error=InputError("register_no_entry", file=file, row=row, value=str(found)[:60]))
    return Read(row, found)


def _document(path: Path) -> Iterator[Read]:
    place = _place(path)
    with opened(path) as (file, guarded):
        for row, found in enumerate(ijson.items(file, place, use_float=True), start=1):
            guarded.begin()
            yield _checked(path.name, row, found)


def _place(path: Path) -> str:
    """Return where the entries stand in a document, as ijson names places; "" for a single entry."""
    with opened(path) as (file, guarded):
        depth = 0
        for event, value in ijson.basic_parse(file, use_float=True):
            if depth == 0 and event == "start_array":
                return "item"
            if depth == 1 and event == "map_key" and value in _LIST_AT:
                return f"{value}.item"
            depth += event.startswith("start_")
            depth -= event.startswith("end_")
            if depth > _DEEPEST:
                raise InputError("bad_json", file=path.name, detail=f"> {_DEEPEST} [[…]]")
            guarded.begin()
    return ""
