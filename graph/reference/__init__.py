"""Reference data that every installation shares: the sixteen Länder, ministries, and bodies under former names."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.fold import fold
from graph.packaged import read_yaml

_REACH = frozenset({"bund", "bundesweit", "deutschlandweit", "bundesebene", "bundesgebiet"})


@dataclass(frozen=True, slots=True)
class Land:
    """A Land, or the Federal Republic itself under the code "DE". `code` is the NUTS code."""

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    capital: str = ""


@dataclass(frozen=True, slots=True)
class MinistryName:
    """A name a federal ministry bore from one day until another, "" where not known or not over.

    `fields` are what short names call it: "wirtschafts" for "Bundeswirtschaftsministerium".
    """

    name: str
    short: str = ""
    fields: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Ministry:
    """A federal ministry: the names it bore, the present one first, and what else it is called."""

    names: tuple[MinistryName, ...]
    also: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """Return every name and abbreviation, the present name first."""
        return tuple(
            dict.fromkeys([*(text for name in self.names for text in (name.name, name.short) if text), *self.also])
        )


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


def is_country(text: str) -> bool:
    """Return whether a text is the Federal Republic as addresses end with it, and not how far somebody's work reaches.

    >>> is_country("Deutschland"), is_country("bundesweit"), is_country("Hessen")
    (True, False, False)
    """
    return find_land(text) == bund() and fold(text) not in _REACH


@cache
def renamed() -> tuple[tuple[str, ...], ...]:
    """Return for each well-known body that changed its name all its names, the present one first."""
    return tuple(tuple(body["names"]) for body in _load("renamed.yaml"))


@cache
def ministries() -> tuple[Ministry, ...]:
    """Return the federal ministries since 1990.

    >>> [m.names[0].short for m in ministries() if "BMWi" in m.spellings()]
    ['BMWE']
    """
    return tuple(
        Ministry(tuple(map(_ministry_name, record["names"])), tuple(record.get("also", ())))
        for record in _load("ministries.yaml")
    )


def _ministry_name(record: dict[str, Any]) -> MinistryName:
    return MinistryName(**{**record, "fields": tuple(record.get("fields", ()))})


@cache
def _by_name() -> dict[str, Land]:
    return {
        fold(name): land
        for land in (bund(), *laender())
        for name in (land.code, land.name, land.name_en, *land.aliases)
    }


def _read() -> dict[str, Any]:
    found: dict[str, Any] = _load("laender.yaml")
    return found


def _load(name: str) -> Any:
    return read_yaml(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _land(record: dict[str, Any]) -> Land:
    return Land(**{**record, "aliases": tuple(record["aliases"])})
