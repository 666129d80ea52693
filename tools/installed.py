"""What runs with the program: its Python packages with those they need, and the JavaScript in the map's bundle."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = "akteursnetz"
PROJECT = Path(__file__).parents[1] / "pyproject.toml"  # what is installed may have been so before it changed
LOCK = PROJECT.with_name("dashboard") / "map/frontend/package-lock.json"


@dataclass(frozen=True, slots=True)
class Component:
    """A part that is shipped: where it comes from (pypi, npm), name, version, the licence as its makers state it."""

    origin: str
    name: str
    version: str
    licence: str
    needs: tuple[str, ...] = ()

    @property
    def purl(self) -> str:
        """The address of a package as bills of materials write it."""
        return f"pkg:{self.origin}/{self.name.replace('@', '%40')}@{self.version}"


def components() -> list[Component]:
    """Return all parts in the order of their names.

    Raises:
        PackageNotFoundError: one is not installed.
    """
    return sorted([*_python(), *_javascript()], key=lambda part: (part.origin, part.name))


def parts_of_tests() -> list[Component]:
    """Return the Python packages of the tests, and those they need: they are not shipped."""
    shipped = {part.name for part in _python()}
    return [part for part in _python(frozenset({"test"})) if part.name not in shipped]


def _python(own: frozenset[str] = frozenset()) -> Iterator[Component]:
    found: dict[str, Distribution] = {}
    needs: dict[str, tuple[str, ...]] = {}
    left: list[tuple[str, frozenset[str]]] = [(ROOT, own)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while left:
        name, extras = left.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = distribution(name)
        said = _own(extras) if name == ROOT else found[name].requires or ()
        wanted = [q for text in said if _applies(q := Requirement(text), extras)]
        needs[name] = tuple(sorted({*needs.get(name, ()), *(normal(q.name) for q in wanted)}))
        left += [(normal(q.name), frozenset(q.extras)) for q in wanted]
    for name, package in found.items():
        if name != ROOT:
            yield Component("pypi", name, package.version, stated(package), needs[name])


def _own(extras: frozenset[str]) -> list[str]:
    """Return what this program needs, and needs beside that for some purposes."""
    said = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    optional = said["optional-dependencies"]
    return [*said["dependencies"], *(one for extra in sorted(extras) for one in optional[extra])]


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def normal(name: str) -> str:
    """Return the name of a package as indexes compare it.

    >>> normal("Lxml_HTML.clean")
    'lxml-html-clean'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def stated(package: Distribution) -> str:
    """Return the licence a package states: as an expression, else in its classifiers, else in words; "" for none."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    marks = [c.rpartition("::")[2].strip() for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    names = [mark for mark in marks if mark not in {"OSI Approved", "DFSG approved"}]
    words = (said.get("License") or "").strip().splitlines()
    return " AND ".join(names) or (words[0].strip() if words and words[0].strip() != "UNKNOWN" else "")


def _javascript() -> Iterator[Component]:
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for place, said in lock["packages"].items():
        if place and not said.get("dev"):
            name = said.get("name") or place.rpartition("node_modules/")[2]
            yield Component("npm", name, said["version"], said.get("license", ""))


__all__ = ["Component", "PackageNotFoundError", "components", "normal", "parts_of_tests", "stated"]
