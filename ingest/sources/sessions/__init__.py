"""Session lists: CSV and workbooks with one session a row, who speaks in it and who leads it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from graph.model.fold import fold
from graph.model.keys import event_key
from ingest.readers.delimited import find_separator
from ingest.readers.probe import Probe
from ingest.readers.table import Sheet
from ingest.records import Kind, Mapped, Note, Options, RowLog
from ingest.sources.sessions.declared import check_rows, declared, with_meanings
from ingest.sources.sessions.header import LOOKED_THROUGH, SessionHeader, find_header, is_header
from ingest.sources.sessions.mapping import SessionListMapping
from ingest.tables.event import find_event
from ingest.tables.header import find_header as find_people
from ingest.tables.sheets import DELIMITED, WORKBOOKS, notes_on_hidden, read_sheets


def recognises(probe: Probe) -> bool:
    """Return whether a table has a column of people on stage and one of sessions, and none of a person's data."""
    if probe.ending in WORKBOOKS:
        return _is_programme(probe.path)
    head = probe.head
    separator = find_separator(head[: head.rfind("\n") + 1] or head)
    try:
        rows = list(islice(csv.reader(io.StringIO(head, newline=""), delimiter=separator or ";"), LOOKED_THROUGH))
    except csv.Error:
        return False
    return any(map(is_header, rows))


def _is_programme(path: Path) -> bool:
    """Return whether a workbook has a session list; one with a participant list, too, is taken for that."""
    try:
        sheets = [sheet for sheet in read_sheets(path) if not sheet.is_hidden]
        if not any(map(find_header, sheets)):
            return False
    except InputError:
        return False
    return not any(map(_names_people, sheets))


def _names_people(sheet: Sheet) -> bool:
    try:
        return bool(find_people(sheet))
    except InputError:
        return False


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a session list.

    Raises:
        InputError: not a table, no header of sessions, or no event to be found.
    """
    read_from = read_sheets(path)
    sheets = [sheet for sheet in read_from if not sheet.is_hidden]
    lists = [(sheet, header) for sheet in sheets if (header := find_header(sheet))]
    if not lists:
        raise InputError("no_session_header", file=path.name)
    mappings = [found for _, header in lists if (found := declared(options, header))]
    if mappings:
        lists = [(sheet, _as_declared(sheet, header, options)) for sheet, header in lists]
    event = find_event(path, options, [row for _, header in lists for row in header.above])
    source = options.source(path, sha256, "programme", date=event.date, about=event_key(event.name, event.date))

    def records(row_log: RowLog) -> Iterator[Record]:
        row_log.notes.extend(notes_on_hidden(read_from))
        for sheet in sheets:
            if not any(sheet is read for read, _ in lists) and next(sheet.rows(), None):
                row_log.notes.append(Note("note_no_sessions", sheet.name))
        twice = _twice(lists)
        for sheet, header in lists:
            yield from _records(sheet, header, SessionListMapping(sheet, header, event, twice), row_log)
        if not row_log.rows:
            raise InputError("no_rows", file=path.name)
        check_rows(path, mappings[:1], row_log)

    return Mapped(source, records, event=event.name, event_date=event.date)


def _as_declared(sheet: Sheet, header: SessionHeader, options: Options) -> SessionHeader:
    mapping = declared(options, header)
    return with_meanings(header, mapping, sheet.where) if mapping else header


def _twice(lists: list[tuple[Sheet, SessionHeader]]) -> frozenset[str]:
    """Return the folded titles that several sessions have, as "Plenum" on two days."""
    counts: Counter[str] = Counter()
    for sheet, header in lists:
        index = header.columns["session"][0]
        rows = (row.cells for row in sheet.rows() if row.number > header.row)
        counts.update(fold(cells[index]) for cells in rows if index < len(cells))
    return frozenset(title for title, count in counts.items() if count > 1)


def _records(sheet: Sheet, header: SessionHeader, mapping: SessionListMapping, row_log: RowLog) -> Iterator[Record]:
    for title in header.unused:
        row_log.notes.append(Note("note_unused_column", sheet.name, context={"column": title}))
    for row in sheet.rows():
        if row.number <= header.row or not any(map(fold, row.cells)) or is_header(row.cells):
            continue
        yield from row_log.taken(partial(mapping.record, row, row_log))


KIND = Kind("sessions", (*DELIMITED, *WORKBOOKS), understand, recognises)
