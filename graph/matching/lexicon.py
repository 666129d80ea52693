"""What is known about words before any list is read: which are common in names, and what they count."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graph import packaged
from graph.model.fold import fold
from graph.names.abbreviation import generic
from graph.names.given import common_given_names

_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")
_SHORTEST = 4  # letters that stay when an ending is taken off


@dataclass(frozen=True, slots=True)
class StemLexicon:
    """Stems of words, and folded names; `alike` tells as which stem one is compared, `short` tells a word in full."""

    silent: frozenset[str]
    faint: frozenset[str]
    other_body: frozenset[str]
    regions: frozenset[str]
    levels: frozenset[str]
    organisation: frozenset[str]
    generic: frozenset[str]
    heads: tuple[str, ...]
    alike: Mapping[str, str]
    short: Mapping[str, str]
    given: frozenset[str]
    family: frozenset[str]


def stem(word: str) -> str:
    """Return a folded word without the ending that changes with case and number.

    >>> stem("deutschen"), stem("pharmazeutischer"), stem("verbandes"), stem("bund")
    ('deutsch', 'pharmazeutisch', 'verband', 'bund')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=100_000)
def stems_of(word: str) -> tuple[str, ...]:
    """Return the stem of a folded word, those of a compound's two parts where its last part is a common one.

    >>> stems_of("metallindustrie"), stems_of("nordwestdeutschen"), stems_of("landesverband")
    (('metall', 'industri'), ('nord', 'west', 'deutsch'), ('landesverband',))
    """
    known, found = lexicon(), stem(word)
    if found not in known.faint and found not in known.other_body:
        for head in known.heads:
            first = found.removesuffix(head)
            if first != found and len(first) >= _SHORTEST:
                return (*stems_of(first), head)
    return (found,)


@cache
def lexicon() -> StemLexicon:
    """Return the known words, read once."""
    words = read_yaml("words.yaml")
    return StemLexicon(
        silent=frozenset(map(fold, words["silent"])),
        faint=_stems(words["faint"]),
        other_body=_stems(words["other_body"]),
        regions=_stems(words["regions"]),
        levels=frozenset(map(fold, words["levels"])),
        organisation=frozenset(map(fold, words["organisation"])),
        generic=frozenset(map(fold, generic())),
        heads=tuple(sorted(map(stem, words["heads"]))),
        alike={stem(fold(word)): stem(fold(group[0])) for group in words["alike"] for word in group},
        short={fold(short): fold(long) for short, long in words["short"].items()},
        given=frozenset(map(fold, common_given_names())),
        family=frozenset(map(fold, read_yaml("family_names.yaml")["family"])),
    )


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(stem(word) for entry in words for word in fold(entry).split())


def read_yaml(name: str) -> dict[str, Any]:
    """Return the content of a data file beside this module."""
    text = files("graph.matching").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Any] = packaged.read_yaml(text)
    return found
