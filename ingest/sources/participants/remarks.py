"""Rows of a participant list that are about the list: totals, dates, legends below the table."""

import re

from graph.model.fold import fold
from ingest.readers.table import Row
from ingest.tables.header import ParticipantHeader, is_repeated, is_title_row

_MOST_WORDS = 6
_SECTION = re.compile(r"\s*\d{1,2}\.\s+[^\W\d_]")
_ABOUT_THE_LIST = re.compile(
    r"(?:gesamt|insgesamt|summe|anzahl|total|stand|seite|page|quelle|source|hinweis|legende|erstellt|gedruckt|"
    r"druckdatum|exportiert|exported|ende der liste|end of list)\b"
)


def is_remark(row: Row, header: ParticipantHeader) -> bool:
    """Return whether a row says something about the list instead of naming a person.

    One or two cells that begin with a word like "Gesamt", or one cell that can not be a name: with a figure, a
    colon or a sentence. A lone e-mail address is no remark but a row without a name.
    """
    filled = [cell for cell in row.cells if fold(cell)]
    text = " ".join(filled)
    if len(header.titles) < 3 or not 0 < len(filled) <= 2 or "@" in text:
        return False
    if _ABOUT_THE_LIST.match(fold(text)) and (len(filled) == 1 or re.search(r"[\d:]", text)):
        return True
    return len(filled) == 1 and bool(re.search(r"[\d:*]", text) or len(text.split()) > _MOST_WORDS)


def is_unfilled(row: Row, header: ParticipantHeader) -> bool:
    """Return whether a row has nothing but what nobody reads, as prepared rows with a running number do."""
    return not any(fold(cell) and header.is_read(index) for index, cell in enumerate(row.cells))


def begins_section(row: Row, header: ParticipantHeader) -> bool:
    """Return whether a row begins something else than the list: a header of its own, or "3. Aktivitäten".

    A numbered title counts where the list itself stands under one ("2. Teilnehmer").
    """
    if is_title_row(row) and not is_repeated(row, header):
        return sum(map(bool, row.cells)) > 2
    return _is_section(row) and any(map(_is_section, header.above))


def _is_section(row: Row) -> bool:
    return sum(map(bool, row.cells)) == 1 and any(map(_SECTION.match, row.cells))
