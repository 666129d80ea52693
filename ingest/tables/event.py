"""Which event a participant list belongs to: said by the user, else read from its title rows, columns and names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from graph.errors import InputError
from graph.model.dates import parse_date
from ingest.readers.table import Row
from ingest.records import Options
from ingest.tables.event_words import event_word

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?:T\d{4}(?:\d\d)?)?(?!\d)"
)
_GERMAN_DATE = re.compile(r"(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ]((?:19|20)\d\d)(?!\d)")
_SHORT_DATE = re.compile(r"(?<![\w.])(\d{1,2})([-.])(\d{1,2})\2(\d\d)(?![\w]|[-.]\d)")
# Words about the list, not the event; and small words, which go only together with these or a date.
_LIST_WORD = re.compile(
    r"(?i)(?:tn|tn[-_]?list\w*|namensliste|adressliste|anwesen\w*|attendance\w*|meetingattendance\w*|reports?|bericht|"
    r"outlook|zoom|contacts?|korrektur|korrigiert|\d{8,}|teilnehm\w*|teilnahme\w*|anmelde\w*|anmeldung\w*|zusagen?|absagen?|einladungs\w*|gäste\w*|kontakt\w*|liste|list|participants?|"
    r"attendees?|registrations?|export|programm|program|agenda|ablauf\w*|sessions?|sessionliste|zeitplan|schedule|tagesordnung|orders?|bestellungen|(?:results-?)?survey\d*|results|eventbrite|xing|events?|pretix|webex|teams|doo|limesurvey|kopie|final|endg[uü]ltig\w*|entwurf|stand|version|v\d+|\(\d+\))"
)
# Words in the rows above a header that make them a heading of the list, or tell about the file alone.
_HEADING = re.compile(r"(?i)(?:teilnehm\w*|tn-?list\w*|anwesen\w*|anmelde\w*|gästeliste|participants?|attend\w*)")
_ABOUT_THE_FILE = re.compile(
    r"(?i)\s*(?:stand|erstellt|gedruckt|druckdatum|exportiert|export|anmeldeschluss|rückmeldung|"
    r"anmeldung bis|version)\b"
)
_MEETING = re.compile(
    r"(?i)titel (?:des meetings|der besprechung)|besprechungstitel|sitzungsname|meeting (?:title|name)|veranstaltung|"
    r"event(?: name)?|thema|topic"
)
# Says outright which event a list is of; the topic of a call is not always that.
_STATED = re.compile(
    r"(?i)\s*(?:(?:name|titel) der veranstaltung|veranstaltung(?:sname|stitel|)|event(?: name| title|))\s*(?::\s*|$)"
)
_BEGIN = re.compile(
    r"(?i)(?:tatsächliche )?startzeit|(?:meeting |actual )?start time|"
    r"(?:sitzungs|veranstaltungs|besprechungs)?beginn|datum|date|termin"
)
_MAKER = re.compile(
    r"(?i)^\s*(?:doo|eventbrite|zoom|webex|teams|pretix|xing)(?:[- ](?:export|report|list\w*|attendees?|orders?))+[- ]+"
)
_MONTH = r"(?:jan|feb|m[aä]r|maer|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*\.?"
_WRITTEN_DATE = re.compile(rf"(?i)(?<![\w.])(\d{{1,2}}\.? ?{_MONTH} (?:19|20)\d\d)(?!\d)")
# "14./15.9.2022" and "14. bis 15. September 2022": the second day goes.
_TO = re.compile(
    r"(?i)(?<![\w.])(\d{1,2})\. ?(?:[-–/+]|bis|und|u\.) ?\d{1,2}"
    r"(?=\. ?(?:\d{1,2}\. ?\d\d|[a-zä]{3,9}\.? (?:19|20)\d\d))"
)
# The day a list was made, not that of an event.
_STATE = re.compile(
    r"(?i)[\s(\[,;_–-]*\b(?:stand|erstellt|exportiert|exported|gedruckt|druckdatum|version|anmeldeschluss|bis zum|"
    r"anmeldung bis|as of)"
    r"[\s:_-]*(?:am |vom |bis |zum )*[\d.\-/_]{4,10}[)\]]?"
)
_DATES = (_DATE, _GERMAN_DATE, _SHORT_DATE, _WRITTEN_DATE)
_WORD = re.compile(r"[^\W\d_]{3}")
_NUMBERED = re.compile(r"^\s*0\d{1,2}[a-z]?[\s_.-]+(?=\D)")  # files in an order of their own
_NAMED = re.compile(r"[^\W\d_]{2}")
_LONGEST_TITLE = 14  # words
_SMALL_WORD = re.compile(r"(?i)(?:vom|am|der|des|die|das|von|zur|zum|beim|bei|für|of|the|at|for|to|[-–,.:]+)")


@dataclass(frozen=True, slots=True)
class EventReference:
    """The name and the day of an event; the day is "" where nobody says it."""

    name: str
    date: str


def find_event(
    path: Path,
    options: Options,
    above: Sequence[Row] = (),
    stated: EventReference | None = None,
    sheets: Sequence[str] = (),
) -> EventReference:
    """Return the event of a list: by the rows `above` its header, the columns that have it `stated`, sheet, file.

    What the user says goes before all of these.

    Raises:
        InputError: `--date` is no date, or nothing tells the event's name.
    """
    text = (options.title or path.stem).replace("_", " ")
    titled, labelled = title_rows(above), title_rows(above, labelled=True)
    said = stated or EventReference("", "")
    named = (EventReference(_event_name(sheet), date_in(sheet)) for sheet in sheets if is_of_event(sheet))
    sheet = next((found for found in named if found.name), EventReference("", ""))
    own = date_in(text) if options.title else ""
    date = options.day(path) or own or titled.date or labelled.date or said.date or sheet.date
    date = date or date_in(text) or date_in(path.stem)
    own = _event_name(text) if options.title else ""
    name = options.event or own or _stated_in(above) or said.name or titled.name or sheet.name
    name = name or _event_name(text) or labelled.name  # the topic of a call is often that of its room
    if not (options.event or _NAMED.search(name)):  # "06" is no name
        raise InputError("no_event", file=path.name)
    return EventReference(name, date)


def own_day(above: Sequence[Row], sheet: str) -> str:
    """Return the day that the rows above a header, or the name of its sheet, say; "" where they say none."""
    return title_rows(above).date or title_rows(above, labelled=True).date or date_in(sheet)


def is_of_event(text: str) -> bool:
    """Return whether a text names an event: with a day, or a word such as "Konferenz"."""
    return bool(date_in(text) or event_word(text))


def title_rows(rows: Sequence[Row], *, labelled: bool = False) -> EventReference:
    """Return what the rows above a header say about the event, "" for what they do not say.

    Those of one cell are asked, or with `labelled` those that hold a label and a value ("Meeting title", "Forum").

    A row counts when it holds a date or a word like "Teilnehmerliste"; one that begins with the date ("am
    16.03.2021") goes with the row before it.
    """
    name, date = _in_table(rows) if labelled else ("", "")
    before = ""
    for row in rows:
        filled = [cell for cell in row.cells if cell]
        text = " ".join(filled)
        if _ABOUT_THE_FILE.match(text):
            continue
        if len(filled) > 1 and labelled:
            name = name or (" ".join(filled[1:]) if _MEETING.fullmatch(filled[0].strip(" :")) else "")
            date = date or (date_in(filled[1]) if _BEGIN.fullmatch(filled[0].strip(" :")) else "")
        if len(filled) > 1 or labelled or _MEETING.fullmatch(text.strip(" :")):
            continue
        named = _name_in(text, before)
        name = name or (named if _WORD.search(named) else "")  # "2. Teilnehmer" names none
        date = date or date_in(text)
        before = text
    return EventReference(name, date)


def _stated_in(rows: Sequence[Row]) -> str:
    """Return the event a row like "Veranstaltung: Auftakt Nord" names, in one cell or two, "" where none does."""
    for row in rows:
        title, *values = [cell for cell in row.cells if cell] or [""]
        if (found := _STATED.match(title)) and (value := " ".join(filter(None, (title[found.end() :], *values)))):
            return _event_name(value) if date_in(value) else value
    return ""


def _in_table(rows: Sequence[Row]) -> tuple[str, str]:
    """Return name and day from two rows of titles and values, as reports of meetings begin with."""
    for titles, values in pairwise(rows):
        cells = [(title.strip(" :"), value) for title, value in zip(titles.cells, values.cells, strict=False) if value]
        name = next((value for title, value in cells if _MEETING.fullmatch(title)), "")
        if name and len(cells) > 2:
            return name, next((day_of(value) for title, value in cells if _BEGIN.fullmatch(title)), "")
    return "", ""


def day_of(text: str) -> str:
    """Return the day in a text or timestamp, "" where there is none."""
    try:
        return parse_date(text)
    except ValueError:
        return date_in(text)


def _name_in(text: str, before: str) -> str:
    text = _TO.sub(r"\1", _STATE.sub(" ", text)).strip()
    day = next(filter(None, (pattern.search(text) for pattern in _DATES)), None)
    if day and date_in(text):
        return _event_name(text[: day.start()]) or _event_name(before)
    words = text.split()
    if any(_is(_HEADING, word) for word in words) or (event_word(text) and len(words) <= _LONGEST_TITLE):
        return _event_name(text)
    return ""


def date_in(text: str) -> str:
    """Return the first day a text holds, "" where there is none; the day a list was made is left out.

    >>> date_in("Gipfel am 14./15.9.2022"), date_in("Stand 1.3.2024"), date_in("Forum, 14. September 2022")
    ('2022-09-14', '', '2022-09-14')
    """
    text = _TO.sub(r"\1", _STATE.sub(" ", text))
    for pattern in _DATES:
        for found in pattern.finditer(text):
            try:
                groups = [group for group in found.groups() if group not in ("-", ".")]
                return parse_date(("-" if pattern is _DATE else ".").join(groups))
            except ValueError:
                continue
    return ""


def without_dates(text: str) -> str:
    """Return a text without the days in it."""
    text = _TO.sub(r"\1", _STATE.sub(" ", text))
    text = _WRITTEN_DATE.sub(" ", _GERMAN_DATE.sub(" ", _DATE.sub(" ", text)))
    return _SHORT_DATE.sub(lambda found: " " if date_in(found[0]) else found[0], text)


def _event_name(text: str) -> str:
    """Return a text without dates, and without words about the list at its ends.

    >>> _event_name("Teilnehmerliste der Auftaktveranstaltung am 16.03.2021 final")
    'Auftaktveranstaltung'
    >>> _event_name("2021-06-10 Tag der Industrie Anmeldungen"), _event_name("Die Zukunft der Industrie")
    ('Tag der Industrie', 'Die Zukunft der Industrie')
    >>> _event_name("eventbrite-report-Netzwerktag Nord-2024-03-07"), _event_name("doo-Export Auftakt Nord")
    ('Netzwerktag Nord', 'Auftakt Nord')
    """
    bare = _NUMBERED.sub("", _MAKER.sub("", without_dates(text)))
    words = (bare.replace("-", " ") if " " not in bare.strip() else bare).split()
    start = 0
    while start < len(words) and (_is(_LIST_WORD, words[start]) or (start and _is(_SMALL_WORD, words[start]))):
        start += 1
    stop = len(words)
    while stop > start and (_is(_LIST_WORD, words[stop - 1]) or _is(_SMALL_WORD, words[stop - 1])):
        stop -= 1
    return " ".join(words[start:stop]).strip(" -–,.:")


def _is(pattern: re.Pattern[str], word: str) -> bool:
    return bool(pattern.fullmatch(word) or pattern.fullmatch(word.strip(",.:-–()")))
