"""Dates in running German text: "16. März 2021", "am 3. und 4. Mai", "Ende März"; kept at the precision of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.dates import parse_date
from ingest.documents.tokens import Sentence

_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_SHAPES = (
    re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<n>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])"),
    re.compile(
        rf"(?<![\d.])(?P<d>\d{{1,2}})\.(?:\s?(?:und|bis|/|–|-|,)\s?(?P<e>\d{{1,2}})\.)?\s?(?P<m>{_MONTHS})(?:\s(?P<y>\d{{4}}))?(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?<!\d\. )(?<!\d\.)(?:(?P<part>Anfang|Mitte|Ende|Im|im|seit|Seit|bis|ab)\s)?(?P<m>{_MONTHS})(?:\s(?P<y>\d{{4}}))?(?!\w)"
    ),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


_WHEN = rf"(?P<when>\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|(?:(?:\d{{1,2}}\. )?(?:{_MONTHS}) )?\d{{4}})(?![\d.])"
_SINCE = re.compile(rf"(?<!\w)[Ss]eit (?:dem |Anfang |Mitte |Ende )?{_WHEN}")
_FROM_ON = re.compile(rf"(?<!\w)(?:[Zz]um|[Aa]b|[Aa]b dem) {_WHEN}")
_NEW = re.compile(r"(?<!\w)(?:wird|werden|übernimmt|übernahm|wechselt|wechselte|neue[rn]?|löst|folgt|geht)(?!\w)")
_UNTIL = re.compile(rf"(?<!\w)(?:war|waren|leitete|führte) (?:[a-zäöü]+ )*bis (?:zum |Anfang |Mitte |Ende )?{_WHEN}")


@dataclass(frozen=True, slots=True)
class DayInText:
    """A date in the text; `until` is the last day where the text names two; `sure` where the year is written out."""

    start: int
    end: int
    date: str
    until: str = ""
    sure: bool = True


def days_in(text: str, sentence: Sentence, year: str = "") -> list[DayInText]:
    """Return the dates of a sentence; one without a year is of `year`, and left out where that is not known."""
    found: list[DayInText] = []
    for shape in _SHAPES:
        for match in shape.finditer(text, sentence.start, sentence.end):
            if any(match.start() < day.end and day.start < match.end() for day in found):
                continue
            if day := _day(match, year):
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str], year: str) -> DayInText | None:
    said = match.groupdict()
    written = said.get("y") or ""
    stated = written or year
    if not (stated or said.get("iso")):
        return None
    month = said.get("n") or said.get("m") or ""
    try:
        if said.get("iso"):
            return DayInText(*match.span(), parse_date(match["iso"]))
        day = said.get("d")
        if not day:
            return DayInText(*match.span(), parse_date(f"{month} {stated}"), sure=bool(written))
        shape = "{}.{}.{}" if month.isdigit() else "{}. {} {}"
        last = said.get("e")
        until = parse_date(shape.format(last, month, stated)) if last else ""
        return DayInText(*match.span(), parse_date(shape.format(day, month, stated)), until, bool(written))
    except ValueError:
        return None


def term_in(text: str, sentence: Sentence) -> tuple[str, str]:
    """Return since when and until when something holds, as a sentence says it in so many words; "" where it does not.

    >>> said = "Eva Kern ist seit Januar 2023 Leiterin."
    >>> term_in(said, Sentence(1, 0, len(said)))
    ('2023-01', '')
    """
    span = (sentence.start, sentence.end)
    since = _SINCE.search(text, *span) or (_FROM_ON.search(text, *span) if _NEW.search(text, *span) else None)
    until = _UNTIL.search(text, *span)
    return _parsed(since), _parsed(until)


def _parsed(found: re.Match[str] | None) -> str:
    try:
        return parse_date(found["when"]) if found else ""
    except ValueError:
        return ""


def first_date(text: str) -> str:
    """Return the first date of day and year in a text, "" where it has none."""
    return next(_whole(text), "")


def _whole(text: str) -> Iterator[str]:
    for day in days_in(text, Sentence(1, 0, len(text))):
        if day.sure and len(day.date) == 10:
            yield day.date
