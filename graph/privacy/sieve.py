"""Which stored texts may name somebody: what may not is never taken apart.

What passes is looked at closely by whoever asked; so a sieve may let through too much and must hold back nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.model.fold import fold

_ESCAPES = ("%", "\\u")  # of an address and of JSON: what stands behind them is not read here


@dataclass(frozen=True)
class Sieve:
    """Lets through what may hold one of some folded words, or one of some texts to the letter.

    >>> one = Sieve(frozenset({"mueller"}))
    >>> one.passes("Herr MÜLLER,"), one.passes("Frau Maier"), one.passes(["a", "M%C3%BCller"]), one.passes(7)
    (True, False, True, False)
    """

    words: frozenset[str]
    exactly: frozenset[str] = frozenset()

    def passes(self, value: Any) -> bool:
        """Return whether a value, or one of a list, may."""
        if isinstance(value, str):
            return self._may_hold(value)
        return isinstance(value, list | tuple) and any(map(self.passes, value))

    def any_of(self, values: Iterable[Any]) -> bool:
        """Return whether one of some values may."""
        return any(map(self.passes, values))

    def _may_hold(self, text: str) -> bool:
        if not text.isascii():
            folded = fold(text)
            return (
                _holds(text, (*_ESCAPES, *self.exactly))
                or _holds(folded, self.words)
                or _holds(folded.replace(" ", ""), self.words)
            )
        return _holds(text.lower(), self._needles)

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        """What is looked for in ASCII in small letters; what holds another one needs no look of its own."""
        small = {one.lower() for one in self.exactly}
        return (*_ESCAPES, *self.words, *(one for one in small if not _holds(one, self.words)))


def _holds(text: str, needles: Iterable[str]) -> bool:
    for one in needles:  # noqa: SIM110 (half the time of any(): every text of a store comes here)
        if one in text:
            return True
    return False
