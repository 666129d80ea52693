"""Who is at the head of a house, by the words of a role (`heads.yaml`)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_ORDINAL = re.compile(r"^(?:\d\.|erste[rn]?)\s+", re.IGNORECASE)
_BENT = "(?:in|innen|er|es|en|r|n|s|e)?"


def rank(role: str) -> int | None:
    """Return how high a role stands at the head of a house, 0 for the highest; None for all others.

    >>> rank("Präsidentin"), rank("1. Vorsitzender"), rank("Leiter"), rank("Leiterin der Geschäftsstelle")
    (0, 0, 2, 2)
    >>> rank("Ministerialrat"), rank("Leiter Poststelle"), rank("Vizepräsident"), rank("Referentin der Präsidentin")
    (None, None, None, None)
    """
    said = " ".join(role.split())
    if any(word in said.casefold() for word in _table()["but"]):
        return None
    said = _ORDINAL.sub("", said)
    return next((n for n, beginning in enumerate(_beginnings()) if beginning.match(said)), None)


@cache
def _beginnings() -> Sequence[re.Pattern[str]]:
    found = [re.compile(rf"(?:{_any(words)}){_BENT}(?![\w-])", re.IGNORECASE) for words in _table()["ranks"]]
    after = r"(?=$|\s+(?:der|des|vom|von|of|the)\b|\s*[,(])"
    return (*found, re.compile(rf"(?:{_any(_table()['alone'])}){_BENT}{after}", re.IGNORECASE))


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


@cache
def _table() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("heads.yaml").read_text(encoding="utf-8"))
    return found
