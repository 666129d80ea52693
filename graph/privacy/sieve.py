"""Which stored texts may name somebody: what may not is never taken apart.

What passes is looked at closely by whoever asked; so a sieve may let through too much and must hold back nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.model.fold import fold
from graph.store.cypher import DIGITS

_ESCAPES = ("%", "\\u")  # of an address and of JSON: what stands behind them is not read here
_NO_DIGITS = dict.fromkeys(map(ord, DIGITS))
_FEWEST = 3  # letters of a word that may be looked for without its digits


@dataclass(frozen=True, slots=True)
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
        if any(sign in text for sign in _ESCAPES) or any(one in text for one in self.exactly):
            return True
        if text.isascii():
            low = text.lower()
            return any(word in low for word in self.words)
        folded = fold(text)
        joined = folded.replace(" ", "")  # some signs are folded to several words
        return any(word in folded or word in joined for word in self.words)

    def without_digits(self) -> "Sieve | None":
        """Return the sieve for texts without digits; None where a word is hardly more than digits."""
        words, exactly = (frozenset(map(self.bare, some)) for some in (self.words, self.exactly))
        if any(len(self.bare(one)) < _FEWEST and self.bare(one) != one for one in (*self.words, *self.exactly)):
            return None
        return _Bare(words, exactly)

    @staticmethod
    def bare(text: str) -> str:
        """Return a text without its digits."""
        return text.translate(_NO_DIGITS)


class _Bare(Sieve):
    """The same for texts whose digits were taken out; those that folding makes of other signs go, too."""

    __slots__ = ()

    def _may_hold(self, text: str) -> bool:
        if text.isascii():
            return Sieve._may_hold(self, text)
        return Sieve._may_hold(self, text) or Sieve._may_hold(self, self.bare(fold(text)))
