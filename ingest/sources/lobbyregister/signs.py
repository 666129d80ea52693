"""What a piece of a cell looks like: an abbreviation, a person, half of a name, a word with a meaning of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.matching.lexicon import lexicon, stem
from graph.model.fold import fold
from graph.names.abbreviation import stands_for
from graph.names.legal_form import take_legal_form
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.packaged import read_yaml

_SHORTEST_ENDING = 5  # letters of a head word at the end of a compound
_ABBREVIATION = re.compile(r"[^\W\d_][\w&./-]{1,11}")
_JOINT = re.compile(r"[ -]")
_LOOSE = " ,;:-–—."


@dataclass(frozen=True, slots=True)
class MembershipWords:
    """The words of `membership.yaml`, folded; those that are compared with others as stems."""

    nothing: frozenset[str]
    places: frozenset[str]
    parts: tuple[str, ...]
    whole: frozenset[str]
    heads: frozenset[str]
    endings: tuple[str, ...]
    classes: tuple[str, ...]
    adding_nothing: frozenset[str]
    same_word: Mapping[str, str]


@cache
def words() -> MembershipWords:
    """Return the words, read once."""
    text = files("ingest.sources.lobbyregister").joinpath("membership.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = read_yaml(text)
    return MembershipWords(
        nothing=frozenset(map(fold, said["nothing"])),
        places=frozenset(map(fold, said["places"])),
        parts=tuple(f"{fold(part)} " for part in said["parts"]),
        whole=frozenset(map(fold, said["whole"])),
        heads=frozenset(map(fold, said["heads"])),
        endings=tuple(fold(word) for word in said["heads"] if len(word) >= _SHORTEST_ENDING),
        classes=tuple(f"{word} " for word in said["classes"]),
        adding_nothing=frozenset(stem(fold(word)) for word in said["adding_nothing"]),
        same_word={stem(fold(word)): stem(fold(one)) for word, one in said["same_word"].items()},
    )


def is_short(text: str) -> bool:
    """Return whether a text is one short word, apart from its legal form."""
    return bool(_ABBREVIATION.fullmatch(take_legal_form(text)[0]))


def is_abbreviation(text: str) -> bool:
    """Return whether a text is one word mostly in capitals, as "ZVEI" and "ES-SO"."""
    capitals = sum(map(str.isupper, text))
    return is_short(text) and capitals >= 2 and 2 * capitals >= len(text)


def stand_together(short: str, name: str) -> bool:
    """Return whether one text abbreviates the other: letter by letter, or all are initials in another order."""
    short = fold(take_legal_form(short)[0]).replace(" ", "")
    initials = {word[0] for word in fold(name).split()}
    return bool(_JOINT.search(name)) and (stands_for(short, name) or (len(short) > 2 and initials.issuperset(short)))


def ends_with_form(name: str) -> bool:
    """Return whether a legal form stands at the end of a name."""
    rest, form = take_legal_form(name)
    return bool(form) and name.startswith(rest.rstrip(_LOOSE))


def is_cut(text: str) -> bool:
    """Return whether a part of a name is no whole one: "Obst- /", or half of a bracket."""
    return text.endswith("-") or text.count("(") != text.count(")")


def has_title(text: str) -> bool:
    """Return whether a text begins as a person's name does that has a title or stands in for somebody."""
    return text.startswith(("Stellvertret", "Vorsitz", "Ansprechpartner")) or bool(parse_person(text).title)


def is_person(text: str) -> bool:
    """Return whether a text is the name of a person: by a title, or by a common given name before one or two words."""
    if parse_organisation(text).kind:
        return False
    parts = text.split()
    if has_title(text):
        return True
    return 2 <= len(parts) <= 3 and all(part[0].isupper() for part in parts) and fold(parts[0]) in lexicon().given
