"""A transaction that fails, chosen by its number."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.store.running import OwnTransactions
from graph.store.transaction import Tx


class Broken(RuntimeError):
    """What a test raises in the middle."""


def breaking(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> None:
    """Let the transaction of that number fail: before its commit is asked for, or after it."""
    write, left = OwnTransactions.write, at

    def counted(running: OwnTransactions, work: Callable[[Tx], Any]) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not after:
            raise Broken
        done = write(running, work)
        if left == 0:
            raise Broken
        return done

    monkeypatch.setattr(OwnTransactions, "write", counted)
