"""What kind of list each table of a file is: said by the user, clear by its signs, or asked."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from graph.dates import parse_date
from graph.errors import InputError
from graph.fold import fold
from graph.keys import normal_email
from graph.names.organisation import parse_organisation
from graph.schema import load
from ingest.asking import Candidate, KindQuestion
from ingest.readers.table import Row
from ingest.sources import Options
from ingest.sources.participants.columns import Read
from ingest.sources.participants.content import _given_names as given_names
from ingest.sources.participants.event import date_in, find_event, is_of_event
from ingest.sources.participants.functions import is_seat
from ingest.sources.participants.header import Header
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
from ingest.sources.participants.owner import Owner, find_owner

SAMPLE = 1_000  # rows that are looked at before a list is read
_MOST = 0.6  # share of rows that make a sign
_SEATS_EACH = 2.5  # people an organisation has in a register of seats
_WHO = ("name", "family_name", "given_name")
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


def decide(reads: Sequence[Read], titles: Sequence[str], path: Path, options: Options) -> list[Decided]:
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


def _said(reads: Sequence[Read], path: Path, options: Options) -> dict[str, ListKind]:
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


def _decided(look: Look, read: Read, path: Path, options: Options, said: dict[str, ListKind]) -> Decided | KindQuestion:
    """Return the kind of one table, or the question about it."""
    texts = look.texts
    kind = said.get(read.sheet.name) or said.get("")
    by_row = "seats_of_many" in look.content
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


def _named_event(read: Read, path: Path, options: Options) -> str:
    """Return name and day of the event a list would be of, "" where nothing names it."""
    try:
        event = find_event(path, options, read.header.above, None, [read.sheet.name])
    except InputError:
        return ""
    return ", ".join(filter(None, (event.name, event.date)))


def _candidate(kind: ListKind, look: Look, owner: Owner | None, read: Read, path: Path, options: Options) -> Candidate:
    about = owner.name if owner else ""
    if kind == "participants":
        about = _named_event(read, path, options) if options.event or has_occasion(look) else ""
    return Candidate(kind, look.people, look.organisations, look.more, about)


def has_occasion(look: Look) -> bool:
    """Return whether a list says which event it is of: by a day, a word of an event or of its guests, or a column."""
    named = any(is_of_event(text) or means_occasion(text) for text in look.texts)
    return named or bool(look.meanings & _DAY_COLUMNS) or "day" in look.content


def _refuse_contradiction(kind: ListKind, look: Look, read: Read, path: Path, options: Options) -> None:
    where = read.sheet.where
    if kind == "participants" and look.organisations and not look.people:
        raise InputError("list_no_people", file=where)
    if kind == "participants" and not (options.event or has_occasion(look)):
        raise InputError("list_no_occasion", file=where)
    if kind == "directory" and "organisation" not in look.meanings:
        raise InputError("list_no_organisations", file=where)


def look_at(read: Read, title: str, path: Path, options: Options) -> Look:
    """Return what is seen of a list before it is read, by its first rows."""
    header = read.header
    rows = (row for row in read.sheet.rows() if row.number > header.row and not row.is_blank())
    sample = list(islice(rows, SAMPLE + 1))
    more, sample = len(sample) > SAMPLE, sample[:SAMPLE]
    above = [" ".join(filter(None, row.cells)) for row in header.above if sum(map(bool, row.cells)) <= 2]
    file = options.title or path.stem
    texts = tuple(filter(None, (title, read.sheet.name, *above, file.replace("_", " "))))
    content = _Content(header, sample)
    signs = set(content.signs())
    if options.date or any(map(date_in, texts)) or _joined_on(header, sample):
        signs.add("day")
    titles = frozenset(fold(title) for title in header.titles if fold(title))
    meanings = frozenset(header.columns)
    return Look(texts, meanings, titles, frozenset(signs), content.people(), len(content.organisations()), more)


class _Content:
    """The first rows of a list, by the meanings of their columns."""

    def __init__(self, header: Header, rows: Sequence[Row]) -> None:
        self._header, self._rows = header, rows

    def cells(self, meaning: str) -> list[str]:
        """Return the filled cells of the columns with a meaning."""
        indices = self._header.columns.get(meaning, ())
        return [row.cells[i] for row in self._rows for i in indices if i < len(row.cells) and fold(row.cells[i])]

    def people(self) -> int:
        """Return how many rows name somebody."""
        indices = [index for meaning in _WHO for index in self._header.columns.get(meaning, ())]
        return sum(any(i < len(row.cells) and fold(row.cells[i]) for i in indices) for row in self._rows)

    def organisations(self) -> set[str]:
        """Return the organisations in the rows, folded."""
        return {fold(text) for text in self.cells("organisation")}

    def signs(self) -> Iterable[str]:
        """Yield what the rows tell about the kind of the list."""
        people, organisations = self.people(), self.cells("organisation")
        if organisations and people * 10 <= len(self._rows):
            yield "only_organisations"
            return
        functions = self.cells("seat") or self.cells("function") or self.cells("role")
        seats = sum(map(is_seat, functions)) >= _MOST * len(functions) if functions else False
        if seats:
            yield "seats"
        names = len(self.organisations())
        if seats and names >= 3 and people >= _SEATS_EACH * names:
            yield "seats_of_many"
        roles = self.cells("role")
        find = load().relationships["TOOK_PART_IN"].find_role
        if roles and sum(find(text) is not None for text in roles) >= _MOST * len(roles):
            yield "event_roles"
        addresses = self.cells("email")
        if people and (organisations or addresses):
            yield "people"
        if sum(normal_email(text) is not None for text in addresses) >= 0.9 * len(self._rows) > 0 and not organisations:
            yield "addresses"


_JOINED = frozenset(
    [
        "beitrittszeit",
        "beitritt",
        "erster beitritt",
        "join time",
        "first join",
        "joined",
        "join date",
        "check in zeit",
        "checked in date",
        "eingecheckt am",
    ]
)


def joined_on(read: Read) -> str:
    """Return the one day on which people joined a video conference or checked in, "" where there is none."""
    rows = (row for row in read.sheet.rows() if row.number > read.header.row and not row.is_blank())
    return _joined_on(read.header, list(islice(rows, SAMPLE)))


def _joined_on(header: Header, rows: Sequence[Row]) -> str:
    indices = [index for index, title in enumerate(header.titles) if fold(title) in _JOINED]
    days = Counter(
        day for row in rows for i in indices if i < len(row.cells) and row.cells[i] and (day := _day(row.cells[i]))
    )
    return next(iter(days)) if len(days) == 1 else ""


def _day(text: str) -> str:
    try:
        found = parse_date(text)
    except ValueError:
        found = date_in(text)
    return found if len(found) == 10 else ""


def with_organisations(read: Read) -> Read:
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
    parsed = [parse_organisation(name) for name in names]
    certain = sum(bool(name.kind or name.legal_form) for name in parsed)
    people = sum(
        fold(re.sub(r"^(?:Herr|Frau|Dr\.|Prof\.)\s+", "", name)).split(" ")[0] in given_names() for name in names
    )
    return certain >= 0.4 * len(names) and people <= 0.2 * len(names)
