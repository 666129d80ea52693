"""What runs with the program: its Python packages with those they need, and the JavaScript in the map's bundle."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = "akteursnetz"
LOCK = Path(__file__).parents[1] / "dashboard/map/frontend/package-lock.json"


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


def _python() -> Iterator[Component]:
    found: dict[str, Distribution] = {}
    needs: dict[str, tuple[str, ...]] = {}
    left: list[tuple[str, frozenset[str]]] = [(ROOT, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while left:
        name, extras = left.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = distribution(name)
        wanted = [q for text in found[name].requires or () if _applies(q := Requirement(text), extras)]
        needs[name] = tuple(sorted({*needs.get(name, ()), *(normal(q.name) for q in wanted)}))
        left += [(normal(q.name), frozenset(q.extras)) for q in wanted]
    for name, package in found.items():
        if name != ROOT:
            yield Component("pypi", name, package.version, stated(package), needs[name])


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
    names = [mark for mark in marks if mark != "OSI Approved"]
    words = (said.get("License") or "").strip().splitlines()
    return " AND ".join(names) or (words[0].strip() if words and words[0].strip() != "UNKNOWN" else "")


def _javascript() -> Iterator[Component]:
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for place, said in lock["packages"].items():
        if place and not said.get("dev"):
            name = said.get("name") or place.rpartition("node_modules/")[2]
            yield Component("npm", name, said["version"], said.get("license", ""))


__all__ = ["Component", "PackageNotFoundError", "components", "normal", "stated"]
