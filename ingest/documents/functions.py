"""Functions in a sentence: which words name one, and which person and organisation they belong to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.reference import find_land
from ingest.documents.lexicon import function_adjectives, is_function, known_organisations, weak_functions
from ingest.documents.mentions import ORGANISATION, PERSON, PLACE, Mention
from ingest.documents.ministries import ministry_of
from ingest.documents.persons import is_given
from ingest.documents.tokens import Sentence

_WORD = re.compile(r"(?<![\w@#])[A-ZÄÖÜ][\w’'-]*[\w]")
_BODIES = (
    r"(?:Geschäftsführung|Geschäftsleitung|Vorstande?s?|Aufsichtsrate?s?|Beirate?s?|Betriebsrate?s?|Gesamtbetriebsrate?s?|Präsidiums?|"
    r"Kuratoriums?|Stiftungsrate?s?|Geschäftsstelle|Pressestelle)"
)
_BODY = re.compile(_BODIES)
_UNITS = (
    r"(?:(?:Haupt|Zentral|Unter|Fach|Stabs|Rechts|Presse|Personal|Grundsatz)abteilung|Fachgruppe|Dezernate?s?|Geschäftsfelde?s?|Sparte|Ressorts?|Abteilung|Referate?s?|Stabsstelle|Fachgebiete?s?|Lehrstuhle?s?|Bereiche?s?|Fachbereiche?s?|Geschäftsbereiche?s?|Projekte?s?|Sachgebiete?s?|"
    r"Arbeitsgruppe|Unterabteilung|Gruppe|Landesbüros?|Fakultät)"
)
_FIELD = r"[A-ZÄÖÜ][\w/&-]*(?: \d\.\d)?"
_FIELDS = rf"{_FIELD}(?:(?:, {_FIELD})* und {_FIELD}| & {_FIELD})?"
_BEHIND = re.compile(
    rf"\s(?:(?:der|des|im|in der|für das|für die) (?:{_BODIES}|{_UNITS}(?: (?:für )?(?:„[^“\n]{{2,60}}“|{_FIELDS}|\d[\w.]*))?)"
    rf"|für (?!das |die |den ){_FIELDS}|(?:of|for) (?:[A-Z]\w+ ?)+(?<! )|{_FIELDS}|of(?: [A-Z]\w+)+)"
)
_FEDERAL = re.compile(r"Bundes(?:\w+)minister(?:s|in)?$")
_LAND_MINISTER = re.compile(r"(?:\w+-)?([A-ZÄÖÜ][a-zäöüß]+)minister(?:s|in)?")
_LAND_BEHIND = re.compile(r" (?:des Landes|des Freistaate?s|von|in) ([A-ZÄÖÜ][\w-]+)")
_LAND_BEFORE = re.compile(r"([A-ZÄÖÜ][\w-]*?)(?:s |-)$")
_FEMALE = re.compile(r"(?:a|e|in|id|ud|ild|et|ette|traud|gard|run|rit|lind|beth|ith|en)$")
_MALE = frozenset(
    "Uwe Ole Rene René Andre André Arne Hauke Helge Sascha Luca Mika Joschka Kuno Malte Torge Thore Janne Benjamin Martin Kevin Robin Edwin Erwin Justin Colin Kilian Valentin Joachim Alwin Quentin Marvin Merlin Anselm"
    " Armin Konstantin Augustin Detlef Ludwig Frank-Walter Jürgen Torben Carsten Karsten Thorsten Torsten Jochen Steffen Sören Jorgen Jörgen Ruben Sven Jens Marten Owen Hagen Eugen Jürgen Lasse Kalle Uke Fiete Elia Noah Nikita Andrea Levin Corvin David".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Function:
    """Words that name a function, with the organisation the word itself speaks of ("BDI-Präsident")."""

    start: int
    end: int
    role: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class HeldFunction:
    """A person holds a function, or belongs to an organisation (`role` ""); places of the person and the organisation."""

    person: Mention
    role: str
    organisation: str
    confidence: float
    whole: bool = True


def functions_in(text: str, sentence: Sentence, mentions: Sequence[Mention], date: str = "") -> list[Function]:
    """Return the functions a sentence names, without those that are part of a person's name."""
    found: list[Function] = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        if found and match.start() < found[-1].end:
            continue
        if not is_function(match[0]) or _inside(match, mentions):
            continue
        start = _with_adjectives(text, sentence.start, match.start())
        if match[0] in weak_functions() and not _beside_name(text, start, match.end(), mentions):
            continue
        end = _with_field(text, match.end(), sentence.end, mentions)
        role, organisation = _taken_apart(match[0], date)
        organisation = organisation or _of_land(text, match, sentence)
        inside = [m for m in mentions if m.sort == ORGANISATION and m.start == match.start() and m.end < match.end()]
        organisation = inside[0].name if inside and organisation else organisation
        before, behind = text[start : match.start()], text[match.end() : end]
        found.append(Function(start, end, " ".join(f"{before}{role}{behind}".split()), organisation))
    return found


def _inside(match: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Return whether the word is part of a name; an organisation may stand inside the word."""
    for mention in mentions:
        if mention.start < match.end() and match.start() < mention.end:
            compound = mention.sort != PERSON and mention.start >= match.start() and mention.end < match.end()
            if not compound:
                return True
    return False


def _of_land(text: str, match: re.Match[str], sentence: Sentence) -> str:
    """Return the ministry of a Land whose minister is meant: "Wirtschaftsminister des Landes Brandenburg"."""
    field = _LAND_MINISTER.fullmatch(match[0])
    if not field or field[1].startswith(("Bundes", "Landes", "Premier", "Staats")):
        return ""
    behind = _LAND_BEHIND.match(text, match.end(), sentence.end)
    before = _LAND_BEFORE.search(text, sentence.start, match.start())
    land = find_land(behind[1]) if behind else find_land(before[1]) if before else None
    return f"{field[1]}ministerium {land.name}" if land else ""


def _beside_name(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether words stand right before a person's name, or behind a comma, a bracket, "als" or "ist"."""
    ahead = any(m.sort == PERSON and m.start == end + 1 for m in mentions)
    stated = r"(?:[,(]|\bals|\b(?:der|die) [a-zäöü]+|\b(?:ist|wird|wurde|bleibt)(?: (?!kein|nicht)[a-zäöü]+){0,3}) $"
    return ahead or bool(re.search(stated, text[max(0, start - 40) : start]))


def _with_adjectives(text: str, begin: int, start: int) -> int:
    while (before := re.compile(r"([\wäöüÄÖÜß]+) $").search(text, max(begin, start - 30), start)) and before[
        1
    ] in function_adjectives():
        start = before.start(1)
    return start


def _with_field(text: str, end: int, stop: int, mentions: Sequence[Mention]) -> int:
    """Return where a function ends with its field: "Abteilungsleiter Industriepolitik", "Vorsitzende der Geschäftsführung"."""
    for _ in range(2):
        more = _BEHIND.match(text, end, stop)
        if not more:
            break
        last = more.end()
        touched = [m for m in mentions if m.start < last and more.start() < m.end]
        if touched:
            last = min(m.start for m in touched)
            if not text[end:last].strip() or re.search(r"(?:^|\s)(?:für|und|der|des|im|of|,|in)\s*$", text[end:last]):
                break
        words = text[end:last].split()
        if any(is_given(word) or (is_function(word) and not _BODY.fullmatch(word)) for word in words):
            break
        end = end + len(text[end:last].rstrip())
        if touched:
            break
    return end


def _taken_apart(word: str, date: str) -> tuple[str, str]:
    """Return role and organisation of a compound: "BDI-Präsident" is the president of the BDI."""
    if _FEDERAL.search(word):
        return word, ministry_of(word, date)
    first, dash, last = word.rpartition("-")
    if dash and is_function(last) and first not in ("Vize", "Co", "Ex", "Chef", "General", "Interims"):
        spaced = first.replace("-", " ")
        known = known_organisations()
        name = spaced if spaced in known else first if first in known else spaced if first.isupper() else first
        if first[:2] not in ("Ex", "Vi") or first in known:
            return last, name
    return word, ""


def singular(role: str, name: str) -> str:
    """Return a role as one person holds it: "Vorsitzenden" of Eva Kern is "Vorsitzende", of Udo Kern "Vorsitzender".

    >>> singular("Vorsitzenden", "Eva Kern"), singular("Vorsitzenden", "Udo Kern"), singular("Sprechers", "Udo Kern")
    ('Vorsitzende', 'Vorsitzender', 'Sprecher')
    """
    female = is_female(name)
    words = role.split(" ")
    for i, word in enumerate(words):
        if word.endswith(
            (
                "vorsitzenden",
                "Vorsitzenden",
                "beauftragten",
                "Beauftragten",
                "vollmächtigten",
                "abgeordneten",
                "Abgeordneten",
            )
        ):
            words[i] = word[:-1] if female else f"{word[:-1]}r"
        elif word.endswith(("vorsitzende", "Vorsitzende", "beauftragte", "bgeordnete", "vollmächtigte")) and not female:
            words[i] = f"{word}r"
        elif word in function_adjectives() and word.endswith("n"):
            words[i] = word[:-1] if female else f"{word[:-1]}r"
        elif word in function_adjectives() and word.endswith("e") and not female:
            words[i] = f"{word}r"
        elif is_function(word) and word.endswith(("ers", "tors", "ärs", "ents", "efs")):
            words[i] = word[:-1]
        elif word.endswith("innen") and is_function(word.removesuffix("nen")):
            words[i] = word.removesuffix("nen")
        elif word.endswith(("präsidenten", "Präsidenten")):
            words[i] = word[:-2]
    return " ".join(words)


def of_several(role: str, name: str) -> str:
    """Return the role of one of several people as one holds it: "Sprecher" of Eva Kern is "Sprecherin"."""
    word = role.split(" ", maxsplit=1)[0]
    return role.replace(word, f"{word}in", 1) if is_female(name) and word.endswith(("er", "or", "är", "ent")) else role


def is_female(name: str) -> bool:
    """Return whether the given name is likely a woman's."""
    given = name.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0]
    return (
        given not in _MALE
        and bool(_FEMALE.search(given))
        and not given.endswith(("ken", "ten", "sten", "ren", "gen", "fen"))
    )


LETTERS = {PERSON: "P", ORGANISATION: "O", PLACE: "L"}
