"""The titles of `titles.yaml`, by the letters they are recognised from and by where they may stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from graph.packaged import read_yaml

_JOINTS = re.compile(r"[\s.\-/]+")
_SEPARATORS = str.maketrans("", "", " .-/:'’")


class TitleKind(Enum):
    """What a title is, and so where it may stand; the values are the groups of the file."""

    SALUTATION = "salutations"
    TITLE = "titles"
    SPECIFIER = "specifiers"
    OFFICE = "offices"
    DEGREE = "degrees"
    GENERATION = "generations"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is shown; `exact` holds the letters, in each of the ways they may be, where their case matters.

    `like_initials`: it could be the initials of a given name, as "M. A." in "Weber, M. A.".
    """

    shown: str
    kind: TitleKind
    exact: frozenset[str] = frozenset()
    like_initials: bool = False


@dataclass(frozen=True, slots=True)
class TitleLexicon:
    """Titles by their compact letters; `stems` are the letters of their first words, for looking further."""

    leading: dict[str, Title]
    following: dict[str, Title]
    trailing: dict[str, Title]
    stems: frozenset[str]
    diploma_subjects: frozenset[str]

    def may_open(self, word: str) -> bool:
        """Return whether a title, or a bracket, could begin with this word."""
        letters = compact(word)
        return letters in self.stems or letters[:4] == "dipl" or word[0] == "("


def letters(text: str) -> str:
    """Return `text` without blanks, dots, hyphens and apostrophes, in its own case."""
    return text.translate(_SEPARATORS)


def compact(text: str) -> str:
    """Return the letters of `text` in small letters: what titles are looked up by.

    >>> compact("Dipl.-Ing.")
    'dipling'
    """
    return text.translate(_SEPARATORS).lower()


@cache
def lexicon() -> TitleLexicon:
    """Return all titles, read once."""
    groups = read_names("titles.yaml")
    before = _table(groups, TitleKind.DEGREE, TitleKind.OFFICE, TitleKind.TITLE, TitleKind.SALUTATION)
    within = before | _table(groups, TitleKind.SPECIFIER)
    behind = _table(groups, TitleKind.TITLE, TitleKind.OFFICE, TitleKind.GENERATION, TitleKind.DEGREE)
    spelled = (spelling for kind in TitleKind for _, spelling in _spellings(groups, kind))
    stems = frozenset(stem for spelling in spelled for stem in _stems(spelling))
    subjects = frozenset(map(compact, groups["diploma_subjects"]))
    return TitleLexicon(before, within, behind, stems, subjects)


def read_names(name: str) -> dict[str, Any]:
    """Return the content of a data file beside this module."""
    text = files(__package__ or "graph.names").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Any] = read_yaml(text)
    return found


def _table(groups: dict[str, Any], *kinds: TitleKind) -> dict[str, Title]:
    """Return the titles of some kinds; a later kind wins where two share their letters."""
    found: dict[str, Title] = {}
    for kind in kinds:
        for shown, spelling in _spellings(groups, kind):
            title, before = _title(shown, spelling, kind), found.get(compact(spelling))
            if before and before.kind is kind and before.shown == shown and title.exact:
                title = Title(shown, kind, before.exact | title.exact, title.like_initials)
            found[compact(spelling)] = title
    return found


def _spellings(groups: dict[str, Any], kind: TitleKind) -> Iterator[tuple[str, str]]:
    for shown, others in groups[kind.value].items():
        yield from ((shown, spelling) for spelling in (*others, shown))
    if kind is TitleKind.OFFICE:
        yield from ((name, name) for name in groups["exact_offices"])


def _title(shown: str, spelling: str, kind: TitleKind) -> Title:
    plain = letters(spelling)
    initials = all(len(part) == 1 for part in _JOINTS.split(spelling) if part) or plain in ("MA", "BA")
    short_office = kind is TitleKind.OFFICE and shown == spelling and len(plain) <= 5 and plain[:2].isupper()
    case_matters = plain.isupper() or initials or short_office
    return Title(shown, kind, frozenset({plain}) if case_matters else frozenset(), initials)


def _stems(spelling: str) -> Iterator[str]:
    return accumulate(compact(part) for part in _JOINTS.split(spelling) if part)
