"""Lists: CSV, TSV and workbooks with one person or organisation a row, of participants, members, contacts ..."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from graph.model.fold import fold
from graph.model.keys import event_key
from ingest.readers.table import Sheet
from ingest.records import Kind, Mapped, Note, Options, RowLog
from ingest.records.asking import AttendanceQuestion
from ingest.sources.participants.blocks import block_of, blocks_of
from ingest.sources.participants.deciding import Decided, decide, has_occasion, with_organisations
from ingest.sources.participants.looking import joined_on, look_at
from ingest.sources.participants.mapping import ParticipantMapping
from ingest.sources.participants.meaning import Meaning, unused_titles
from ingest.sources.participants.remarks import begins_section, is_remark, is_unfilled
from ingest.sources.participants.who_came import WhoCame
from ingest.tables.columns import ColumnGuess, ReadSheet, guesses, read_headers, stated_event
from ingest.tables.event import EventReference, find_event, own_day
from ingest.tables.header import ParticipantHeader, is_repeated
from ingest.tables.sheets import DELIMITED, WORKBOOKS, notes_on_hidden, read_sheets


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a list.

    Raises:
        KindQuestion: what kind of list it is, only the user can say.
        InputError: not a table, no header, no row, or no event to be found for participants.
    """
    read_from = read_sheets(path)
    blocks = [block for sheet in read_from if not sheet.is_hidden for block in blocks_of(sheet)]
    sheets = [block.sheet for block in blocks]
    lists = [with_organisations(read) for read in read_headers(sheets, options)]
    unread = [sheet for sheet in sheets if not any(sheet is read.sheet for read in lists)]
    decided = decide(lists, [block_of(read.sheet, blocks).title for read in lists], path, options)
    events = _events_of(lists, decided, path, options)
    event = next(filter(None, events), None)
    source = options.source(path, sha256, "list", date=_date_of(event, path, options), about=_about(events, decided))

    def records(row_log: RowLog) -> Iterator[Record]:
        row_log.notes.extend(notes_on_hidden(read_from))
        for sheet in unread:
            if (title := block_of(sheet, blocks).title) and next(sheet.rows(), None):
                row_log.notes.append(Note("note_block_unread", sheet.name, context={"value": title}))
            elif next(sheet.rows(), None):
                row_log.notes.append(Note("note_sheet_unread", sheet.name))
        if options.event and not event and not any(one.event_unused for one in decided):
            row_log.notes.append(Note("note_event_unused", context={"value": options.event}))
        for read, one, own in zip(lists, decided, events, strict=True):
            role = block_of(read.sheet, blocks).role
            meaning = Meaning(
                one.kind, own, one.owner, role, f"source:{source.id}", by_row=one.by_row, told=_told(read, options)
            )
            if own and own != event:
                name = read.sheet.name
                row_log.notes.append(Note("note_sheet_event", name, context={"value": own.name, "day": own.date}))
            mapping = ParticipantMapping(read.sheet, read.header, meaning)
            _note_kind(read, one, options, row_log)
            _note_guesses(read, row_log)
            yield from _records(read.sheet, read.header, mapping, row_log)
            mapping.cells.tell_rest(row_log)
        if not row_log.rows:
            raise InputError("no_rows", file=path.name)
        _check_rows(path, lists, row_log)

    name, day = (event.name, event.date) if event else ("", "")
    guessed = bool(event) and not (options.event or options.new_event)
    kind = _kind_of_all(decided)
    return Mapped(source, records, event=name, event_date=day, list_kind=kind, event_is_guessed=guessed)


def _events_of(
    lists: Sequence[ReadSheet], decided: Sequence[Decided], path: Path, options: Options
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


def _event(path: Path, options: Options, reads: Sequence[ReadSheet]) -> EventReference:
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


def _note_kind(read: ReadSheet, decided: Decided, options: Options, row_log: RowLog) -> None:
    """Say for what a list was taken where nobody said it, and whose it is."""
    name, owner = read.sheet.name, decided.owner
    if decided.alike:
        row_log.notes.append(Note("note_list_kind_alike", name, context={"list_kind": decided.kind}))
    elif decided.ranked and decided.kind != "participants":  # there the event is told
        titles = {fold(title): title for title in read.header.titles}
        titles |= {meaning: read.header.title(meaning) for meaning in read.header.columns}
        told = ((s.sentence, titles.get(s.value, s.value)) for s in decided.ranked.signs if s.weight > 0)
        signs = tuple(dict.fromkeys(told))
        row_log.notes.append(Note("note_list_kind", name, context={"list_kind": decided.kind, "signs": signs}))
    if decided.event_unused:
        row_log.notes.append(Note("note_no_people_for_event", name, context={"value": options.event}))
    if owner and decided.kind in ("members", "body"):
        key = "note_list_of" if decided.kind == "members" else "note_body_of"
        row_log.notes.append(Note(key, name, context={"value": owner.name}))
    elif decided.kind == "members":
        row_log.notes.append(Note("note_members_of_whom", name))
    elif decided.kind == "body" and "body" not in read.header.columns:
        row_log.notes.append(Note("note_seats_by_row" if decided.by_row else "note_body_unnamed", name))


def _records(sheet: Sheet, header: ParticipantHeader, mapping: ParticipantMapping, row_log: RowLog) -> Iterator[Record]:
    for title in (*header.unused, *unused_titles(header, mapping.meaning.kind)):
        row_log.notes.append(Note("note_unused_column", sheet.name, context={"column": title}))
    if sheet.merged_unread:
        row_log.notes.append(Note("note_merged_unread", sheet.name))
    for row in sheet.rows():
        if row.number <= header.row or is_unfilled(row, header) or is_repeated(row, header):
            continue
        if begins_section(row, header):
            value = " ".join(filter(None, row.cells))[:60]
            row_log.notes.append(Note("note_next_section", sheet.name, row.number, context={"value": value}))
            return
        if is_remark(row, header):
            value = " ".join(filter(None, row.cells))
            row_log.notes.append(Note("note_remark", sheet.name, row.number, context={"value": value}))
            continue
        yield from row_log.taken(partial(mapping.record, row, row_log))


def _note_guesses(read: ReadSheet, row_log: RowLog) -> None:
    """Show what was read by its content alone."""
    header, name = read.header, read.sheet.name
    guessed = {header.titles[i]: m for m, indices in header.columns.items() for i in indices if i in header.guessed}
    if not header.row and not read.mapping:
        found = ", ".join(f"{title} = {meaning}" for title, meaning in sorted(guessed.items()))
        row_log.notes.append(Note("note_no_header", name, context={"found": found}))
        return
    for title, meaning in guessed.items():
        row_log.notes.append(Note("note_guessed_column", name, column=title, context={"meaning": meaning}))


def _check_rows(path: Path, lists: Sequence[ReadSheet], row_log: RowLog) -> None:
    """Refuse a file with another number of rows than its mapping declares."""
    mapping = next((read.mapping for read in lists if read.mapping and read.mapping.rows is not None), None)
    if mapping and mapping.rows != row_log.rows:
        raise InputError(
            "mapping_rows", file=path.name, value=row_log.rows, mapping=mapping.file, expected=mapping.rows
        )


def columns_of(path: Path, options: Options | None = None) -> list[ColumnGuess]:
    """Return what the columns of a participant list are taken to mean, and why, before it is loaded.

    Raises:
        InputError: not a table, no participant list, or a mapping that does not fit.
    """
    blocks = [block for sheet in read_sheets(path) if not sheet.is_hidden for block in blocks_of(sheet)]
    lists = map(with_organisations, read_headers([block.sheet for block in blocks], options or Options()))
    return [guess for read in lists for guess in guesses(read)]


def kinds_of(path: Path, options: Options) -> list[tuple[str, Decided]]:
    """Return each table of a list by its sheet, with what kind of list it is taken for, before it is loaded.

    Raises:
        KindQuestion: what kind one is, only the user can say.
        InputError: not a table, or a kind that contradicts it.
    """
    return [(read.sheet.name, one) for read, one in _decided(path, options)]


def open_attendance(path: Path, options: Options) -> AttendanceQuestion | None:
    """Return the question about words of a list that nobody knows to mean that somebody came, None for none.

    Raises:
        KindQuestion: what kind one table is, only the user can say.
        InputError: not a table, or a kind that contradicts it.
    """
    for read, one in _decided(path, options):
        try:
            if one.kind == "participants":
                WhoCame(read.sheet, read.header, _told(read, options))
        except AttendanceQuestion as question:
            return question
    return None


def _told(read: ReadSheet, options: Options) -> dict[str, str]:
    """Return what words about who came mean by the mapping of a list, and by what the user says."""
    saved = dict(read.mapping.attendance) if read.mapping else {}
    return saved | {fold(word): meaning for word, meaning in options.attendance}


def _decided(path: Path, options: Options) -> list[tuple[ReadSheet, Decided]]:
    blocks = [block for sheet in read_sheets(path) if not sheet.is_hidden for block in blocks_of(sheet)]
    lists = [with_organisations(read) for read in read_headers([block.sheet for block in blocks], options)]
    titles = [block_of(read.sheet, blocks).title for read in lists]
    return list(zip(lists, decide(lists, titles, path, options), strict=True))


KIND = Kind("participants", (*DELIMITED, *WORKBOOKS), understand, general=True)
