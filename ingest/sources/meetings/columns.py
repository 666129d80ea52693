"""The header of a list of meetings: strict, so that no list of people and no programme is taken for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from graph.model.fold import fold
from graph.packaged import read_yaml
from ingest.readers.table import Row, Sheet

LOOKED_THROUGH = 10
PACKED = ("people", "organisations")
_MEANINGS = ("date", *PACKED, "host", "group", "country", "title", "topic", "series", "place", "host_id", "ignored")


@dataclass(frozen=True, slots=True)
class MeetingHeader:
    """The row of the header, its titles, the column of each meaning, and the titles nobody knows."""

    row: int
    titles: tuple[str, ...]
    columns: Mapping[str, int]
    unused: tuple[str, ...]

    def title(self, meaning: str) -> str:
        """Return the title of the column with a meaning, "" where there is none."""
        return self.titles[self.columns[meaning]] if meaning in self.columns else ""


@cache
def words(meaning: str) -> frozenset[str]:
    """Return the folded words of one list."""
    said = read_yaml(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
    return frozenset(fold(str(word)) for word in said[meaning])


@cache
def _meanings() -> dict[str, str]:
    return {word: meaning for meaning in _MEANINGS for word in words(meaning)}


def is_header(cells: Iterable[str]) -> bool:
    """Return whether a row is the header of a list of meetings: one column of days, one of those who took part.

    >>> is_header(["show", "date", "title", "guests"]), is_header(["Name", "Datum", "Gäste"])
    (True, False)
    >>> is_header(["Datum", "Beginn", "Titel", "Gäste"])
    False
    """
    folded = [fold(cell) for cell in cells]
    found = [_meanings().get(cell, "") for cell in folded]
    whom = {"people", "organisations"} & set(found)
    about = {"title", "topic", "series", "host", "place"} & set(found)
    return found.count("date") == 1 and bool(whom and about) and not words("refused") & set(folded)


def find_header(sheet: Sheet) -> MeetingHeader | None:
    """Return the header of a list of meetings, None where a sheet is none."""
    row = next((row for row in islice(sheet.rows(), LOOKED_THROUGH) if is_header(row.cells)), None)
    return _header(row) if row else None


def _header(row: Row) -> MeetingHeader:
    columns: dict[str, int] = {}
    unused = []
    titles = tuple(" ".join(cell.split()) for cell in row.cells)
    for index, title in enumerate(titles):
        meaning = _meanings().get(fold(title))
        if meaning is None or meaning in columns:
            unused.append(title)
        else:
            columns[meaning] = index
    return MeetingHeader(row.number, titles, columns, tuple(filter(fold, unused)))
