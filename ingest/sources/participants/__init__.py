"""Participant lists: CSV, TSV and workbooks with one person a row."""

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from graph.facts import Record, Source
from graph.keys import event_key
from ingest.readers.delimited import read_delimited
from ingest.readers.table import Sheet
from ingest.readers.workbook import read_workbook
from ingest.report import Note
from ingest.sources import Findings, Kind, Mapped, Options
from ingest.sources.participants.event import find_event
from ingest.sources.participants.header import Header, find_header, is_repeated
from ingest.sources.participants.mapping import Mapping
from ingest.sources.participants.remarks import begins_section, is_remark, is_unfilled

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a participant list.

    Raises:
        InputError: not a table, no header, no row, or no event to be found.
    """
    sheets = _with_header(read_workbook(path) if path.suffix.lower() in WORKBOOKS else read_delimited(path))
    event = find_event(path, options, [row for _, header in sheets for row in header.above])
    source = Source(
        title=options.title or path.stem.replace("_", " "),
        sha256=sha256,
        kind="list",
        publisher=options.publisher,
        date=event.date,
        file=path.name,
        confidentiality=options.confidentiality or "internal",
        invented=bool(options.invented),
        about=event_key(event.name, event.date),
        titled=bool(options.title),
    )

    def records(findings: Findings) -> Iterator[Record]:
        for sheet, header in sheets:
            mapping = Mapping(sheet, header, event)
            yield from _records(sheet, header, mapping, findings)
            mapping.cells.tell_rest(findings)
        if not findings.rows:
            raise InputError("no_rows", file=path.name)

    return Mapped(source, records, event=event.name, event_date=event.date)


def _records(sheet: Sheet, header: Header, mapping: Mapping, findings: Findings) -> Iterator[Record]:
    for title in header.unused:
        findings.notes.append(Note("note_unused_column", sheet.name, context={"column": title}))
    if sheet.merged_unread:
        findings.notes.append(Note("note_merged_unread", sheet.name))
    for row in sheet.rows():
        if row.number <= header.row or is_unfilled(row, header) or is_repeated(row, header):
            continue
        if begins_section(row, header):
            value = " ".join(filter(None, row.cells))[:60]
            findings.notes.append(Note("note_next_section", sheet.name, row.number, context={"value": value}))
            return
        if is_remark(row, header):
            value = " ".join(filter(None, row.cells))
            findings.notes.append(Note("note_remark", sheet.name, row.number, context={"value": value}))
            continue
        findings.rows += 1
        try:
            record = mapping.record(row, findings)
        except InputError as error:
            findings.rejected.append(error)
        else:
            yield record


def _with_header(sheets: list[Sheet]) -> list[tuple[Sheet, Header]]:
    """Return the sheets that are participant lists; without any, the first one's problem is raised."""
    found: list[tuple[Sheet, Header]] = []
    problem: InputError | None = None
    for sheet in sheets:
        try:
            found.append((sheet, find_header(sheet)))
        except InputError as error:
            problem = problem or error
    if not found and problem:
        raise problem
    return found


KIND = Kind("participants", (*DELIMITED, *WORKBOOKS), understand, general=True)
