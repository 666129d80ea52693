"""Events in running text: "Auftaktveranstaltung der Servicestelle", "Fachkonferenz „Zukunft“"."""

import re
from dataclasses import dataclass

from ingest.documents.tokens import Sentence

_KINDS = (
    "konferenz", "tagung", "kongress", "workshop", "werkstatt", "forum", "symposium", "gipfel", "veranstaltung", "messe", "podium", "diskussion", "gespräch", "treffen", "dialog",
    "seminar", "webinar", "versammlung", "sitzung", "empfang", "festakt", "klausur", "hearing", "anhörung", "auftakt", "jahrestag",
)  # fmt: skip
_HEAD = re.compile(rf"(?<![\w-])[A-ZÄÖÜ][\w-]*?(?i:{'|'.join(_KINDS)})(?:e?s|en|e)?(?![\w-])")
_QUOTE = re.compile(
    r"\s(?:(?:zum|zu dem|mit dem|unter dem) (?:Thema|Titel|Motto)\s|unter dem Motto\s)?(?P<title>[„\"»][^“”\"«\n]{3,120}[“”\"«])"
)
_OF = re.compile(
    r"\s(?:der|des|von|im|zur|zum|für|in)\s(?:(?:der|die|das|den)\s)?[A-ZÄÖÜ][\w&-]*(?:\s(?:und|für|der|des|regionale[nr]?|[A-ZÄÖÜ][\w&-]*)){0,6}(?<!\sund)(?<!\sder)(?<!\sdes)(?<!\sfür)"
)
_PLAIN = frozenset(
    "Veranstaltung Forum Gespräch Diskussion Treffen Sitzung Dialog Auftakt Podium Messe Empfang Gespräche Veranstaltungen Gesprächen Treffens Versammlung Workshop Workshops Seminar Konferenz Tagung".split()
)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as a text names it."""

    start: int
    end: int
    name: str
    sure: float


def events_in(text: str, sentence: Sentence) -> list[Happening]:
    """Return the events a sentence names: with a quoted title, else with what they belong to, else by a telling word."""
    found: list[Happening] = []
    for match in _HEAD.finditer(text, sentence.start, sentence.end):
        if found and match.start() < found[-1].end:
            continue
        head = (
            re.sub(r"(?:s|es)$", "", match[0])
            if re.search(r"(?:ums|tags|ops|fels|mens|gresses|ogs|schs)$", match[0])
            else match[0]
        )
        if quote := _QUOTE.match(text, match.end(), sentence.end):
            found.append(Happening(match.start(), quote.end(), f"{head} {quote['title']}", 0.9))
        elif head not in _PLAIN and (of := _OF.match(text, match.end(), sentence.end)):
            found.append(Happening(match.start(), of.end(), f"{head}{' '.join(['', *of[0].split()])}", 0.75))
        elif head not in _PLAIN and len(head) > 9:
            found.append(Happening(match.start(), match.end(), head, 0.6))
    return found
