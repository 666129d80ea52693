"""What kind of list each table of a file is: said by the user, clear by its signs, or asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from graph.errors import InputError
from graph.model.fold import fold
from graph.names.organisation import parse_organisation
from ingest.records import Options
from ingest.records.asking import Candidate, KindQuestion
from ingest.sources.participants.list_kinds import (
    KINDS,
    ListKind,
    Look,
    Ranked,
    apart,
    is_clear,
    kinds_in,
    means_occasion,
    near,
    rank,
)
from ingest.sources.participants.looking import SAMPLE, look_at
from ingest.sources.participants.owner import Owner, find_owner
from ingest.tables.columns import ReadSheet
from ingest.tables.event import find_event, is_of_event
from ingest.tables.name_cell import looks_like, read_name_cell

_DAY_COLUMNS = frozenset({"event", "event_date", "event_end"})


@dataclass(frozen=True, slots=True)
class Decided:
    """The kind of a table, and whose list it is; `ranked` is how that was guessed, None where it was said.

    `alike` tells that it was taken for what the other tables of the file are.
    """

    kind: ListKind
    owner: Owner | None = None
    ranked: Ranked | None = None
    alike: bool = False
    by_row: bool = False
    event_unused: bool = False


def decide(reads: Sequence[ReadSheet], titles: Sequence[str], path: Path, options: Options) -> list[Decided]:
    """Return what kind of list each table is; `titles` are those of the blocks, "" for a whole sheet.

    Raises:
        KindQuestion: the kind of one is open.
        InputError: the kind that is said contradicts what the list holds.
    """
    said = _said(reads, path, options)
    looks = [look_at(read, title, path, options) for read, title in zip(reads, titles, strict=True)]
    found = [_decided(look, read, path, options, said) for look, read in zip(looks, reads, strict=True)]
    clear = {one.kind for one in found if isinstance(one, Decided)}
    decided: list[Decided] = []
    for one in found:
        if isinstance(one, Decided):
            decided.append(one)
        elif (
            len(clear) == 1
            and one.candidates[0].kind in (clear | {"contacts", "mailing"})
            and not _is_against(one, clear)
        ):
            decided.append(Decided(next(iter(clear)), alike=True))
        else:
            raise one
    return decided


def _is_against(question: KindQuestion, clear: set[ListKind]) -> bool:
    """Return whether the sheet itself says it is something else than the others."""
    return bool(set(kinds_in(question.sheet)) - clear)


def _said(reads: Sequence[ReadSheet], path: Path, options: Options) -> dict[str, ListKind]:
    """Return the kinds the user names, by sheet, "" for all others."""
    said: dict[str, ListKind] = {}
    sheets = {read.sheet.name: read for read in reads}
    for part in filter(None, (text.strip() for text in options.list_kind.split(","))):
        sheet, _, text = part.rpartition("=")
        kind = next((kind for kind in KINDS if kind == fold(text).replace(" ", "_")), None)
        if kind is None:
            raise InputError("unknown_list_kind", file=path.name, value=text, known=", ".join(KINDS))
        if sheet and sheet not in sheets:
            raise InputError("unknown_list_sheet", file=path.name, value=sheet, known=", ".join(filter(None, sheets)))
        said[sheet] = kind
    return said


def _decided(
    look: Look, read: ReadSheet, path: Path, options: Options, said: dict[str, ListKind]
) -> Decided | KindQuestion:
    """Return the kind of one table, or the question about it."""
    texts = look.texts
    kind = said.get(read.sheet.name) or said.get("")
    by_row = "several_seats" in look.content
    if kind:
        _refuse_contradiction(kind, look, read, path, options)
        return Decided(kind, find_owner(kind, texts, options.list_of), by_row=by_row)
    if options.event:
        if not look.people:
            return Decided("directory", event_unused=True)
        other = set(kinds_in(read.sheet.name)) - {"participants"}
        if not (read.sheet.name and other):
            return Decided("participants")
    ranked = rank(look)
    owners = {kind: find_owner(kind, texts, options.list_of) for kind in KINDS}
    if not look.people:
        ranked = [one for one in ranked if one.kind not in ("participants", "contacts", "mailing")]
    meanings: dict[ListKind, str] = {"contacts": "people", "mailing": "people", "directory": "people"}
    if not owners["members"]:
        meanings["members"] = "people"
    ranked = apart(ranked, meanings)
    if is_clear(ranked):
        first = ranked[0]
        return Decided(first.kind, owners[first.kind], first, by_row=by_row)
    sheet = read.sheet.name
    candidates = [_candidate(o.kind, look, owners[o.kind], read, path, options) for o in _asked(ranked, look)]
    return KindQuestion(path.name, candidates, sheet)


def _asked(ranked: Sequence[Ranked], look: Look) -> list[Ranked]:
    """Return the kinds to choose from: the likeliest, and always one by which people have met and one by which not."""
    asked = near(ranked)
    kinds = {one.kind for one in asked}
    rest = [one for one in ranked if one.kind not in kinds]
    for wanted in (("participants",) if look.people else (), ("contacts", "mailing", "directory")):
        if wanted and not kinds & set(wanted):
            asked += [one for one in rest if one.kind in wanted][:1]
    return asked


def _named_event(read: ReadSheet, path: Path, options: Options) -> str:
    """Return name and day of the event a list would be of, "" where nothing names it."""
    try:
        event = find_event(path, options, read.header.above, None, [read.sheet.name])
    except InputError:
        return ""
    return ", ".join(filter(None, (event.name, event.date)))


def _candidate(
    kind: ListKind, look: Look, owner: Owner | None, read: ReadSheet, path: Path, options: Options
) -> Candidate:
    about = owner.name if owner else ""
    if kind == "participants":
        about = _named_event(read, path, options) if options.event or has_occasion(look) else ""
    return Candidate(kind, look.people - look.in_names, look.organisations, look.more, about)


def has_occasion(look: Look) -> bool:
    """Return whether a list says which event it is of: by a day, a word of an event or of its guests, or a column."""
    named = any(is_of_event(text) or means_occasion(text) for text in look.texts)
    return named or bool(look.meanings & _DAY_COLUMNS) or "day" in look.content


def _refuse_contradiction(kind: ListKind, look: Look, read: ReadSheet, path: Path, options: Options) -> None:
    where = read.sheet.where
    if kind == "participants" and look.organisations and not look.people:
        raise InputError("list_no_people", file=where)
    if kind == "participants" and not (options.event or has_occasion(look)):
        raise InputError("list_no_occasion", file=where)
    if kind == "directory" and "organisation" not in look.meanings:
        raise InputError("list_no_organisations", file=where)


def with_organisations(read: ReadSheet) -> ReadSheet:
    """Return a table whose column of names holds organisations with that column as the one of organisations."""
    columns = read.header.columns
    if {"organisation", "given_name", "family_name", "salutation", "title"} & set(columns) or "name" not in columns:
        return read
    if read.mapping and set(read.mapping.columns.values()) & {"name"}:
        return read
    index = columns["name"][0]
    rows = (row for row in read.sheet.rows() if row.number > read.header.row and not row.is_blank())
    names = [row.cells[index] for row in islice(rows, SAMPLE) if index < len(row.cells) and fold(row.cells[index])]
    if not names or not _are_organisations(names):
        return read
    changed = {meaning: found for meaning, found in columns.items() if meaning != "name"}
    changed["organisation"] = (index,)
    if columns["name"][1:]:
        changed["name"] = columns["name"][1:]
    return replace(read, header=replace(read.header, columns=changed))


def _are_organisations(names: Sequence[str]) -> bool:
    """Return whether the texts of a column are names of organisations: enough are for certain, few can be people."""
    certain = [name for name in names if (parsed := parse_organisation(name)).kind or parsed.legal_form]
    people = sum(map(_is_person, names))
    return len(certain) >= 0.4 * len(names) and people <= 0.05 * len(names)


def _is_person(text: str) -> bool:
    """Return whether a text is the name of somebody, alone or beside an organisation."""
    said = read_name_cell(text, alone=True)
    name = said.names[0] if said.names and not said.is_organisation else ""
    if not name or looks_like(name) != "person":
        return False
    parsed = parse_organisation(name)
    return not (parsed.kind or parsed.legal_form)
