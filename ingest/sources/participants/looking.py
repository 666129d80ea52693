"""What is seen of a list before it is read: its texts, columns and first rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from graph.model.dates import parse_date
from graph.model.fold import fold
from graph.model.keys import normal_email
from graph.model.schema import load
from ingest.readers.table import Row
from ingest.records import Options
from ingest.sources.participants.functions import is_seat
from ingest.sources.participants.list_kinds import Look
from ingest.tables.columns import ReadSheet
from ingest.tables.event import date_in
from ingest.tables.header import ParticipantHeader
from ingest.tables.name_cell import read_name_cell

SAMPLE = 1_000  # rows that are looked at before a list is read
_MOST = 0.6  # share of rows that make a sign
_SEATS_EACH = 2.5  # people an organisation has in a register of seats
_LONGEST_TITLE = 12  # words
_WHO = ("name", "family_name", "given_name")


def look_at(read: ReadSheet, title: str, path: Path, options: Options) -> Look:
    """Return what is seen of a list before it is read, by its first rows."""
    header = read.header
    rows = (row for row in read.sheet.rows() if row.number > header.row and not row.is_blank())
    sample = list(islice(rows, SAMPLE + 1))
    more, sample = len(sample) > SAMPLE, sample[:SAMPLE]
    above = [" ".join(filter(None, row.cells)) for row in header.above if sum(map(bool, row.cells)) <= 2]
    above = [text for text in above if len(text.split()) <= _LONGEST_TITLE]  # a sentence is no title
    file = options.title or path.stem
    texts = tuple(filter(None, (title, read.sheet.name, *above, file.replace("_", " "))))
    content = _Content(header, sample)
    signs = set(content.signs())
    if options.date or any(map(date_in, texts)) or _joined_on(header, sample):
        signs.add("day")
    titles = frozenset(fold(title) for title in header.titles if fold(title))
    meanings = frozenset(header.columns)
    return Look(
        texts,
        meanings,
        titles,
        frozenset(signs),
        content.people(),
        len(content.organisations()),
        more,
        content.in_names(),
    )


class _Content:
    """The first rows of a list, by the meanings of their columns."""

    def __init__(self, header: ParticipantHeader, rows: Sequence[Row]) -> None:
        self._header, self._rows = header, rows

    def cells(self, meaning: str) -> list[str]:
        """Return the filled cells of the columns with a meaning."""
        indices = self._header.columns.get(meaning, ())
        return [row.cells[i] for row in self._rows for i in indices if i < len(row.cells) and fold(row.cells[i])]

    def people(self) -> int:
        """Return how many rows name somebody."""
        indices = [index for meaning in _WHO for index in self._header.columns.get(meaning, ())]
        return sum(any(i < len(row.cells) and fold(row.cells[i]) for i in indices) for row in self._rows)

    def in_names(self) -> int:
        """Return how many rows have an organisation in the place of a whole name."""
        names = self.cells("name") if "family_name" not in self._header.columns else ()
        return sum(read_name_cell(name, alone=False).is_organisation for name in names)

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
            yield "several_seats"
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


def joined_on(read: ReadSheet) -> str:
    """Return the one day on which people joined a video conference or checked in, "" where there is none."""
    rows = (row for row in read.sheet.rows() if row.number > read.header.row and not row.is_blank())
    return _joined_on(read.header, list(islice(rows, SAMPLE)))


def _joined_on(header: ParticipantHeader, rows: Sequence[Row]) -> str:
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
