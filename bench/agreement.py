"""How far groups that were found agree with those that are meant: by pairs, by members (B-cubed), by whole bodies."""

import csv
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

Half = Literal["A", "B"]
_SALT = "akteursnetz"  # fixes which cluster is in which half


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares from 0 to 1. `whole` counts the bodies with several spellings whose spellings are in one group."""

    precision: float
    recall: float
    b_precision: float
    b_recall: float
    whole: int
    several: int

    @property
    def b_f(self) -> float:
        """Return the harmonic mean of both B-cubed shares."""
        both = self.b_precision + self.b_recall
        return 2 * self.b_precision * self.b_recall / both if both else 0.0


def agreement(found: Sequence[Hashable], meant: Sequence[Hashable]) -> Agreement:
    """Return how far two groupings of the same list agree.

    B-cubed asks for each member which share of its group is right, and which share of its body is there
    (Bagga and Baldwin, 1998): a body of thirty spellings does not outweigh thirty of one, as it does among pairs.

    >>> told = agreement([1, 1, 2], ["a", "a", "a"])
    >>> told.precision, round(told.recall, 3), round(told.b_recall, 3), told.whole, told.several
    (1.0, 0.333, 0.556, 0, 1)
    """
    groups, bodies = Counter(found), Counter(meant)
    both = Counter(zip(found, meant, strict=True))
    size = max(1, len(found))
    several = {body for body, count in bodies.items() if count > 1}
    return Agreement(
        pairs(both) / max(1, pairs(groups)),
        pairs(both) / max(1, pairs(bodies)),
        sum(n * n / groups[group] for (group, _), n in both.items()) / size,
        sum(n * n / bodies[body] for (_, body), n in both.items()) / size,
        sum(body in several and n == bodies[body] for (_, body), n in both.items()),
        len(several),
    )


def pairs(counted: Mapping[Any, int]) -> int:
    """Return how many pairs there are within groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in counted.values())


def read_clusters(path: Path) -> list[tuple[str, str]]:
    """Return cluster and name of each row of a file with these two columns.

    Raises:
        KeyError: one of the columns is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["cluster"], row["name"]) for row in csv.DictReader(file)]


def half_of(cluster: str) -> Half:
    """Return the half a cluster is in: rules are written with A in view, B is looked at once."""
    return "AB"[sha256(f"{_SALT} {cluster}".encode()).digest()[0] & 1]  # type: ignore[return-value]
