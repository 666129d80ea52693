"""Which words of a personal name are given names and which the family name."""

import re
from functools import cache

from graph.model.fold import fold
from graph.names.lexicon import compact, read_names

_WORDS_IN_ONE = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH = 3  # "IG" and "JP" are no names in capitals


class _Parts:
    """The small words that belong to family names."""

    def __init__(self) -> None:
        lists = read_names("name_parts.yaml")
        groups = {group: frozenset(map(compact, names)) for group, names in lists.items()}
        self.particles = groups["particles"]
        self.small = groups["small_particles"]
        self.predicates = groups["predicates"]
        self.starts = groups["double_starts"]
        self.joiners = groups["joiners"]
        self.unimportant = self.particles | self.small | frozenset(map(fold, lists["predicates"]))
        self.openers = self.starts | self.predicates | self.joiners
        self.births = groups["birth_name"]


_parts = cache(_Parts)


def split_written_order(words: list[str]) -> tuple[list[str], list[str]]:
    """Return given names and family name of a name without a comma.

    >>> split_written_order(["Karl", "von", "der", "Heide"])
    (['Karl'], ['von', 'der', 'Heide'])
    >>> split_written_order(["LANG", "Joachim"])
    (['Joachim'], ['LANG'])
    """
    words = _without_birth_name(words)
    if len(words) < 2:
        return [], words
    if split := _by_capitals(words):
        return split
    if is_particle(words[0]):
        return [], words
    title = words[:1] if compact(words[0]) in _parts().predicates else []
    rest = words[len(title) :]
    if title and (len(rest) < 2 or is_particle(rest[0])):
        return [], words
    start = next((i for i in range(1, len(rest) - 1) if _starts_family(rest[i])), len(rest) - 1)
    start -= start > 1 and compact(rest[start]) in _parts().joiners
    return rest[:start], title + rest[start:]


def split_at_comma(
    family: list[str], given: list[str], more: list[str] | None = None, *_: list[str]
) -> tuple[list[str], list[str]]:
    """Return given names and family name, with "Graf von" moved from the given names to where it belongs.

    >>> split_at_comma(["Lambsdorff"], ["Otto", "Graf"])
    (['Otto'], ['Graf', 'Lambsdorff'])
    """
    family, given = _without_birth_name(family), _without_birth_name(given)
    if more and all(map(_is_noble, given)):
        given = more + given
    first, last = 0, len(given)
    while last > 1 and _is_noble(given[last - 1]):
        last -= 1
    while first < last - 1 and compact(given[first]) in _parts().predicates:
        first += 1
    return given[first:last], given[:first] + given[last:] + family


def is_particle(word: str) -> bool:
    """Return whether a word is a "von", "de" or "al" of a family name."""
    letters, parts = compact(word), _parts()
    return letters in parts.particles or (letters in parts.small and word[0].islower())


def significant(words: list[str]) -> list[str]:
    """Return folded words of a family name without particles and predicates, or all if that is all."""
    parts = _parts()
    return [word for word in words if word not in parts.unimportant] or words


def _is_noble(word: str) -> bool:
    return is_particle(word) or compact(word) in _parts().predicates


def _starts_family(word: str) -> bool:
    letters, parts = compact(word), _parts()
    return letters in parts.openers or is_particle(word)


def _without_birth_name(words: list[str]) -> list[str]:
    births = _parts().births
    start = next((i for i, word in enumerate(words) if i and compact(word) in births), len(words))
    return words[:start]


def _by_capitals(words: list[str]) -> tuple[list[str], list[str]] | None:
    """Return the split at a block of words in capitals at either end, as in "LANG Joachim"."""
    loud = [is_loud(word) for word in words]
    if not any(loud) or all(loud):
        return None
    part = [is_loud or is_particle(word) for is_loud, word in zip(loud, words, strict=True)]
    first = part.index(False) if False in part else len(words)
    if any(loud[:first]) and not any(loud[first:]):
        return words[first:], words[:first]
    last = len(words) - part[::-1].index(False) if False in part else 0
    if any(loud[last:]) and not any(loud[:last]):
        return words[:last], words[last:]
    return None


def is_loud(word: str) -> bool:
    """Return whether a word is written in capitals and is no mere initials."""
    return word.isupper() and "." not in word and sum(map(str.isalpha, word)) >= _LONG_ENOUGH


def quiet(word: str) -> str:
    """Return a word in capitals as a name is written, any other as it is.

    >>> quiet("MÜLLER-LÜDENSCHEIDT"), quiet("McDonald"), quiet("IG")
    ('Müller-Lüdenscheidt', 'McDonald', 'IG')
    """
    if not is_loud(word):
        return word
    return word.lower() if is_particle(word.lower()) else _WORDS_IN_ONE.sub(_capital, word)


def _capital(found: re.Match[str]) -> str:
    word = found[0].lower()
    if word.startswith("mc") and len(word) > _LONG_ENOUGH:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
