"""What the codes of the register mean: kinds, legal forms, topics and their broader ones, recipients."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.fold import fold
from graph.packaged import read_yaml


@dataclass(frozen=True, slots=True)
class Codes:
    """The tables of `codes.yaml`."""

    kinds: Mapping[str, str]
    more_telling: frozenset[str]
    legal_forms: Mapping[str, str]
    broader: Mapping[str, tuple[str, str]]
    top: frozenset[str]
    other: str
    bundestag: tuple[str, str]
    government: tuple[str, str]
    no_company: frozenset[str]


@cache
def codes() -> Codes:
    """Return the tables, read once."""
    text = files("ingest.sources.lobbyregister").joinpath("codes.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = read_yaml(text)
    return Codes(
        kinds=said["kinds"],
        more_telling=frozenset(said["more_telling"]),
        legal_forms=said["legal_forms"],
        broader={middle: (code, name) for middle, (code, name) in said["broader"].items()},
        top=frozenset(said["top"]),
        other=said["other"],
        bundestag=(said["bundestag"]["code"], said["bundestag"]["name"]),
        government=(said["government"]["code"], said["government"]["name"]),
        no_company=frozenset(map(fold, said["no_company"])),
    )


def broader(code: str) -> tuple[str, str] | None:
    """Return code and name of the topic above one, None for a topic at the top.

    >>> broader("FOI_EP_SCHOOL"), broader("FOI_HEALTH"), broader("FOI_ENERGY|FOI_ENERGY_NET")
    (('FOI_EDUCATION_PARENTING', 'Bildung und Erziehung'), None, ('FOI_ENERGY', 'Energie'))
    """
    own = code.rpartition("|")[2]
    _, middle, rest = (*own.split("_", 2), "", "")[:3]
    found = codes().broader.get(middle) if rest and own not in codes().top else None
    return found if found and found[0] != own else None
