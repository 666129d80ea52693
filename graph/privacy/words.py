"""The words of a text with their places, each in the form in which names are compared, also out of an address (%20)."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from graph.model.fold import fold

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
