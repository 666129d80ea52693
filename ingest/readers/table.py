"""What all table readers give: sheets of rows, each row with its number in the file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.errors import InputError

LONGEST_CELL = 20_000
MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells from left to right."""

    number: int
    cells: tuple[str, ...]

    def is_blank(self) -> bool:
        """Return whether no cell holds anything."""
        return not any(self.cells)


def where(file: str, sheet: str) -> str:
    """Return a file with its sheet as an error names them.

    >>> where("liste.xlsx", "Tabelle1"), where("liste.csv", "")
    ('liste.xlsx, Tabelle1', 'liste.csv')
    """
    return ", ".join(filter(None, (file, sheet)))


def column_letters(number: int) -> str:
    """Return the letters of a column as a spreadsheet shows them, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def refuse_long_cells(file: str, row: int, cells: Sequence[str]) -> None:
    """Refuse a row with a cell that is far too long.

    Raises:
        InputError: with the letters of its column.
    """
    for index, cell in enumerate(cells, start=1):
        if len(cell) > LONGEST_CELL:
            column = column_letters(index)
            raise InputError("cell_too_long", file=file, row=row, column=column, value=cell, limit=LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file; `rows()` reads it from the start each time and may leave out blank rows.

    `name` is "" where a file is one table. `merged_unread` tells that it has merged cells nobody can fill in,
    `is_hidden` that a spreadsheet does not show it; `hidden_rows()` are the numbers of the rows it does not show.
    """

    file: str
    name: str
    rows: Callable[[], Iterator[Row]]
    merged_unread: bool = False
    is_hidden: bool = False
    hidden_rows: Callable[[], frozenset[int]] = frozenset

    @property
    def where(self) -> str:
        """Return file and sheet as an error names them."""
        return where(self.file, self.name)

    def place(self, row: int) -> str:
        """Return the place of a row as evidence names it."""
        return f"{self.name}!row {row}" if self.name else f"row {row}"
