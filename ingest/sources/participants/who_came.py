"""Who of a list came: the columns about it, read as a whole before the first row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.model.fold import fold, visible
from ingest.readers.table import Row, Sheet
from ingest.records.asking import AttendanceQuestion
from ingest.sources.participants.remarks import begins_section, is_remark, is_unfilled
from ingest.tables.attendance import About, Presence, about, day_in, missed, presence
from ingest.tables.header import ParticipantHeader, is_repeated

_LONGEST = 60  # letters of an unknown word that are shown
_TICKS = frozenset({"x", "xx", "1", "u2713", "u2714", "u2705", "u2611", "u2612"})
_PLAIN_NO = frozenset(
    {"nein", "n", "no", "0", "false", "falsch", "non", "nee", "nope", "u2717", "u2718", "u274c", "u2610"}
)


@dataclass(slots=True)
class Column:
    """A column about who came, and what stands in it; `day` is one day of several.

    `told` are the meanings a user gave to words, by their folded form.
    """

    index: int
    title: str
    about: About
    told: Mapping[str, str] = field(default_factory=dict)
    met: set[Presence] = field(default_factory=set)
    has_marks: bool = False  # a dash where others have a word
    only_ticks: bool = True
    unknown: Counter[str] = field(default_factory=Counter)

    def says(self, text: str) -> Presence | None:
        """Return what a value says in this column, None where nobody knows; nothing for a blank."""
        words = fold(text)
        if told := self.told.get(words) or self.told.get(fold(_shown(text))):
            return Presence(told)
        if not words:
            return Presence.NOTHING
        said = presence(text)
        if self.about is About.REMARK:
            return Presence.AWAY if missed(text) else Presence.NOTHING
        if self.about is not About.ABSENT:
            return said
        if said is Presence.AWAY and words in _PLAIN_NO:  # cancelled: no
            return Presence.NOTHING
        return said if said in (Presence.OPEN, Presence.NOTHING) else Presence.AWAY

    def meet(self, text: str) -> None:
        """Take a value into account."""
        said = self.says(text)
        if said is None:
            self.unknown[_shown(text)] += 1
        elif fold(text):
            self.met.add(said)
            self.only_ticks = self.only_ticks and fold(text) in _TICKS
        elif text:
            self.has_marks = True

    def of(self, row: Row) -> Presence:
        """Return what a row says in this column."""
        text = row.cells[self.index] if self.index < len(row.cells) else ""
        return (self.says(text) if fold(text) else None) or self.blank()

    def blank(self) -> Presence:
        """Return what a blank says beside the others: not ticked where others are, else nothing."""
        if self.about in (About.ABSENT, About.REMARK) or Presence.CAME not in self.met:
            return Presence.NOTHING
        ticked = self.met == {Presence.CAME} and (self.about is About.SEEN or self.only_ticks)
        return Presence.AWAY if ticked or self.has_marks else Presence.NOTHING


def _shown(text: str) -> str:
    """Return a word as a question shows it: the first letters of a long one."""
    return visible(text)[:_LONGEST]


class WhoCame:
    """Says of each row of a list whether somebody came; `told` are the meanings a user gave to words.

    Raises:
        AttendanceQuestion: words in these columns that nobody knows; they are asked about at once.
    """

    def __init__(self, sheet: Sheet, header: ParticipantHeader, told: Mapping[str, str]) -> None:
        self._columns = _columns(header, told)
        for row in _listed(sheet, header) if self._columns else ():
            for column in self._columns:
                column.meet(row.cells[column.index] if column.index < len(row.cells) else "")
        for column in self._columns:
            if column.unknown:
                unknown = column.unknown.most_common()
                raise AttendanceQuestion(sheet.where, header.row or None, column.title, unknown)
        said = [column for column in self._columns if column.about is not About.REMARK]
        if len(said) > 1:  # a column that would say of everybody that they did not come: the list was made before
            before = [c for c in said if c.about is About.SEEN and Presence.CAME not in c.met]
            self._columns = [column for column in self._columns if column not in before]

    def __call__(self, row: Row) -> bool:
        """Return whether somebody came: what was seen goes before what was promised, of several days one is enough.

        A blank where others are ticked is none. Without any word about it, somebody on the list came.
        """
        seen, promised = _Told(), _Told()
        cancelled = False
        for column in self._columns:
            said = column.of(row)
            if column.about in (About.ABSENT, About.REMARK):
                cancelled = cancelled or said in (Presence.AWAY, Presence.OPEN)
            elif said is not Presence.NOTHING:
                (seen if column.about is About.SEEN else promised).add(column, came=said is Presence.CAME)
        if (known := seen.came()) is not None:
            return known
        if cancelled:
            return False
        return promised.came() is not False


@dataclass(slots=True)
class _Told:
    """What columns of one kind say in a row: those of single days, and the others."""

    days: list[bool] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)

    def add(self, column: Column, *, came: bool) -> None:
        (self.days if day_in(column.title) else self.whole).append(came)

    def came(self) -> bool | None:
        if not self.days and not self.whole:
            return None
        return any(self.days) if self.days else all(self.whole)


def _columns(header: ParticipantHeader, told: Mapping[str, str]) -> list[Column]:
    """Return the columns about it, and those of remarks, in which some word may tell."""
    stated = header.columns.get("attendance", ())
    used = {index for indices in header.columns.values() for index in indices}
    found = [Column(i, header.titles[i], about(header.titles[i]) or About.PROMISED, told) for i in stated]
    return found + [Column(i, title, About.REMARK) for i, title in enumerate(header.titles) if i not in used]


def _listed(sheet: Sheet, header: ParticipantHeader) -> Iterator[Row]:
    """Yield the rows of a list that are read."""
    for row in sheet.rows():
        if row.number <= header.row or is_unfilled(row, header) or is_repeated(row, header):
            continue
        if begins_section(row, header):
            return
        if not is_remark(row, header):
            yield row
