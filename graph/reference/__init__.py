"""Reference data that every installation shares: the sixteen Länder."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.fold import fold


@dataclass(frozen=True, slots=True)
class Land:
    """A Land, or the Federal Republic itself under the code "DE". `code` is the NUTS code."""

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    capital: str = ""


@cache
def laender() -> tuple[Land, ...]:
    """Return the sixteen Länder in the order of their German names."""
    return tuple(map(_land, _read()["laender"]))


@cache
def bund() -> Land:
    """Return the Federal Republic, for what is active in the whole country."""
    return _land(_read()["bund"])


def find_land(text: str) -> Land | None:
    """Return the Land whose name, code or alias is `text`, whatever its spelling; None where there is none.

    "bundesweit", "Bund" and "Deutschland" give the Federal Republic.

    >>> land = find_land("Baden Wuerttemberg")
    >>> land and land.code
    'DE1'
    >>> find_land("Lummerland") is None
    True
    """
    return _by_name().get(fold(text))


@cache
def _by_name() -> dict[str, Land]:
    return {
        fold(name): land
        for land in (bund(), *laender())
        for name in (land.code, land.name, land.name_en, *land.aliases)
    }


def _read() -> dict[str, Any]:
    text = files(__name__).joinpath("laender.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _land(record: dict[str, Any]) -> Land:
    return Land(**{**record, "aliases": tuple(record["aliases"])})
