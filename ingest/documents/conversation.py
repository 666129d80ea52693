"""The note of a conversation, a kind of document of its own: who spoke with whom, on which day and in which way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.documents.days import days_in
from ingest.documents.mentions import PERSON, Mention
from ingest.documents.persons import LABELLED_WRITER
from ingest.documents.tokens import Sentence

TELEPHONE, MEETING, MAIL, TALK = "Telefonat", "Treffen", "E-Mail", "Gespräch"
HEAD_LINES = 8  # lines with text in which a note says whose it is
MOST_PRESENT = 4  # people; of more it is a meeting with minutes, at which not everybody spoke with everybody
_KIND = (
    r"(?:Telefon(?:notiz|vermerk|protokoll)|Gesprächs(?:notiz|vermerk|protokoll|bericht)|Besuchs(?:notiz|bericht|vermerk)|"
    r"Kontakt(?:notiz|bericht)|Mailnotiz)"
)
_WITH = r"(?:Gespräch|Telefonat|Telefongespräch|Videogespräch|Anruf|Rückruf|Besuch|Treffen|Austausch|Mailwechsel)"
_OPENS = re.compile(
    rf"\s*(?:{_KIND}\b|(?:(?:Akten)?[Vv]ermerk|Notiz|Kurznotiz)\s(?:über|zu|zum)\s(?:(?:ein|das|einen|den|dem|einem)\s)?{_WITH}|"
    rf"{_WITH}\s(?:mit|von|bei|durch)\s|(?:Akten)?[Vv]ermerk\s*\n\s*{_WITH}\s(?:mit|von|bei)\s)"
)
_PARTNER = re.compile(
    rf"(?m){_WITH} (?:mit|von|bei|durch) (?P<rest>[^\n]+)|^\s*(?:Gesprächspartner(?:in)?|Anrufer(?:in)?|Anruf|Telefonat|Gespräch|Mit|Kontakt|Gegenüber): (?P<one>[^\n]+)"
)
_PRESENT = re.compile(
    r"(?m)^\s*(?:Teilnehmer(?:innen|in|nde)?(?: und Teilnehmer)?|Teilnehmende|Anwesend|Beteiligte): (?P<rest>[^\n]+)"
)
_WAYS = (
    (TELEPHONE, re.compile(r"(?i)telefon|anruf|rückruf|telefonat")),
    (MAIL, re.compile(r"(?i)mailwechsel|mailnotiz|per e?-?mail")),
    (MEETING, re.compile(r"(?i)persönlich|besuch|treffen|(?m:^\s*ort:)")),
)


@dataclass(frozen=True, slots=True)
class SpokenTalk:
    """Two who spoke with each other; `one` is where the first is named, `way` and `date` as the head of the note says."""

    one: Mention
    other: str
    way: str
    date: str

    @property
    def sure(self) -> float:
        """Return the confidence: the names may be read wrongly, the conversation itself is what the note is about."""
        return round(min(0.85, max(self.one.confidence, 0.3)), 2)


def is_note(text: str) -> bool:
    r"""Return whether a text is the note of a conversation, by how it begins.

    >>> is_note("Telefonnotiz\nHerr Kern rief an."), is_note("Ergebnisvermerk zum Runden Tisch"), is_note("Besuch im Werk")
    (True, False, False)
    """
    return bool(_OPENS.match(text))


def conversations_in(text: str, mentions: Sequence[Mention]) -> Iterator[SpokenTalk]:
    """Return who spoke with whom, as the head of a note says; nothing where it is no note or names one person alone."""
    if not is_note(text):
        return
    end = _head_end(text)
    head = text[:end]
    people = [m for m in mentions if m.sort == PERSON and m.end <= end and m.name]
    days = days_in(text, Sentence(1, 0, end))
    date = next((day.date for day in days if len(day.date) == 10), "")
    way = way_of(head)
    for one, other in _pairs(head, people):
        yield SpokenTalk(one, other.name, way, date)


def way_of(text: str) -> str:
    """Return in which way a text says that people spoke: on the telephone, by mail, at a meeting, or merely that they did."""
    return next((name for name, words in _WAYS if words.search(text)), TALK)


def _pairs(head: str, people: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Return each partner, whose line says that they spoke, with each writer; else all of those present, where they are few."""
    writers = _within(people, LABELLED_WRITER.finditer(head), "name")
    partners = [m for m in _first_each(people, _PARTNER.finditer(head)) if m.name not in {w.name for w in writers}]
    present = _within(people, _PRESENT.finditer(head), "rest")
    if not partners and present:
        both = {m.name: m for m in (*present, *writers)}
        return list(combinations(both.values(), 2)) if len(both) <= MOST_PRESENT else []
    found = {frozenset((w.name, p.name)): (p, w) for w in writers for p in partners}
    return list(found.values())


def _within(people: Sequence[Mention], matches: Iterator[re.Match[str]], group: str) -> list[Mention]:
    spans = [match.span(group) for match in matches]
    found = {m.name: m for m in reversed(people) for start, end in spans if start <= m.start and m.end <= end}
    return sorted(found.values(), key=lambda m: m.start)


def _first_each(people: Sequence[Mention], matches: Iterator[re.Match[str]]) -> list[Mention]:
    """Return the first person of each line that names a partner, and who is joined to that person by "und"."""
    found: dict[str, Mention] = {}
    for match in matches:
        group = "rest" if match["rest"] else "one"
        start, end = match.span(group)
        inside = [m for m in people if start <= m.start and m.end <= end]
        for m in inside:
            if m is inside[0] or re.fullmatch(
                r"(?: ?\([^()]*\))? (?:und|sowie) (?:(?:Frau|Herrn?) )?", match.string[inside[0].end : m.start]
            ):
                found.setdefault(m.name, m)
    return list(found.values())


def _head_end(text: str) -> int:
    seen, place = 0, 0
    for line in text.splitlines(keepends=True):
        seen += bool(line.strip())
        if seen > HEAD_LINES:
            break
        place += len(line)
    return place
