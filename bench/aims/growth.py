"""How time grows with the size of the network: the exponent of a power of it, fitted by least squares of logarithms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from bench.aims.results import Row, Run

STEEP = 1.15  # n log n between 10,000 and 500,000 looks like a power of 1.1


@dataclass(frozen=True, slots=True)
class Grown:
    """One thing at several sizes: (facts, seconds) in order, the exponent through all, and of the last step."""

    group: str
    what: str
    label: str
    engine: str
    points: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float:
        """Return the exponent through all sizes."""
        return exponent(self.points)

    @property
    def last(self) -> float:
        """Return the exponent between the two largest sizes."""
        return exponent(self.points[-2:])

    @property
    def above(self) -> float | None:
        """Return the exponent of what is more than at the smallest size: that has the fixed cost of a start in it."""
        more = [(size, seconds - self.points[0][1]) for size, seconds in self.points[1:]]
        return exponent(more) if all(seconds > 0 for _, seconds in more) else None

    @property
    def is_steep(self) -> bool:
        """Return whether it grows faster than n log n."""
        return max(self.exponent, self.last, self.above or 0.0) > STEEP


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line through the logarithms.

    >>> round(exponent([(10, 3.0), (100, 300.0), (1000, 30000.0)]), 6)
    2.0
    """
    xs, ys = [log(x) for x, _ in points], [log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    below = sum((one - x) ** 2 for one in xs)
    return sum((one - x) * (other - y) for one, other in zip(xs, ys, strict=True)) / below if below else 0.0


def cost_of(row: Row) -> float:
    """Return the processor seconds of program and database, 0 where they were not counted."""
    return max((row.processor or 0) + (row.engine_processor or 0), 0.0)


def grown(runs: Sequence[Run]) -> Iterator[Grown]:
    """Yield whatever was measured at three sizes or more."""
    found: dict[tuple[str, str, str, str], dict[int, float]] = {}
    for run in runs:
        for row in run.rows:
            seconds = cost_of(row) or row.seconds
            if not row.way and not row.failed and seconds and row.group != "soak":
                found.setdefault((row.group, row.what, run.label, run.engine), {})[run.facts] = seconds
    for key, by_size in found.items():
        if len(by_size) >= 3:
            yield Grown(*key, tuple(sorted(by_size.items())))
