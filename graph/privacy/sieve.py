"""Which stored texts may name somebody, told to the database: what may not is not handed over and never looked at here.

What passes is looked at closely by whoever asked; so a sieve may let through too much and must hold back nothing. Texts
are compared folded (`graph.model.fold`), which no database can do: the pattern has each letter of a word in the ways in
which German texts write it, and a text with an escape or a sign beyond those passes unseen.
"""

import json
import re
from collections.abc import Iterable

from graph.model.fold import fold

# Beside ASCII: letters of which it is known to what they are folded, and signs that are no part of a word.
_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšž"
_SIGNS = "„“”‚‘’»«›‹–—…·•§€°\u00a0"
_ALNUM = f"A-Za-z0-9{_LETTERS}"
# What stands in front of a word: no letter, or the end of an escape of JSON ("\\n").
_BEFORE, _AFTER = rf"(?:(?<![{_ALNUM}])|(?<=\\[nrtbf]))", rf"(?![{_ALNUM}])"
# An escape of an address or of JSON, or a sign that may stand for any letter.
_STRANGE = rf"%[0-9A-Fa-f]{{2}}|\\u[0-9A-Fa-f]{{4}}|[^\x00-\x7F{_LETTERS}{_SIGNS}]"


def _by_spelling() -> dict[str, list[str]]:
    """Return which letters are folded to each spelling, those of ASCII in both cases."""
    found: dict[str, list[str]] = {}
    for letter in _LETTERS:
        found.setdefault(fold(letter), []).append(letter)
    for one in "abcdefghijklmnopqrstuvwxyz0123456789":
        found.setdefault(one, []).extend(dict.fromkeys((one, one.upper())))
    return found


_SPELT = _by_spelling()
_LONGEST = max(map(len, _SPELT))


def pattern(words: Iterable[str], exactly: Iterable[str] = ()) -> str:
    """Return what a whole text matches that may hold one of some folded words, or other texts to the letter.

    Java and Python read it alike.

    >>> [bool(re.match(pattern(["mueller"]), text)) for text in ("Herr MÜLLER,", "Frau Muellerin", "M%C3%BCller")]
    [True, False, True]
    """
    found = "|".join(_spelt(word) for word in sorted({*words}))
    literal = (form for text in exactly for form in (text, json.dumps(text, ensure_ascii=False)[1:-1]))
    wanted = [*([f"{_BEFORE}(?:{found}){_AFTER}"] if found else ()), *map(re.escape, sorted({*literal})), _STRANGE]
    return f"(?s).*(?:{'|'.join(wanted)}).*"


def _spelt(word: str) -> str:
    """Return a pattern for a folded word: at each place the letters, one or two of the word, that are folded so."""
    return _rest(word, {}) if word.isascii() and word.isalnum() else re.escape(word)


def _rest(word: str, known: dict[str, str]) -> str:
    if word and word not in known:
        sizes = (size for size in range(1, min(_LONGEST, len(word)) + 1) if word[:size] in _SPELT)
        ways = [f"[{''.join(_SPELT[word[:size]])}]{_rest(word[size:], known)}" for size in sizes]
        known[word] = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return known.get(word, "")
