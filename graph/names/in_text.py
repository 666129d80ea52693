"""Names in texts: the words of a text with their places, also out of an address (%20), and the names among them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from graph.model.fold import fold

_MOST_WORDS = 6  # of a name
_GAP = 6  # signs between two words of one name
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"((?:%[0-9A-Fa-f]{2})+)|(?s:.)")


class Word(NamedTuple):
    """A word as it is compared, and where in the text it stands."""

    folded: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text.

    >>> words_of("a%20M%C3%BCller")
    [Word(folded='a', start=0, end=1), Word(folded='mueller', start=4, end=15)]
    """
    if "%" not in text:
        return [_word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(text):
        for sign in unquote(piece.group()) if piece.group(1) else piece.group():
            signs.append(sign)
            places.append(piece.span())
    # An escape may hold a gap beside a letter; then the gap goes with the word.
    found = _WORD.finditer("".join(signs))
    return [_word(m.group(), places[m.start()][0], places[m.end() - 1][1]) for m in found]


def _word(text: str, start: int, end: int) -> Word:
    return Word(fold(text).replace(" ", ""), start, end)


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds some names in texts; how they are known is its own: as words, or as fingerprints of words.

    `know` says of a word whether it belongs to one of the names, and whether it alone means somebody; `is_name` whether
    words, folded and with blanks between, are a name in full.
    """

    know: Callable[[str], tuple[bool, bool]]
    is_name: Callable[[str], bool]

    def finds(self, text: str, *, in_full: bool = False) -> bool:
        """Return whether one of the names stands in a text; `in_full` asks for more than one word of it."""
        return next(iter(self._spans(words_of(text), in_full=in_full)), None) is not None

    def without(self, text: str, instead: str, *, in_full: bool = False) -> str:
        """Return a text with something else where one of the names stands."""
        spans = sorted(self._spans(words_of(text), in_full=in_full))
        if not spans:
            return text
        parts, at = [], 0
        for start, end in _joined(spans):
            parts += [text[at:start], instead]
            at = end
        return "".join((*parts, text[at:]))

    def _spans(self, words: list[Word], *, in_full: bool) -> Iterable[tuple[int, int]]:
        for place, word in enumerate(words):
            anchor, alone = self.know(word.folded)
            if alone and not in_full:
                yield word.start, word.end
            if anchor and (found := self._around(words, place)):
                yield found

    def _around(self, words: list[Word], place: int) -> tuple[int, int] | None:
        """Return where the longest name stands of which a word is part."""
        for size in range(_MOST_WORDS, 1, -1):
            for start in range(max(place - size + 1, 0), min(place, len(words) - size) + 1):
                some = words[start : start + size]
                near = all(b.start - a.end <= _GAP for a, b in pairwise(some))
                if near and self.is_name(" ".join(w.folded for w in some)):
                    return some[0].start, some[-1].end
        return None


def _joined(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last
