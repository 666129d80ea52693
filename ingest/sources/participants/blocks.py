"""Blocks of a report: hosts, panellists and attendees below each other, each with a title and a header of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from graph.model.fold import fold
from graph.model.schema import load
from ingest.readers.table import Row, Sheet
from ingest.tables.header import LOOKED_THROUGH, has_titles

_ABOUT = re.compile(r"\b(?:details?|angaben|liste|list|zum|zur|zu|den|der|of|other|weitere|sonstige)\b")
_MORE_ROLES = {
    **dict.fromkeys(("diskussionsteilnehmer", "diskussionsteilnehmern", "panelists", "panellists"), "panellist"),
    **dict.fromkeys(("teilnehmern", "attendees", "attended", "teilgenommen"), "participant"),
    **dict.fromkeys(("gastgebern", "hosts"), "host"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet that is a table, and the role of those in it; title and role are "" for a whole sheet."""

    sheet: Sheet
    title: str = ""
    role: str = ""


def blocks_of(sheet: Sheet) -> list[Block]:
    """Return the blocks of a sheet, the whole sheet where it has not at least two.

    A block begins with a row that holds a role alone ("Panelist Details"), before a row of titles. What stands above
    the first one goes with it.
    """
    early = list(islice(sheet.rows(), LOOKED_THROUGH))
    if not any(map(_role_in, early)):  # no need to read it all
        return [Block(sheet)]
    begins = list(_begins(sheet))
    if len(begins) < 2:
        return [Block(sheet)]
    ends = [number for number, _ in begins[1:]]
    return [
        Block(_part(sheet, number if index else 0, end), title, role)
        for index, ((number, (title, role)), end) in enumerate(zip(begins, [*ends, 0], strict=True))
    ]


def _begins(sheet: Sheet) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield row number, title and role of each row that begins a block."""
    rows = (row for row in sheet.rows() if not row.is_blank())
    for row, after in pairwise(rows):
        if (role := _role_in(row)) and has_titles(after):
            yield row.number, (next(filter(None, row.cells)), role)


def _part(sheet: Sheet, after: int, end: int) -> Sheet:
    """Return the rows below row `after` and above row `end`, 0 for the end of the sheet; they keep their numbers."""

    def rows() -> Iterator[Row]:
        return (row for row in sheet.rows() if row.number > after and (not end or row.number < end))

    return Sheet(sheet.file, sheet.name, rows, sheet.merged_unread)


def _role_in(row: Row) -> str:
    filled = [cell for cell in row.cells if cell]
    return _role(filled[0]) if len(filled) == 1 and len(filled[0]) <= 60 else ""


@cache
def _role(title: str) -> str:
    """Return the role that the title of a block names.

    >>> _role("Details zum Gastgeber"), _role("Panelist Details"), _role("Forum Nord")
    ('host', 'panellist', '')
    """
    bare = " ".join(_ABOUT.sub(" ", fold(title)).split())
    return _MORE_ROLES.get(bare) or load().relationships["TOOK_PART_IN"].find_role(bare) or ""


def block_of(sheet: Sheet, blocks: Sequence[Block]) -> Block:
    """Return the block a sheet was taken from."""
    return next(block for block in blocks if block.sheet is sheet)
