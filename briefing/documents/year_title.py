"""What the report of a year is called: by its year, or by its days where these are no calendar year."""

from datetime import date, timedelta

from briefing.words import BriefingWords

_LAST = (12, 31)


def a_year_earlier(day: date) -> date:
    """Return the same day a year earlier; of 29 February the day before it.

    >>> a_year_earlier(date(2024, 2, 29)), a_year_earlier(date(2024, 8, 30))
    (datetime.date(2023, 2, 28), datetime.date(2023, 8, 30))
    """
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def title_of_year(words: BriefingWords, day: date) -> str:
    """Return the title of the report of the twelve months up to a day."""
    if (day.month, day.day) == _LAST:
        return words("title_year", year=str(day.year))
    first = a_year_earlier(day) + timedelta(days=1)
    return words("title_twelve_months", since=words.date(first.isoformat()), until=words.date(day.isoformat()))
