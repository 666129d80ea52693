"""Lists: CSV, TSV and workbooks with one person or organisation a row, of participants, members, contacts ..."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from graph.model.fold import fold
from graph.model.keys import event_key
from ingest.readers.delimited import read_delimited
from ingest.readers.table import Sheet
from ingest.readers.workbook import read_workbook
from ingest.records import Findings, Kind, Mapped, Note, Options
from ingest.sources.participants.blocks import block_of, blocks_of
from ingest.sources.participants.columns import ColumnGuess, Read, guesses, read_headers, stated_event
from ingest.sources.participants.deciding import Decided, decide, has_occasion, with_organisations
from ingest.sources.participants.event import EventReference, find_event, own_day
from ingest.sources.participants.header import Header, is_repeated
from ingest.sources.participants.looking import joined_on, look_at
from ingest.sources.participants.mapping import Mapping
from ingest.sources.participants.meaning import Meaning, unused_titles
from ingest.sources.participants.remarks import begins_section, is_remark, is_unfilled

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
DELIMITED = (".csv", ".tsv", ".txt")


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a list.

    Raises:
        KindQuestion: what kind of list it is, only the user can say.
        InputError: not a table, no header, no row, or no event to be found for participants.
    """
    blocks = [block for sheet in read_sheets(path) for block in blocks_of(sheet)]
    sheets = [block.sheet for block in blocks]
    lists = [with_organisations(read) for read in read_headers(sheets, options)]
    unread = [sheet for sheet in sheets if not any(sheet is read.sheet for read in lists)]
    decided = decide(lists, [block_of(read.sheet, blocks).title for read in lists], path, options)
    events = _events_of(lists, decided, path, options)
    event = next(filter(None, events), None)
    source = options.source(path, sha256, "list", date=_date_of(event, path, options), about=_about(events, decided))

    def records(findings: Findings) -> Iterator[Record]:
        for sheet in unread:
            if (title := block_of(sheet, blocks).title) and next(sheet.rows(), None):
                findings.notes.append(Note("note_block_unread", sheet.name, context={"value": title}))
            elif next(sheet.rows(), None):
                findings.notes.append(Note("note_sheet_unread", sheet.name))
        if options.event and not event and not any(one.event_unused for one in decided):
            findings.notes.append(Note("note_event_unused", context={"value": options.event}))
        for read, one, own in zip(lists, decided, events, strict=True):
            role = block_of(read.sheet, blocks).role
            meaning = Meaning(one.kind, own, one.owner, role, f"source:{source.id}", by_row=one.by_row)
            if own and own != event:
                name = read.sheet.name
                findings.notes.append(Note("note_sheet_event", name, context={"value": own.name, "day": own.date}))
            mapping = Mapping(read.sheet, read.header, meaning)
            _note_kind(read, one, options, findings)
            _note_guesses(read, findings)
            yield from _records(read.sheet, read.header, mapping, findings)
            mapping.cells.tell_rest(findings)
        if not findings.rows:
            raise InputError("no_rows", file=path.name)
        _check_rows(path, lists, findings)

    name, day = (event.name, event.date) if event else ("", "")
    guessed = bool(event) and not (options.event or options.new_event)
    kind = _kind_of_all(decided)
    return Mapped(source, records, event=name, event_date=day, list_kind=kind, event_is_guessed=guessed)


def _events_of(
    lists: Sequence[Read], decided: Sequence[Decided], path: Path, options: Options
) -> list[EventReference | None]:
    """Return the event of each table of participants, None for other tables.

    Tables of one file are of one event, unless their own titles or sheets name another day.

    Raises:
        InputError: nothing tells which event it is.
    """
    reads = [read for read, one in zip(lists, decided, strict=True) if one.kind == "participants"]
    if not reads:
        return [None for _ in lists]
    if not options.event and not any(has_occasion(look_at(read, "", path, options)) for read in reads):
        raise InputError("no_event", file=path.name)
    days = {own_day(read.header.above, read.sheet.name) for read in reads} - {""}
    if len(days) > 1 and not (options.event or options.date):
        own = {id(read): _event(path, options, [read]) for read in reads}
    else:
        own = dict.fromkeys(map(id, reads), _event(path, options, reads))
    return [own.get(id(read)) for read in lists]


def _event(path: Path, options: Options, reads: Sequence[Read]) -> EventReference:
    above = [row for read in reads for row in read.header.above]
    names = [read.sheet.name for read in reads] if len(reads) == 1 else []
    event = find_event(path, options, above, stated_event(reads), names)
    return event if event.date else replace(event, date=next(filter(None, map(joined_on, reads)), ""))


def _date_of(event: EventReference | None, path: Path, options: Options) -> str:
    return event.date if event else options.day(path)


def _about(events: Sequence[EventReference | None], decided: Sequence[Decided]) -> str:
    """Return what tells this reading of a file from another one: its events, else kind and owner of the list."""
    if keys := dict.fromkeys(event_key(event.name, event.date) for event in events if event):
        return " ".join(keys)
    owner = next((one.owner.name for one in decided if one.owner), "")
    return f"list:{_kind_of_all(decided)}:{fold(owner)}"


def _kind_of_all(decided: Sequence[Decided]) -> str:
    kinds = dict.fromkeys(one.kind for one in decided)
    return ", ".join(kinds)


def _note_kind(read: Read, decided: Decided, options: Options, findings: Findings) -> None:
    """Say for what a list was taken where nobody said it, and whose it is."""
    name, owner = read.sheet.name, decided.owner
    if decided.alike:
        findings.notes.append(Note("note_list_kind_alike", name, context={"list_kind": decided.kind}))
    elif decided.ranked and decided.kind != "participants":  # there the event is told
        titles = {fold(title): title for title in read.header.titles}
        titles |= {meaning: read.header.title(meaning) for meaning in read.header.columns}
        told = ((s.sentence, titles.get(s.value, s.value)) for s in decided.ranked.signs if s.weight > 0)
        signs = tuple(dict.fromkeys(told))
        findings.notes.append(Note("note_list_kind", name, context={"list_kind": decided.kind, "signs": signs}))
    if decided.event_unused:
        findings.notes.append(Note("note_no_people_for_event", name, context={"value": options.event}))
    if owner and decided.kind in ("members", "body"):
        key = "note_list_of" if decided.kind == "members" else "note_body_of"
        findings.notes.append(Note(key, name, context={"value": owner.name}))
    elif decided.kind == "members":
        findings.notes.append(Note("note_members_of_whom", name))
    elif decided.kind == "body" and "body" not in read.header.columns:
        findings.notes.append(Note("note_seats_by_row" if decided.by_row else "note_body_unnamed", name))


def _records(sheet: Sheet, header: Header, mapping: Mapping, findings: Findings) -> Iterator[Record]:
    for title in (*header.unused, *unused_titles(header, mapping.meaning.kind)):
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
    lists = map(with_organisations, read_headers([block.sheet for block in blocks], options or Options()))
    return [guess for read in lists for guess in guesses(read)]


def kinds_of(path: Path, options: Options) -> list[tuple[str, Decided]]:
    """Return each table of a list by its sheet, with what kind of list it is taken for, before it is loaded.

    Raises:
        KindQuestion: what kind one is, only the user can say.
        InputError: not a table, or a kind that contradicts it.
    """
    blocks = [block for sheet in read_sheets(path) for block in blocks_of(sheet)]
    lists = [with_organisations(read) for read in read_headers([block.sheet for block in blocks], options)]
    decided = decide(lists, [block_of(read.sheet, blocks).title for read in lists], path, options)
    return [(read.sheet.name, one) for read, one in zip(lists, decided, strict=True)]


KIND = Kind("participants", (*DELIMITED, *WORKBOOKS), understand, general=True)
