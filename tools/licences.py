"""The licences of all that runs with the program: `python -m tools.licences`.

The list goes to the output. The exit code is 1 where a part may only be had under the GPL or AGPL, or states no licence
that is known here: then somebody has to look. The LGPL is allowed for a library that is used unchanged, and is marked.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from tools.installed import Component, components


class Verdict(Enum):
    """What a licence means here; the smaller the value the better."""

    FREE = 0
    WEAK = 1  # changes to the part itself have to be given on
    UNKNOWN = 2
    STRONG = 3  # would hold for the whole program


_STRONG = re.compile(r"\bA?GPL|(?:affero )?general public license", re.IGNORECASE)
_WEAK = re.compile(r"\bLGPL|lesser general public|library general public|\bMPL\b|mozilla public|\bEPL\b", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|ISCL|Zlib|PSF|PSFL|CC0|CNRI|Unlicense|BlueOak|Python|HPND)\b"
    r"|python software foundation|public domain",
    re.IGNORECASE,
)
# Packages that print the text of their licence in place of its name, or hold another part; each was read.
READ = {
    "axe-playwright-python": "MIT AND MPL-2.0",
    "altair": "BSD-3-Clause",
    "networkit": "MIT",
    "scipy": "BSD-3-Clause",
    "ptyprocess": "ISC",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A part with what its licence means."""

    part: Component
    verdict: Verdict


def verdict(licence: str) -> Verdict:
    """Return what a licence means: of several to choose from the best, of several that hold together the worst.

    >>> verdict("MPL-1.1 OR GPL-2.0-only"), verdict("MIT AND GPL-3.0-or-later")
    (<Verdict.WEAK: 1>, <Verdict.STRONG: 3>)
    """
    ways = re.split(r"\s+OR\s+", licence.strip("() "))
    return min((_together(way) for way in ways), key=lambda one: one.value)


def _together(licence: str) -> Verdict:
    parts = re.split(r"\s+AND\s+|,\s*", licence.replace("-", " ").replace("(", " ").replace(")", " "))
    found = [_single(part) for part in parts if part.strip() and "dependency licen" not in part]
    return max(found, key=lambda one: one.value, default=Verdict.UNKNOWN)


def _single(licence: str) -> Verdict:
    if _STRONG.search(_WEAK.sub("", licence)):
        return Verdict.STRONG
    if _WEAK.search(licence):
        return Verdict.WEAK
    return Verdict.FREE if _FREE.search(licence.replace("-", " ")) else Verdict.UNKNOWN


def judged(parts: Iterable[Component]) -> list[Judged]:
    """Return each part with what its licence means."""
    return [Judged(part, verdict(READ.get(part.name, part.licence))) for part in parts]


def refused(found: Iterable[Judged]) -> list[Judged]:
    """Return the parts that may not be shipped, or have to be looked at."""
    return [one for one in found if one.verdict in (Verdict.STRONG, Verdict.UNKNOWN)]


def main() -> int:
    """Print the list; return 1 where a part may not be shipped."""
    found = judged(components())
    for one in found:
        name = f"{one.part.name} {one.part.version} ({one.part.origin})"
        sys.stdout.write(f"{one.verdict.name.lower():8} {name:44} {READ.get(one.part.name, one.part.licence)}\n")
    return told(refused(found), len(found))


def told(wrong: Sequence[Judged], count: int) -> int:
    """Say what is wrong, and return the exit code."""
    for one in wrong:
        why = "GPL" if one.verdict is Verdict.STRONG else "no licence that is known here; please read it"
        sys.stderr.write(f"{one.part.name} {one.part.version}: {one.part.licence or '–'}: {why}\n")
    sys.stderr.write(f"{count} parts, {len(wrong)} refused.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
