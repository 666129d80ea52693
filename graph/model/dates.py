"""Dates kept at the precision of their source: a year, a month or a day."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from graph import grammar

PartialDate = str
"""`"2021"`, `"2021-03"` or `"2021-03-16"`; sorts as text."""

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_CENTURY_TURN = 69  # as POSIX has it: 69-99 are 1969-1999, 00-68 are 2000-2068

_GERMAN_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS = {"de": _GERMAN_MONTHS, "en": _ENGLISH_MONTHS}
_SHORT_MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mar": 3, "mär": 3, "maer": 3, "mrz": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
    "jänner": 1, "feber": 2, "maerz": 3,
}  # fmt: skip
_MONTH_NUMBERS = _SHORT_MONTHS | {
    name.lower(): number for names in _MONTHS.values() for number, name in enumerate(names, start=1)
}

_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?(?:[AP]M|Z|[+-]\d\d:?\d\d))?"
_HOURS = rf"(?:{_CLOCK}(?: ?(?:-|–|bis) ?{_CLOCK})?(?: Uhr)?|\d{{1,2}} Uhr)"
_TIME = rf"(?:(?:T|, ?| ){_HOURS}|Z|[+-]\d\d:\d\d)?"
_WEEKDAY = re.compile(
    r"^(?:(?:mo|di|mi|do|fr|sa|so)\.?|[a-zäöü]+(?:tag|day)|mittwoch|sonnabend)(?:, ?| )", re.IGNORECASE
)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})" + _TIME,
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T\d{6}Z?)?",
        r"(?P<d>\d{1,2})([.-]) ?(?P<m>\d{1,2})\2 ?(?P<y>\d{4}|\d\d(?!\d))" + _TIME,
        r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})" + _TIME,
        r"(?P<m>\d{1,2})[./] ?(?P<y>\d{4})",
        r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?[. -]{0,2})?(?P<word>[a-zäöü]+)[., -]{1,2}(?P<y>\d{4})" + _TIME,
        r"(?P<word>[a-zäöü]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})" + _TIME,
    )
)
_CANONICAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def as_year(day: date) -> float:
    """Return a day as a year with its fraction.

    >>> as_year(date(2021, 1, 1)), as_year(date(2021, 7, 3))
    (2021.0, 2021.5)
    """
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 4)


def year_before(day: date) -> date:
    """Return a day a year earlier; the end of a month is taken as its 28th, which every month has.

    >>> year_before(date(2024, 2, 29)).isoformat()
    '2023-02-28'
    """
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def parse_date(value: str | int | float | date) -> PartialDate:
    """Return the date in `value` as "2021", "2021-03" or "2021-03-16", whichever the source gives.

    Read are ISO dates and timestamps, German and English dates in figures and words, `date` and `datetime`
    objects; weekdays and times of day are left out. Two-figure years mean 1969 to 2068. A date with slashes
    is read only when its order is beyond doubt: 16/03/2021 and 3/16/2021 are 16 March, 03/04/2021 is refused.

    Raises:
        ValueError: naming the value, for anything else, for days that do not exist and for years outside
            1800-2200.

    >>> parse_date("16.3.21"), parse_date("März 2021"), parse_date("2021-03-16T10:00:00+01:00")
    ('2021-03-16', '2021-03', '2021-03-16')
    """
    text = _text_of(value)
    match = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if match is None:
        raise ValueError(f"not a date: {value!r}")
    try:
        return _checked(*_numbers(match.groupdict()))
    except (ValueError, KeyError) as error:
        raise ValueError(f"not a date: {value!r}") from error


def _text_of(value: str | int | float | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # spreadsheets hand out a year as 2021.0
    text = unicodedata.normalize("NFKC", "" if isinstance(value, bool) else str(value))
    return _WEEKDAY.sub("", " ".join(text.split()))


def _numbers(found: dict[str, str | None]) -> tuple[int, int, int]:
    """Return year, month and day of a match, 0 where the source is silent."""
    year, month, day = (int(found.get(key) or 0) for key in "ymd")
    if len(found["y"] or "") == 2:
        year += 1900 if year >= _CENTURY_TURN else 2000
    if word := found.get("word"):
        month = _MONTH_NUMBERS[word.lower()]
    if "a" in found:
        day, month = _day_and_month(int(found["a"] or 0), int(found["b"] or 0))
    stated = [key for key in ("m", "d") if found.get(key)]
    if (month == 0 and "m" in stated) or (day == 0 and "d" in stated):
        raise ValueError("there is no month or day zero")
    return year, month, day


def _day_and_month(one: int, other: int) -> tuple[int, int]:
    if one <= 12 and other <= 12 and one != other:
        raise ValueError("the order of day and month is open")
    return (one, other) if one > 12 else (other, one)


def _checked(year: int, month: int, day: int) -> PartialDate:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"the year {year} is out of range")
    whole = date(year, month or 1, day or 1).isoformat()
    return whole if day else whole[:7] if month else whole[:4]


def _parts(text: PartialDate) -> tuple[int, int, int]:
    match = _CANONICAL.fullmatch(text)
    if match is None:
        raise ValueError(f"not a partial date: {text!r}")
    year, month, day = match.groups()
    return int(year), int(month or 0), int(day or 0)


def first_day(text: PartialDate) -> date:
    """Return the earliest day a partial date can mean.

    >>> first_day("2021-02")
    datetime.date(2021, 2, 1)
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: PartialDate) -> date:
    """Return the latest day a partial date can mean.

    >>> last_day("2021-02")
    datetime.date(2021, 2, 28)
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def overlaps(start: PartialDate | None, end: PartialDate | None, day: PartialDate | date) -> bool | None:
    """Return whether something valid from `start` to `end`, both included, was valid on `day`.

    True and False are certain; None means that the dates are too coarse to tell, or that neither is known.
    A missing start or end leaves that side open. Of a month or a year as `day`, any part will do.

    >>> overlaps("2019", "2021", "2020"), overlaps("2019", "2021", "2022")
    (True, False)
    >>> overlaps("2019", "2021", "2021-06-01") is None
    True
    """
    if not start and not end:
        return None
    asked = day.isoformat()[:10] if isinstance(day, date) else day
    first, last = first_day(asked), last_day(asked)
    if (start and first_day(start) > last) or (end and last_day(end) < first):
        return False
    begun = not start or last_day(start) <= last
    lasting = not end or first_day(end) >= first
    return True if begun and lasting else None


def format_date(text: PartialDate, language: str = "de") -> str:
    """Return a partial date as people write it in German ("de") or English ("en").

    >>> format_date("2021-03-16"), format_date("2021-03"), format_date("2021-03-16", "en")
    ('16.03.2021', 'März 2021', '16 March 2021')
    """
    if language not in grammar.LANGUAGES:
        raise ValueError(f"no words in language {language!r}, only in {', '.join(grammar.LANGUAGES)}")
    _, month, day = _parts(text)
    if not month:
        return text
    return grammar.day(first_day(text), language) if day else grammar.month(first_day(text), language)
