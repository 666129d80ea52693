"""What a database hands over, counted: statements and rows, not time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from graph.store.transaction import Tx
from graph.store.view import View


@dataclass
class RowsRead:
    """How many statements that read were sent, and how many rows came back."""

    statements: int = 0
    rows: int = 0

    def counted(self, rows: Any) -> Iterator[Any]:
        """Yield rows, each counted; a row that is one list of many counts as many."""
        for row in rows:
            values = list(row.values()) if hasattr(row, "values") else row
            self.rows += len(values[0]) if len(values) == 1 and isinstance(values[0], list) else 1
            yield row


class CountedResult:
    """A result of the driver, counted as it is handed over."""

    def __init__(self, result: Any, read: RowsRead) -> None:
        self._result, self._read = result, read

    def __iter__(self) -> Iterator[Any]:
        yield from self._read.counted(self._result)

    def single(self) -> Any:
        """Return the one row."""
        return next(iter(self), None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._result, name)


def count_reading(monkeypatch: pytest.MonkeyPatch) -> RowsRead:
    """Count from now on what views and transactions read, until the test is over."""
    read = RowsRead()
    rows, values, inside = View._rows, View._values, Tx.read

    def of_view(view: View, query: str, **parameters: Any) -> Iterator[Any]:
        read.statements += 1
        return read.counted(list(rows(view, query, **parameters)))

    def of_stream(view: View, query: str) -> Iterator[Any]:
        read.statements += 1
        return read.counted(values(view, query))

    def of_transaction(tx: Tx, query: str, **parameters: Any) -> Any:
        read.statements += 1
        return CountedResult(inside(tx, query, **parameters), read)

    monkeypatch.setattr(View, "_rows", of_view)
    monkeypatch.setattr(View, "_values", of_stream)
    monkeypatch.setattr(Tx, "read", of_transaction)
    return read
