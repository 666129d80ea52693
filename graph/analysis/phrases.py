"""What is to be said, not yet in words: the key of a sentence and what fills its places.

Whoever shows it finds the words in the language asked for (`dashboard/sentences`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Day:
    """A partial date that is written as the language has it."""

    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """Things one after the other: nodes, texts or phrases."""

    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The key of a sentence, and what fills it: nodes, names of the schema, days, numbers, reasons, other phrases."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


def phrase(key: str, **values: Any) -> Phrase:
    """Return a phrase.

    >>> phrase("known_weak", strength=0.5)
    Phrase(key='known_weak', values=(('strength', 0.5),))
    """
    return Phrase(key, tuple(values.items()))


def several(items: Iterable[Any]) -> Several:
    """Return things to be said one after the other."""
    return Several(tuple(items))


def reach_said(reached: date, day: date) -> Phrase:
    """Return up to when the sources reach, and what that means for a later day."""
    key = "sources_reach_past" if day > reached else "sources_reach"
    return phrase(key, reached=Day(reached.isoformat()), day=Day(day.isoformat()))
