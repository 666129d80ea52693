"""The header of a participant list: which row it is, and what its columns mean."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from graph.errors import InputError
from graph.model.fold import fold
from graph.model.schema import load
from graph.packaged import read_yaml
from ingest.readers.table import Row, Sheet
from ingest.tables.attendance import about, day_in, presence

IGNORED = "ignored"
_FILLERS = "fillers"
LOOKED_THROUGH = 30
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CODE = re.compile(r"^\w+(?:\[\w+\])?\.\s+(?=\S)")  # of a question, before its text
_CHOICE = re.compile(r"(?i)(?:workshop|arbeitsgruppe|panel|forum|session).*\[[^\[\]]+\]\s*$")
_OF_WHO_CAME = re.compile(r"teilnehm|attendee|participant")  # beside those who ordered
CHOICE = "workshop_choice"  # one column for each workshop, ticked or not
_PARTS = re.compile(r"[/|,;+&]|\bund\b|\boder\b|\bbzw\b|\band\b|\bor\b|-\s", re.IGNORECASE)
_WHO = frozenset({"given_name", "family_name", "name"})
_GUEST = frozenset({"gast", "guest"})  # beside a column of names these say yes or no
# A name where nothing else is: elsewhere it is what somebody signs in with.
_USER_NAME = frozenset(
    {"user name", "username", "benutzername", "nutzername", "name des nutzers", "name des benutzers"}
)
_PERSONAL = {"given_name", "family_name", "name", "salutation", "title"}
_NAME_PARTS = {"given_name", "family_name", "name", "title", "salutation"}
_FAMILY_FIRST = re.compile(
    r"(?:nach|familien|zu)?name (?:und )?(?:titel )?vorname|nach (?:und )?vorname|"
    r"(?:last|family|sur) ?name (?:and )?(?:first|given)"
)


@dataclass(frozen=True, slots=True)
class ParticipantHeader:
    """Row number of the header, column indices by meaning, titles by index, titles nobody uses.

    `tiers` are the rows the titles were put together from, `above` those before them; `guessed` are the columns whose
    cells told their meaning. The row is 0 where the list has no header.
    """

    row: int
    columns: Mapping[str, tuple[int, ...]]
    titles: tuple[str, ...]
    unused: tuple[str, ...]
    tiers: tuple[tuple[str, ...], ...] = ()
    above: tuple[Row, ...] = field(default=(), compare=False)
    guessed: frozenset[int] = frozenset()

    def title(self, meaning: str) -> str:
        """Return the title, as the file has it, of the first column with a meaning."""
        return self.titles[self.columns[meaning][0]]

    def family_first(self) -> bool:
        """Return whether the column of whole names says that the family name comes first."""
        return "name" in self.columns and bool(_FAMILY_FIRST.match(fold(self.title("name"))))

    def is_read(self, index: int) -> bool:
        """Return whether a column has a meaning, a title that nobody knows, or none because it is one too many."""
        if index >= len(self.titles):
            return True
        return self.titles[index] in self.unused or any(index in found for found in self.columns.values())


@cache
def _columns() -> dict[str, list[str]]:
    entries: dict[str, list[str]] = read_yaml(files(__package__).joinpath("columns.yaml").read_text(encoding="utf-8"))
    return entries


@cache
def meanings() -> dict[str, str]:
    """Return the meaning of each folded column title."""
    return {fold(title): meaning for meaning, titles in _columns().items() if meaning != _FILLERS for title in titles}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(fold, _columns()[_FILLERS]))


@lru_cache(maxsize=4096)  # asked for cells too, of which there are millions
def meaning_of(title: str) -> str | None:
    """Return what a column's title means, "ignored" for a blank one, None where nobody knows.

    >>> meaning_of("Firma / Institution"), meaning_of("E-Mail (dienstlich)"), meaning_of("Name, Vorname")
    ('organisation', 'email', 'name')
    """
    if not fold(title):
        return IGNORED
    title = _CODE.sub("", title)
    if _CHOICE.search(title):
        return CHOICE
    bare = _ASIDE.sub(" ", title)
    found = meanings().get(fold(title)) or _without_fillers(bare)
    if found:
        return found
    parts = [_without_fillers(part) for part in _PARTS.split(bare) if fold(part)]
    if len(set(parts)) == 1 and parts[0]:
        return parts[0]
    if "given_name" in parts and set(parts) <= _NAME_PARTS:
        return "name"
    return "attendance" if about(title) else None


@lru_cache(maxsize=4096)
def _is_user_name(title: str) -> bool:
    return fold(_ASIDE.sub(" ", title)) in _USER_NAME


def _without_fillers(text: str) -> str | None:
    words = fold(text)
    bare = (word for word in words.split() if word not in _fillers())
    return meanings().get(words) or meanings().get(" ".join(bare))


def find_header(sheet: Sheet) -> ParticipantHeader:
    """Return the header: the first row that names a person's columns, else those of organisations alone.

    Titles above it are passed over. Two rows of titles are one header: the lower title goes before the upper one.

    Raises:
        InputError: no row does, a needed column is missing, or one title stands there twice.
    """
    looked_through = list(islice(sheet.rows(), LOOKED_THROUGH + 1))
    rows = [row for row in looked_through if not row.is_blank()]
    candidates = [row for row in looked_through[:LOOKED_THROUGH] if not row.is_blank()]
    for index, row in enumerate(candidates):
        if has_titles(row):
            before, tiers = _tiers(rows, index)
            return header_from(sheet, tiers, tuple(rows[:before]))
    for index, row in enumerate(candidates):
        if _is_of_organisations(row):
            return header_from(sheet, [row], tuple(rows[:index]))
    raise _problem(sheet, candidates)


def _tiers(rows: list[Row], index: int) -> tuple[int, list[Row]]:
    """Return the index of the first row of the header, and its one or two rows."""
    row = rows[index]
    after = rows[index + 1] if index + 1 < len(rows) else None
    if after and after.number == row.number + 1 and (is_title_row(after) or _completes(after, row)):
        return index, [row, after]
    before = rows[index - 1] if index else None
    if before and before.number == row.number - 1 and len(_known(before)) >= 2:
        return index - 1, [before, row]
    return index, [row]


def is_title_row(row: Row) -> bool:
    """Return whether nearly all cells of a row are titles that are known, one of a name among them."""
    filled = [cell for cell in row.cells if fold(cell)]
    if "@" in "".join(filled):  # an address is no title, and no more need be asked
        return False
    known = [meaning_of(cell) for cell in filled]
    if any(map(presence, filled)) and all(m not in _WHO or _is_role(c) for m, c in zip(known, filled, strict=True)):
        return False  # "Gast" and "anwesend" are values as well
    if not _WHO & set(known):
        known = ["name" if _is_user_name(cell) else meaning for cell, meaning in zip(filled, known, strict=True)]
    return len({*known} - {None}) >= 2 and bool(_WHO & set(known)) and known.count(None) * 3 <= len(filled)


def _is_role(text: str) -> bool:
    return load().relationships["TOOK_PART_IN"].find_role(text) is not None


def is_repeated(row: Row, header: ParticipantHeader) -> bool:
    """Return whether a row says the titles of the header once more, as lists of several pages do."""
    cells = [*map(fold, row.cells)]
    tiers = (*header.tiers, header.titles)
    return sum(map(bool, cells)) > 1 and any(
        all(not cell or (i < len(tier) and cell == fold(tier[i])) for i, cell in enumerate(cells)) for tier in tiers
    )


def has_titles(row: Row) -> bool:
    """Return whether a row can be the header of a list: it has two known titles, one of a whole or family name."""
    known = _known(row)
    return len(known) >= 2 and bool(known & {"family_name", "name"})


def _is_of_organisations(row: Row) -> bool:
    """Return whether a row can be the header of a list of organisations, where nobody is named."""
    known = _known(row)
    unknown = sum(1 for cell in row.cells if fold(cell) and meaning_of(cell) is None)
    filled = sum(map(bool, map(fold, row.cells)))
    is_counted = known == {"organisation", IGNORED} and filled < 3  # "Firma; Anzahl" sums up another list
    is_known = "organisation" in known and len(known) >= 2 and unknown * 2 <= filled
    return is_known and not is_counted and not known & _PERSONAL


def _problem(sheet: Sheet, rows: list[Row]) -> InputError:
    if not rows:
        return InputError("empty_file", file=sheet.where)
    for row in rows:
        known, filled = _known(row), list(filter(None, row.cells))
        if len(known) >= 2:
            found = ", ".join(filled)
            return InputError("missing_column", file=sheet.where, row=row.number, value="Nachname", found=found)
        if known & _WHO and len(filled) > 1:
            return InputError("header_too_short", file=sheet.where, row=row.number, value=", ".join(filled))
    return InputError("no_header", file=sheet.where, row=rows[0].number, value=", ".join(filter(None, rows[0].cells)))


def _known(row: Row) -> set[str]:
    known = {meaning for cell in row.cells if fold(cell) and (meaning := meaning_of(cell))}
    return known if _WHO & known or not any(map(_is_user_name, row.cells)) else {*known, "name"}


def header_from(
    sheet: Sheet,
    tiers: Sequence[Row],
    above: tuple[Row, ...],
    meaning_of: Callable[[str], str | None] = meaning_of,
) -> ParticipantHeader:
    """Return the header that one or two rows of titles make.

    Raises:
        InputError: one title stands there twice.
    """
    cells, row = together(tiers), tiers[-1]
    columns: dict[str, list[int]] = {}
    unused: list[str] = []
    guests = [index for index, title in enumerate(cells) if fold(title) in _GUEST]
    for index, title in enumerate(cells):
        meaning = meaning_of(title)
        if meaning is None:
            unused.append(title)
        elif meaning != IGNORED:
            if fold(title) in {fold(cells[other]) for other in columns.get(meaning, ())}:
                raise InputError("double_column", file=sheet.where, row=row.number, column=title, value=title)
            columns.setdefault(meaning, []).append(index)
    if not _WHO & set(columns) and (users := [index for index, title in enumerate(cells) if _is_user_name(title)]):
        columns["name"] = users[:1]
        unused = [title for title in unused if title != cells[users[0]]]
    if _WHO & set(columns) and set(columns.get("name", ())) - set(guests):
        columns["name"] = [index for index in columns["name"] if index not in guests]
    if "given_name" in columns and "name" in columns and "family_name" not in columns:
        columns["family_name"] = columns.pop("name")
    for indices in columns.values():
        indices.sort(key=lambda index: not _OF_WHO_CAME.search(fold(cells[index])))
    found = {meaning: tuple(indices) for meaning, indices in columns.items()}
    titles = tuple(" ".join(title.split()) for title in cells)
    shown = tuple(" ".join(title.split()) for title in unused)
    return ParticipantHeader(row.number, found, titles, shown, tuple(tier.cells for tier in tiers), above)


def together(tiers: Sequence[Row]) -> tuple[str, ...]:
    """Return the titles of a header of one or two rows: the lower title, and the upper one where it is blank."""
    cells = tiers[-1].cells
    if len(tiers) == 1:
        return cells
    upper = tiers[0].cells
    width = max(len(upper), len(cells))
    lower = [*cells, *[""] * (width - len(cells))]
    above = [*upper, *[""] * (width - len(upper))]
    return tuple(_title_of_two(above, index, title) for index, title in enumerate(lower))


def _title_of_two(above: Sequence[str], index: int, title: str) -> str:
    """Return the title two rows give a column: the lower one, with the upper one where it only goes on with that."""
    if not title:
        return above[index]
    group = next(filter(None, reversed(above[: index + 1])), "")  # which stands over several columns
    if not group:
        return title
    if title.endswith("-"):  # "Vor-" below "Name"
        return f"{title.rstrip('-')}{group.lower()}"
    meaning = meaning_of(title)
    if meaning == "name" and meaning_of(group) == "organisation":  # "Name" below "Arbeitgeber"
        return group if above[index] else title
    if meaning is None and meaning_of(group) == "attendance" and day_in(title):  # "Tag 1" below "Anwesend"
        return f"{group} {title}"
    return title


def _completes(row: Row, above: Row) -> bool:
    """Return whether a row only completes the titles of the one above it: "Vor-" and "Nach-" below "Name"."""
    filled = [index for index, cell in enumerate(row.cells) if fold(cell)]
    titles = together([above, row])
    halves = [index for index in filled if row.cells[index].endswith("-")]
    known = [meaning_of(titles[index]) for index in filled]
    return len(halves) > 1 and None not in known and len(filled) > 1
