"""How wide the columns of a table are: as their texts need, and none so narrow that words break."""

from math import sqrt

from briefing.documents.document import NotedText, Table
from briefing.drawing.lettering import clean, width

_LEAST, _MOST = 4.0, 30.0  # in sizes of the letters
_HEADING, _FIRST = 5.0, 8.5  # of a narrow table
_ROOM = 48.0  # sizes of the letters that fit beside each other on a page


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of each column in the width of the table; together they are 1."""
    both = [_needs(table, n) for n in range(len(table.columns))]
    least, wished = sum(low for low, _ in both), sum(high for _, high in both)
    # Where there is not room for all, long texts give way and the longest words keep their width.
    given = min(1.0, max(0.0, _ROOM - least) / (wished - least)) if wished > least else 1.0
    wide = [low + (high - low) * given for low, high in both]
    return tuple(one / sum(wide) for one in wide)


def _needs(table: Table, column: int) -> tuple[float, float]:
    """Return how wide a column must be for its words, and how wide it would be for its texts."""
    texts = [clean(table.columns[column]), *(_said(row[column]) for row in table.rows if column < len(row))]
    wide = [width(text, 1) for text in texts]
    word = max((width(word, 1) for text in texts for word in text.split()), default=0.0)
    if table.look == "grid":  # a figure with what is new of it stays in one line; a heading is hyphenated
        word = min(word, _FIRST) if not column else max([min(word, _HEADING), *wide[1:]])
    # Between the usual and the longest text: a long one may take several lines, but not too many.
    usual = sqrt(sum(wide) / len(wide) * max(wide))
    least = max(_LEAST, min(word, _MOST / 2) + 2)
    return least, min(_MOST, max(least, usual))


def _said(cell: tuple[NotedText, ...]) -> str:
    return clean("".join(piece.text + ",".join(map(str, piece.notes)) for piece in cell))
