"""Which backups are kept: the last few, one of each of the last days, one of each of the last months."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

OFF = "off"
FORM = re.compile(r"(\d{1,3})/(\d{1,3})/(\d{1,3})")


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """How many are kept: the last ones, days and months of which the last one is kept."""

    last: int
    days: int
    months: int

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the rule of a setting such as `5/7/12`.

        >>> KeepingRule.of("5/7/12")
        KeepingRule(last=5, days=7, months=12)

        Raises:
            ValueError: it is none.
        """
        found = FORM.fullmatch(text)
        if found is None or not int(found[1]):
            raise ValueError(text)
        return cls(*map(int, found.groups()))

    def kept(self, times: Iterable[datetime]) -> set[datetime]:
        """Return which of the moments at which backups were made are kept."""
        ordered = sorted(set(times), reverse=True)
        by_day = _latest_of(ordered, "%Y-%m-%d")
        by_month = _latest_of(ordered, "%Y-%m")
        return {*ordered[: self.last], *by_day[: self.days], *by_month[: self.months]}


def _latest_of(ordered: Sequence[datetime], period: str) -> list[datetime]:
    """Return the latest moment of each period, the latest period first."""
    found: dict[str, datetime] = {}
    for at in ordered:
        found.setdefault(at.strftime(period), at)
    return list(found.values())
