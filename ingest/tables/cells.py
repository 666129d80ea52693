"""The cells of a row by what their columns mean, and the notes about them, of which a long list gives but a few."""

import re
from collections import Counter

from graph.model.fold import fold, visible
from graph.names.stand_ins import refers_above
from ingest.readers.table import Row, Sheet
from ingest.records import Note, RowLog
from ingest.records.lengths import LONGEST_TEXT, too_long
from ingest.tables.header import CHOICE, ParticipantHeader

MOST_NOTES = 100  # of one kind about one column; a note says how many more there were
_OF_MANY = frozenset({"attendance", CHOICE})  # all columns of these are read
_LONGEST_SIGN = 20  # letters of "siehe oben"
_REPEATED = ("organisation", "function", "place", "land", "workshop", "role")
_NAMES = frozenset({"given_name", "family_name", "name"})
_NOTHING = frozenset(
    {
        *("", "privat", "privatperson", "n a", "n v", "nv", "k a", "none", "null", "nan", "anonymous", "anonym"),
        *("keine", "keiner", "kein", "kein workshop", "keine angabe", "keine angaben", "ohne", "entfaellt"),
        "info requested",
    }
)
# The mark of spreadsheets for text, as in '+49 or 'Lang, but not in 't Hooft.
_TEXT_MARK = re.compile(r"^'(?=[A-ZÄÖÜ0-9+=@])")


class Cells:
    """Reads the rows of one sheet; what a row says is put together once."""

    def __init__(self, sheet: Sheet, header: ParticipantHeader) -> None:
        self.sheet, self.header = sheet, header
        self._row: Row | None = None
        self._said: dict[str, str] = {}
        self._several = tuple(
            (meaning, found) for meaning, found in header.columns.items() if meaning not in _OF_MANY and found[1:]
        )
        self._second: set[int] = set()
        self._notes: Counter[tuple[str, str]] = Counter()
        self._above: dict[str, str] = {}
        self._repeated: dict[str, str] = {}
        self._read = sorted({index for some in header.columns.values() for index in some})
        self._may_repeat = tuple(meaning for meaning in _REPEATED if meaning in header.columns)

    def refuse_long(self, row: Row) -> None:
        """Refuse a row with a cell that is longer than anything its column is read for.

        Raises:
            InputError: with the title of the column.
        """
        for index in self._read:
            if index < len(row.cells) and len(row.cells[index]) > LONGEST_TEXT:
                raise too_long(
                    row.cells[index], self.sheet.where, self.header.titles[index], "", LONGEST_TEXT, row.number
                )

    def begin(self, row: Row) -> None:
        """Take up the next row: where it says "s. o.", what the row above it said counts."""
        said = {meaning: self._first(row, meaning) for meaning in self._may_repeat}
        short = ((meaning, text) for meaning, text in said.items() if 0 < len(text) <= _LONGEST_SIGN)
        self._repeated = {meaning: self._above.get(meaning, "") for meaning, text in short if refers_above(text)}
        self._above = said | self._repeated

    def text(self, row: Row, meaning: str) -> str:
        """Return the text of the first filled column with a meaning."""
        if row is not self._row:
            self._row, self._said = row, {}
        said = self._said.get(meaning)
        if said is None:
            said = self._said[meaning] = visible(self.raw(row, meaning))
        return said

    def raw(self, row: Row, meaning: str) -> str:
        """Return the same with its line breaks."""
        return self._repeated[meaning] if meaning in self._repeated else self._first(row, meaning)

    def _first(self, row: Row, meaning: str) -> str:
        indices = self.header.columns.get(meaning, ())
        return next(filter(None, (_said(row, index, meaning) for index in indices)), "")

    def tell(self, row_log: RowLog, note: Note) -> None:
        """Add a note to the findings, as long as there are not too many of its kind."""
        self._notes[note.key, note.column] += 1
        if self._notes[note.key, note.column] <= MOST_NOTES:
            row_log.notes.append(note)

    def tell_rest(self, row_log: RowLog) -> None:
        """Add how many notes of each kind were left out."""
        for (_, column), count in self._notes.items():
            if more := max(count - MOST_NOTES, 0):
                note = Note("note_and_more", self.sheet.name, column=column, context={"count": more})
                row_log.notes.append(note)
        self._notes.clear()

    def tell_second_values(self, row: Row, row_log: RowLog) -> None:
        """Note, once a column, what stands there beside another value of the same meaning."""
        for meaning, indices in self._several:
            used = self.text(row, meaning)
            for index in indices[1:]:
                text = visible(_said(row, index, meaning))
                if text and fold(text) != fold(used) and index not in self._second:
                    self._second.add(index)
                    title = self.header.titles[index]
                    note = Note("note_second_value", self.sheet.name, row.number, title, context={"value": text})
                    row_log.notes.append(note)


def _said(row: Row, index: int, meaning: str) -> str:
    """Return a cell, "" where it stands for nothing."""
    text = row.cells[index] if index < len(row.cells) else ""
    if not text:
        return ""
    text = _TEXT_MARK.sub("", text)
    folded = fold(text)
    if not folded and meaning in _REPEATED and refers_above(text):
        return text
    return "" if not folded or (folded in _NOTHING and meaning not in _NAMES) else text
