"""What the columns of a list are taken to mean: by a mapping, by their titles, by their cells; shown before a load."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Literal

from graph.errors import InputError
from graph.model.fold import fold
from ingest.readers.table import Row, Sheet
from ingest.records import Options
from ingest.tables.content import are_no_titles, columns_by_content, letter, meaning_by_content
from ingest.tables.event import EventReference, day_of
from ingest.tables.header import (
    CHOICE,
    IGNORED,
    LOOKED_THROUGH,
    ParticipantHeader,
    find_header,
    header_from,
    meaning_of,
    meanings,
    together,
)
from ingest.tables.saved_mapping import UNUSED, SavedMapping, mappings_in, read_mapping, shape_of

KIND = "participants"
_SAMPLE = 200
_LETTER = re.compile(r"[^\W\d_]")
_SHOWN = 3
Why = Literal["mapping", "title", "content", "unknown"]


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column of a list: its meaning, "ignored", or "" where nobody knows; why; and the first values in it.

    `header` is the row of the header, 0 where there is none: then the title is the letter of the column.
    """

    sheet: str
    title: str
    meaning: str
    why: Why
    samples: tuple[str, ...]
    header: int


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that is a list, its header, and the mapping that was used."""

    sheet: Sheet
    header: ParticipantHeader
    mapping: SavedMapping | None = None


def known_meanings() -> frozenset[str]:
    """Return all meanings a column of a participant list can have."""
    return frozenset({*meanings().values(), CHOICE}) - {IGNORED}


def read_headers(sheets: Sequence[Sheet], options: Options) -> list[ReadSheet]:
    """Return the sheets that are participant lists; without any, the first one's problem is raised.

    Raises:
        InputError: no sheet is a list, or a mapping does not fit.
    """
    said = read_mapping(options.mapping, known_meanings()) if options.mapping else None
    saved = mappings_in(options.mappings, KIND, known_meanings()) if options.mappings and not said else {}
    found: list[ReadSheet] = []
    problem: InputError | None = None
    for sheet in sheets:
        try:
            if said and not said.columns:  # it says what words mean, not columns
                found.append(replace(_read(sheet, {}), mapping=said))
            else:
                found.append(_mapped(sheet, said) if said else _read(sheet, saved))
        except InputError as error:
            problem = problem or error
    if not found and problem:
        raise problem
    return found


def stated_event(lists: Sequence[ReadSheet]) -> EventReference:
    """Return the event that columns about it name, "" where there is none or the rows name several."""
    found = {meaning: _single(lists, meaning) for meaning in ("event", "event_date")}
    return EventReference(found["event"], day_of(found["event_date"]) if found["event_date"] else "")


def _single(lists: Sequence[ReadSheet], meaning: str) -> str:
    values = {
        row.cells[index]
        for read in lists
        for index in read.header.columns.get(meaning, ())[:1]
        for row in _sample(read.sheet, read.header.row)
        if index < len(row.cells) <= len(read.header.titles) and row.cells[index]
    }
    return values.pop() if len(values) == 1 else ""


def guesses(read: ReadSheet) -> Iterator[ColumnGuess]:
    """Yield what is taken for the meaning of each column that has a title or a value."""
    header, rows = read.header, _sample(read.sheet, read.header.row)
    for index, title in enumerate(header.titles):
        filled = (row.cells[index] for row in rows if index < len(row.cells) and row.cells[index])
        samples = tuple(islice(dict.fromkeys(filled), _SHOWN))
        if not fold(title) and not samples:
            continue
        meaning = next((name for name, indices in header.columns.items() if index in indices), "")
        said = read.mapping.meaning(title) if read.mapping else None
        known = meaning or ("" if title in header.unused else IGNORED)
        why: Why = "mapping" if said else "content" if index in header.guessed else "title" if known else "unknown"
        yield ColumnGuess(read.sheet.name, title, known, why, samples, header.row)


def _read(sheet: Sheet, saved: Mapping[tuple[str, ...], SavedMapping]) -> ReadSheet:
    for tiers in _candidates(sheet) if saved else ():
        mapping = saved.get(shape_of(together(tiers)))
        if mapping and mapping.header:
            return _mapped(sheet, mapping)
    try:
        header = find_header(sheet)
    except InputError as error:
        if error.key == "double_column":  # there is a header, which is to be mended
            raise
        rows = _sample(sheet, 0)
        letters = tuple(map(letter, range(max((len(row.cells) for row in rows), default=0))))
        if (mapping := saved.get(shape_of(letters))) and not mapping.header:
            return _mapped(sheet, mapping)
        headless = _without_header(rows)
        if headless is None:
            raise
        return ReadSheet(sheet, headless)
    return ReadSheet(sheet, _with_content(header, _sample(sheet, header.row)))


def _candidates(sheet: Sheet) -> list[list[Row]]:
    """Return what may be a header: each of the first rows, and each two of them that follow each other."""
    rows = [row for row in islice(sheet.rows(), LOOKED_THROUGH) if not row.is_blank()]
    return [*([row] for row in rows), *([a, b] for a, b in pairwise(rows) if b.number == a.number + 1)]


def _mapped(sheet: Sheet, mapping: SavedMapping) -> ReadSheet:
    """Return a sheet with the header that a mapping is for.

    Raises:
        InputError: a column of the mapping is missing, or none is a name.
    """

    def meaning(title: str) -> str | None:
        said = mapping.meaning(title)
        return None if said == UNUSED else said or meaning_of(title)

    if mapping.header:
        tiers = min(_candidates(sheet), key=lambda t: len(mapping.missing(together(t))), default=None)
        if tiers is None:
            raise InputError("empty_file", file=sheet.where)
        titles = together(tiers)
        above = tuple(row for row in islice(sheet.rows(), LOOKED_THROUGH) if row.number < tiers[0].number)
        header = header_from(sheet, tiers, above, meaning)
    else:
        width = max((len(row.cells) for row in _sample(sheet, 0)), default=0)
        titles = tuple(map(letter, range(width)))
        header = replace(header_from(sheet, [Row(0, titles)], (), meaning), row=0)
    if missing := mapping.missing(titles):
        raise _missing(sheet, mapping, missing[0], titles)
    if not {"name", "family_name", "organisation"} & set(header.columns):
        raise InputError("mapping_no_name", file=mapping.file)
    return ReadSheet(sheet, header, mapping)


def _missing(sheet: Sheet, mapping: SavedMapping, title: str, titles: Sequence[str]) -> InputError:
    found = ", ".join(" ".join(t.split()) for t in titles if fold(t))[:200]
    line = mapping.lines[title]
    return InputError("mapping_missing_column", file=mapping.file, row=line, value=title, list=sheet.where, found=found)


def _sample(sheet: Sheet, after: int) -> list[Row]:
    rows = (row for row in sheet.rows() if row.number > after and not row.is_blank())
    return list(islice(rows, _SAMPLE))


def _with_content(header: ParticipantHeader, rows: Sequence[Row]) -> ParticipantHeader:
    """Return a header in which columns with an unknown title have the meaning their cells tell, if it is free."""
    columns = dict(header.columns)
    named = tuple(
        i for i in columns.get("name", ()) if any(_LETTER.search("".join(row.cells[i : i + 1])) for row in rows)
    )
    if named:  # "Teilnehmer" may number them
        columns["name"] = named
    unused = list(header.unused)
    if indices := tuple(i for i in columns.get("title", ()) if not are_no_titles(_cells(rows, i))):
        columns["title"] = indices
    elif "title" in columns:  # of a talk, say
        unused += [header.titles[i] for i in columns.pop("title")]
    taken = {index for indices in columns.values() for index in indices}
    for index, title in enumerate(header.titles):
        meaning = meaning_by_content(_cells(rows, index)) if index not in taken else None
        if title not in unused and meaning != "email":  # a column of telephones may hold addresses as well
            continue
        if meaning and meaning not in columns:
            columns[meaning] = (index,)
    new = {indices[0] for meaning, indices in columns.items() if meaning not in header.columns}
    left = tuple(t for t in unused if t not in {header.titles[index] for index in new})
    return replace(header, columns=columns, unused=left, guessed=frozenset(new))


def _cells(rows: Sequence[Row], index: int) -> Iterator[str]:
    return (row.cells[index] for row in rows if index < len(row.cells))


def _without_header(rows: Sequence[Row]) -> ParticipantHeader | None:
    """Return the header of a list that has none, None where it is no list of people."""
    width = max((len(row.cells) for row in rows), default=0)
    cells = [[row.cells[index] if index < len(row.cells) else "" for row in rows] for index in range(width)]
    found = columns_by_content(cells)
    if not found:
        return None
    titles = tuple(map(letter, range(width)))
    unused = tuple(t for index, t in enumerate(titles) if index not in found and any(cells[index]))
    return ParticipantHeader(
        0, {meaning: (index,) for index, meaning in found.items()}, titles, unused, guessed=frozenset(found)
    )
