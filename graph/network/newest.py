"""The newest day that anything is evidence of."""

from collections.abc import Iterable
from datetime import date, timedelta

from graph.model.dates import first_day, last_day


def newest_day(dates: Iterable[str], ends: Iterable[str], today: date) -> date | None:
    """Return the newest day up to today among dates and the days after ends; None where there is none.

    >>> newest_day(["2020-05", "2031"], ["2020-12-31"], date(2026, 1, 1))
    datetime.date(2021, 1, 1)
    """
    days = [last_day(text) for text in dates if first_day(text) <= today]
    days += [end + timedelta(days=1) for end in map(last_day, ends) if end < today]
    return min(max(days), today) if days else None
