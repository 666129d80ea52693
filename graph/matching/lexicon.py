"""Words whose meaning is known before any list is read: what they weigh, and which are common names."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from graph.model.fold import fold
from graph.names.abbreviation import generic
from graph.reference import bund, laender

_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")
_SHORTEST = 4  # letters that stay when an ending is taken off


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stems of words, and folded names."""

    silent: frozenset[str]
    faint: frozenset[str]
    other_body: frozenset[str]
    regions: frozenset[str]
    organisation: frozenset[str]
    generic: frozenset[str]
    heads: tuple[str, ...]
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
def lexicon() -> Lexicon:
    """Return the known words, read once."""
    words, names = read_yaml("words.yaml"), read_yaml("given_names.yaml")
    lands = {word for land in (*laender(), bund()) for word in fold(land.name).split()} - {"deutschland"}
    return Lexicon(
        silent=frozenset(map(fold, words["silent"])),
        faint=_stems(words["faint"]),
        other_body=_stems(words["other_body"]),
        regions=_stems([*words["regions"], *lands]),
        organisation=frozenset(map(fold, words["organisation"])),
        generic=frozenset(map(fold, generic())),
        heads=tuple(sorted(map(stem, words["heads"]))),
        given=frozenset(map(fold, names["given"])),
        family=frozenset(map(fold, names["family"])),
    )


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(stem(word) for entry in words for word in fold(entry).split())


def read_yaml(name: str) -> dict[str, Any]:
    """Return the content of a data file beside this module."""
    text = files("graph.matching").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
