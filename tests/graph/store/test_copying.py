"""A store written anew: what has no two ends is left out, and each record is told under its own name."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from graph.bookkeeping import DECISION, META
from graph.model.schema import load
from graph.store.copying import _facts, _records

SCHEMA = load()
NAME = next(iter(SCHEMA.relationships))


class Read:
    """What a damaged database hands over: of three facts one has both its ends."""

    def facts(self, name: str) -> Iterator[dict[str, Any]]:
        if name == NAME:
            yield from ({"start": a, "end": b, "f": {"id": f"{a}{b}"}} for a, b in ("xy", "xz", ("z", "y")))
            yield {"start": None, "end": "y", "f": {"id": "none", "role": "r"}}

    def bookkeeping(self, label: str) -> Iterator[dict[str, Any]]:
        yield {"id": label}


def test_a_fact_with_a_loose_end_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        made = list(_facts(Read(), SCHEMA, {"x": "4:1", "y": "4:2"}))  # type: ignore[arg-type]
    assert [rows for _, rows in made] == [[{"id": "xy", "start": "x", "a": "4:1", "b": "4:2"}]]
    assert [record.getMessage() for record in caplog.records] == [
        f"left out: 2 of {NAME} without both ends",
        f"left out: 1 of {NAME} without both ends",
    ]


def test_records_are_told_under_their_own_label() -> None:
    told = [(label, rows[0]["id"]) for label, _, rows in _records(Read())]  # type: ignore[arg-type]
    assert all(label == record for label, record in told)
    assert {DECISION, META} <= {label for label, _ in told}
