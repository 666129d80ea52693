"""Who is at the head of a house, by the words of a role (`heads.yaml`)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_ENDINGS = ("innen", "in", "er", "es", "en", "r", "n", "s", "e")
_BEHIND = ("der ", "des ", "vom ", "von ", "of ", "the ", "(")
_ORDINALS = ("1.", "2.", "erste", "erster")


def rank(role: str) -> int | None:
    """Return how high a role stands at the head of a house, 0 for the highest; None for all others.

    >>> rank("Präsidentin"), rank("1. Vorsitzender"), rank("Leiter"), rank("Leiterin der Geschäftsstelle")
    (0, 0, 2, 2)
    >>> rank("Ministerialrat"), rank("Leiter Poststelle"), rank("Vizepräsident"), rank("Referentin der Präsidentin")
    (None, None, None, None)
    """
    words = role.casefold().split()
    if words[:1] and words[0] in _ORDINALS:
        words = words[1:]
    if not words or any(word in " ".join(words) for word in _table()["but"]):
        return None
    for n, names in enumerate(_table()["ranks"]):
        if any(_is_one_of(" ".join(words[:long]), names) for long in (1, 2)):
            return n
    is_alone = len(words) == 1 or words[0].endswith(",") or f"{words[1]} ".startswith(_BEHIND)
    return len(_table()["ranks"]) if is_alone and _is_one_of(words[0], _table()["alone"]) else None


def _is_one_of(said: str, names: frozenset[str]) -> bool:
    """Return whether this is one of the words, bent or not, of a woman or a man."""
    word = said.partition("/")[0].rstrip(",;:")
    return word in names or any(word.endswith(end) and word.removesuffix(end) in names for end in _ENDINGS)


@cache
def _table() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("heads.yaml").read_text(encoding="utf-8"))
    ranks = [frozenset(word.casefold() for word in names) for names in found["ranks"]]
    return {"ranks": ranks, "alone": frozenset(word.casefold() for word in found["alone"]), "but": found["but"]}
