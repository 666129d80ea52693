"""Cells for spreadsheets: what would be taken for a formula goes out as text and comes back as it was."""

import re

# The last four are the first in full width: spreadsheets take them, too.
_BEGINS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(_BEGINS)
_FIGURES = re.compile(r"[+-]?[\d\s().,/-]*")  # a telephone number or an amount is no formula
_NEUTRAL = re.compile(f"'(?={_BEGINS})")


def neutral(cell: str) -> str:
    """Return a cell so that no spreadsheet reads a formula in it: with an apostrophe before it.

    Without that apostrophe it is the cell as it was; telephone numbers and amounts need none.

    >>> neutral("=1+1"), neutral("+49 30 1234"), neutral("-12,50"), neutral("@SUM(A1)")
    ("'=1+1", '+49 30 1234', '-12,50', "'@SUM(A1)")
    """
    if _FORMULA.match(cell) and not _FIGURES.fullmatch(cell):
        return f"'{cell}"
    return cell


def restored(cell: str) -> str:
    """Return the cell that `neutral` was given.

    >>> restored("'=1+1"), restored("'tis"), restored("+49 30 1234")
    ('=1+1', "'tis", '+49 30 1234')
    """
    return _NEUTRAL.sub("", cell, count=1) if _NEUTRAL.match(cell) else cell
