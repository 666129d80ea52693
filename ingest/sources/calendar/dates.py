"""The days of a calendar entry: begin and end, and the dates of a series."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

MOST_DATES = 100  # of a series
HOME = "Europe/Berlin"
_FOLLOWED = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_OF_THE_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND", "UNTIL", "RSCALE", "SKIP")
# The calendar repeats itself after 400 years, weekdays included; so far ahead few years are left to search through
# for a date that never comes, such as 30 February.
_AGE = 400
_LAST_AGE = 9999


@dataclass(frozen=True, slots=True)
class Series:
    """The days of an entry; `cut` tells that there are more, `unread` what part of the rule is not followed."""

    days: tuple[date, ...]
    cut: bool = False
    unread: str = ""
    lasts: int = field(default=0)  # days from the first to the last of each date

    def end(self, day: date) -> date:
        """Return the last day of what begins on a day."""
        return day + timedelta(days=self.lasts)


def zone_of(name: str) -> tzinfo:
    """Return the time zone of that name, that of the office where nobody knows it."""
    try:
        return ZoneInfo(name or HOME)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(HOME)


def local(value: Any, zone: tzinfo) -> datetime | None:
    """Return a date or time as the clock on the wall shows it, None for anything else.

    A time in UTC is that of `zone`; one in a zone of its own stays as it is written.
    """
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, datetime):
        moment: datetime = value.astimezone(zone) if value.tzname() == "UTC" else value
        return moment.replace(tzinfo=None)
    return datetime.combine(value, time()) if isinstance(value, date) else None


def lasts(start: Any, end: Any, duration: Any, zone: tzinfo) -> int:
    """Return how many days after its first day an entry ends; a whole day, and midnight, end before they begin."""
    first, last = local(start, zone), local(end, zone)
    if first and last is None and isinstance(duration, timedelta):
        last = first + duration
    if first is None or last is None or last <= first:
        return 0
    return ((last - timedelta(microseconds=1)).date() - first.date()).days


def series(
    start: datetime,
    rule: Any,
    written: date | None,
    more: Iterable[date],
    without: frozenset[date],
    zone: tzinfo,
    days: int,
    most: int = MOST_DATES,
) -> Series:
    """Return the days of a series: of its rule, and `more`, without those that were taken out.

    An open one is followed to the day its file was `written`: what comes later has not taken place.
    """
    unread = _not_followed(rule)
    found = {start.date(), *more}
    if rule and not unread:
        stop = _stop(rule, written, zone)
        found.update(islice(_by_rule(start, rule, stop), most + len(without) + 1))
    kept = sorted(found - without)
    return Series(tuple(kept[:most]), len(kept) > most, unread, days)


def _not_followed(rule: Any) -> str:
    if not rule:
        return ""
    frequency = str((rule.get("FREQ") or [""])[0]).upper()
    return "" if frequency in _FOLLOWED else f"FREQ={frequency}"[:40]


def _stop(rule: Any, written: date | None, zone: tzinfo) -> date | None:
    until = (rule.get("UNTIL") or [None])[0]
    if until is not None:
        last = local(until, zone)
        return last.date() if last else None
    return None if rule.get("COUNT") else written or date.min


def _by_rule(start: datetime, rule: Any, stop: date | None) -> Iterator[date]:
    shift = _AGE * ((_LAST_AGE - start.year) // _AGE)
    text = rule.to_ical().decode()
    kept = (part for part in text.split(";") if not part.upper().startswith(_OF_THE_DAY))
    leap = start.replace(year=start.year + shift)
    for found in rrulestr(re.sub(r"\s", "", ";".join(kept)), dtstart=leap):
        day = found.date().replace(year=found.year - shift)
        if stop and day > stop:
            return
        yield day
