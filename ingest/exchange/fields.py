"""The fields of a node or an edge by their meaning; those that are not used are counted and noted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import InputError
from graph.model.dates import parse_date
from graph.model.fold import fold, visible
from ingest.exchange.graph import LONGEST, Fields, GraphEdge, GraphNode
from ingest.exchange.words import IGNORED
from ingest.records import Note, RowLog


@dataclass(slots=True)
class LeftOutTally:
    """Counts what could not be used, by the note about it and the text that the note shows."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    dates: list[Note] = field(default_factory=list)

    def add(self, key: str, value: str) -> None:
        """Count one."""
        self.counts[key, value[:60]] += 1

    def tell(self, row_log: RowLog) -> None:
        """Write the notes about what was counted."""
        row_log.notes.extend(self.dates)
        for (key, value), count in sorted(self.counts.items()):
            row_log.notes.append(Note(key, context={"value": value, "count": count}))


@dataclass(slots=True)
class Meant:
    """Fields by meaning."""

    said: dict[str, list[str]]
    place: str
    tally: LeftOutTally
    used: set[str] = field(default_factory=set)

    def all(self, meaning: str) -> tuple[str, ...]:
        """Return all texts of a meaning."""
        self.used.add(meaning)
        return tuple(dict.fromkeys(self.said.get(meaning, ())))

    def one(self, *meanings: str) -> str:
        """Return the first text of the first meaning that has any; further ones are counted as not used."""
        for meaning in meanings:
            if found := self.all(meaning):
                if len(found) > 1:
                    self.tally.add("note_further_values", meaning)
                return found[0]
        return ""

    def date(self, meaning: str) -> str:
        """Return a date, "" where there is none; a text that is none is noted."""
        text = self.one(meaning)
        try:
            return parse_date(text) if text else ""
        except ValueError:
            self.tally.dates.append(Note("note_bad_date", place=self.place, context={"value": text[:60]}))
            return ""

    def leave(self) -> None:
        """Count the meanings that nobody has asked for as not used."""
        for meaning in self.said.keys() - self.used:
            self.tally.add("note_unused_fields", meaning)


def meant(item: GraphNode | GraphEdge, meanings: Mapping[str, str], tally: LeftOutTally) -> Meant:
    """Return the fields of a node or an edge by meaning.

    Raises:
        InputError: a text is too long.
    """
    said: dict[str, list[str]] = {}
    for name, values in item.fields.items():
        if any(len(text) > LONGEST for text in values):
            raise InputError("cell_too_long", file=item.file, row=item.row, column=name[:60], limit=LONGEST)
        shown = [text for text in map(visible, values) if fold(text)]
        meaning = meanings.get(fold(name))
        if not shown or meaning == IGNORED:
            continue
        if meaning is None:
            tally.add("note_unused_fields", name)
        else:
            said.setdefault(meaning, []).extend(shown)
    return Meant(said, item.place, tally)


def own(fields: Fields, name: str) -> str:
    """Return the one text of a field that is named exactly so, "" where there is none or more."""
    found = fields.get(name, ())
    return found[0] if len(found) == 1 else ""
