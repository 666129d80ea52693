"""Participant lists: CSV, TSV and workbooks with one person a row."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from graph.model.keys import event_key
from ingest.loading.report import Note
from ingest.readers.delimited import read_delimited
from ingest.readers.table import Sheet
from ingest.readers.workbook import read_workbook
from ingest.sources import Findings, Kind, Mapped, Options
from ingest.sources.participants.blocks import block_of, blocks_of
from ingest.sources.participants.columns import ColumnGuess, Read, guesses, read_headers, stated_event
from ingest.sources.participants.event import find_event
from ingest.sources.participants.header import Header, is_repeated
from ingest.sources.participants.mapping import Mapping
from ingest.sources.participants.remarks import begins_section, is_remark, is_unfilled

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a participant list.

    Raises:
        InputError: not a table, no header, no row, or no event to be found.
    """
    blocks = [block for sheet in read_sheets(path) for block in blocks_of(sheet)]
    sheets = [block.sheet for block in blocks]
    lists = read_headers(sheets, options)
    unread = [sheet for sheet in sheets if not any(sheet is read.sheet for read in lists)]
    above = [row for read in lists for row in read.header.above]
    event = find_event(path, options, above, stated_event(lists))
    source = options.source(path, sha256, "list", date=event.date, about=event_key(event.name, event.date))

    def records(findings: Findings) -> Iterator[Record]:
        for sheet in unread:
            if (title := block_of(sheet, blocks).title) and next(sheet.rows(), None):
                findings.notes.append(Note("note_block_unread", sheet.name, context={"value": title}))
            elif next(sheet.rows(), None):
                findings.notes.append(Note("note_sheet_unread", sheet.name))
        for read in lists:
            mapping = Mapping(read.sheet, read.header, event, block_of(read.sheet, blocks).role)
            _note_guesses(read, findings)
            yield from _records(read.sheet, read.header, mapping, findings)
            mapping.cells.tell_rest(findings)
        if not findings.rows:
            raise InputError("no_rows", file=path.name)
        _check_rows(path, lists, findings)

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
        yield from findings.taken(partial(mapping.record, row, findings))


def _note_guesses(read: Read, findings: Findings) -> None:
    """Show what was read by its content alone."""
    header, name = read.header, read.sheet.name
    guessed = {header.titles[i]: m for m, indices in header.columns.items() for i in indices if i in header.guessed}
    if not header.row and not read.mapping:
        found = ", ".join(f"{title} = {meaning}" for title, meaning in sorted(guessed.items()))
        findings.notes.append(Note("note_no_header", name, context={"found": found}))
        return
    for title, meaning in guessed.items():
        findings.notes.append(Note("note_guessed_column", name, column=title, context={"meaning": meaning}))


def _check_rows(path: Path, lists: Sequence[Read], findings: Findings) -> None:
    """Refuse a file with another number of rows than its mapping declares."""
    mapping = next((read.mapping for read in lists if read.mapping and read.mapping.rows is not None), None)
    if mapping and mapping.rows != findings.rows:
        raise InputError(
            "mapping_rows", file=path.name, value=findings.rows, mapping=mapping.file, expected=mapping.rows
        )


def read_sheets(path: Path) -> list[Sheet]:
    """Return the tables of a file.

    Raises:
        InputError: it is none.
    """
    return read_workbook(path) if path.suffix.lower() in WORKBOOKS else read_delimited(path)


def columns_of(path: Path, options: Options | None = None) -> list[ColumnGuess]:
    """Return what the columns of a participant list are taken to mean, and why, before it is loaded.

    Raises:
        InputError: not a table, no participant list, or a mapping that does not fit.
    """
    blocks = [block for sheet in read_sheets(path) for block in blocks_of(sheet)]
    lists = read_headers([block.sheet for block in blocks], options or Options())
    return [guess for read in lists for guess in guesses(read)]


KIND = Kind("participants", (*DELIMITED, *WORKBOOKS), understand, general=True)
