"""How wide the columns of a table are: as their texts need, and none so narrow that words break."""

from math import sqrt

from dashboard.briefing.document import Table, Text
from dashboard.drawing.lettering import clean, width

_LEAST, _MOST = 4.0, 30.0  # in sizes of the letters


def shares(table: Table) -> tuple[float, ...]:
    """Return the share of each column in the width of the table; together they are 1."""
    needs = [_need(table, n) for n in range(len(table.columns))]
    return tuple(need / sum(needs) for need in needs)


def _need(table: Table, column: int) -> float:
    texts = [clean(table.columns[column]), *(_said(row[column]) for row in table.rows if column < len(row))]
    wide = [width(text, 1) for text in texts]
    word = max((width(word, 1) for text in texts for word in text.split()), default=0.0)
    # Between the usual and the longest text: a long one may take several lines, but not too many.
    usual = sqrt(sum(wide) / len(wide) * max(wide))
    return min(_MOST, max(_LEAST, min(word, _MOST / 2) + 2, usual))


def _said(cell: tuple[Text, ...]) -> str:
    return clean("".join(piece.text + ",".join(map(str, piece.notes)) for piece in cell))
