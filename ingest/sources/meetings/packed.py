"""Those who took part, packed into one cell: "Robert Habeck, Navid Kermani", "BDI (1771817758-48); Anna Lang"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.model.fold import fold, visible
from graph.names.organisation import parse_organisation
from graph.names.stand_ins import is_no_organisation
from graph.names.titles import strip_titles, words_of
from ingest.documents.lexicon import is_function
from ingest.exchange.labels import has_given_name, looks_like_organisation, looks_like_person
from ingest.sources.meetings.columns import words
from ingest.tables.several import is_office

LONGEST_NAME = 160
_OUTSIDE = r"(?![^()]*\))"  # not within brackets
_STRONG = re.compile(rf"[;\n|•]{_OUTSIDE}")
_WEAK = re.compile(rf",{_OUTSIDE}")
_NUMBER = re.compile(r"(?<![\d-])(\d{7,13}-\d\d)(?![\d-])")  # of the EU's transparency register
_NUMBERED = re.compile(
    r"(?i)[\s,:;#–-]*(?:(?:identification number(?: in the register)?|registriernummer|"
    r"transparency register(?: (?:id|number|no\.?))?|transparenzregister|reg\.? ?(?:nr|no)\.?|tr ?id)[\s:.#-]*)+$"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FROM = re.compile(r"^(.+?)\s+(?:from|von|vom|-|–|/)\s+(.+)$")
_AND = re.compile(rf"\s(?:und|and|et|&)\s{_OUTSIDE}")
_SALUTATION = re.compile(r"(?i)^(?:mr|ms|mrs|mme|monsieur|madame|hr|fr)\.?\s+(?=\S+\s)")
_ARTICLE = re.compile(r"(?:the|die|der|das|la|le|les|el|il) (?=[^\W\d_a-z])|l'(?=[^\W\d_a-z])")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Part:
    """One who took part: a person, with an organisation where that stands beside the name, or an organisation.

    `number` is that of the organisation in the EU's transparency register. Where `label` is "" it is neither.
    """

    label: str
    name: str
    organisation: str = ""
    number: str = ""


@lru_cache(maxsize=20_000)
def taking_part(text: str, *, people: bool) -> tuple[Part, ...]:
    """Return those whom a cell names; with `people` it is a column of persons, else one of organisations.

    >>> [part.name for part in taking_part("Mit Anna Lang,Bo Kern", people=True)]
    ['Anna Lang', 'Bo Kern']
    >>> taking_part("Werk Nord GmbH (1771817758-48), Anna Lang, activist", people=False)[:2]
    (Part(label='Organisation', name='Werk Nord GmbH', organisation='', number='1771817758-48'), \
Part(label='Person', name='Anna Lang', organisation='', number=''))
    """
    if text.count("(") != text.count(")"):
        text = text.replace("(", ", ").replace(")", ", ")
    found: list[Part] = []
    for strong in _STRONG.split(text.replace("‘", "’")):
        for raw in _WEAK.split(strong):
            for part in _parts(raw, people=people):
                _add(found, part, people=people)
    return tuple(found)


def _add(found: list[Part], part: Part, *, people: bool) -> None:
    """Put a part behind the others; a number alone, or an organisation behind a person, belongs to the last one."""
    last = found[-1] if found else None
    if not part.label and not part.name:
        if part.number and last and last.label == "Organisation" and not last.number:
            found[-1] = Part(last.label, last.name, last.organisation, part.number)
        return
    if people and part.label == "Organisation" and last and last.label == "Person" and not last.organisation:
        found[-1] = Part("Person", last.name, part.name)
        return
    alone = not people and not found and not part.label and len(part.name) <= LONGEST_NAME
    if alone and not (_is_office_alone(part.name) or is_no_organisation(part.name)):
        part = Part("Organisation", part.name, number=part.number)  # "ver.di": only what follows can be a remark
    if all((part.label, part.name) != (other.label, other.name) for other in found):
        found.append(part)


def _parts(raw: str, *, people: bool) -> list[Part]:
    numbers = _NUMBER.findall(raw)
    without = _BRACKETS.sub(_unless_emptied, visible(_NUMBER.sub("", raw)))
    bare = _NUMBERED.sub("", without.strip(" -–:,;*[]"))
    number = numbers[0] if len(numbers) == 1 else ""
    if not _LETTER.search(bare) or fold(bare) in words("nothing"):
        return [Part("", "", number=number)]
    text = _without_lead(bare)
    at = _FROM.match(text)
    two = _AND.split(at[1] if at else text)
    if len(two) > 1 and all(map(_is_person, two)):
        return [Part("Person", _name(name), at[2] if at else "", number if at else "") for name in two]
    return [_part(text, number, people=people)]


def _unless_emptied(bracket: re.Match[str]) -> str:
    """Return a bracket as it is, "" where only the word for a register's number is left in it."""
    return bracket[0] if _NUMBERED.sub("", bracket[1]).strip() else ""


def _part(text: str, number: str, *, people: bool) -> Part:
    if len(text) > LONGEST_NAME:
        return Part("", text)
    within = [inner for inner in _BRACKETS.findall(text) if _LETTER.search(inner)]
    outside = " ".join(_BRACKETS.sub(" ", text).split())
    if _is_person(outside) or (people and _could_be_person(outside)):
        belongs = next(filter(looks_like_organisation, within), "")
        return Part("Person", _name(outside), belongs, number if belongs else "")
    if (at := _FROM.match(text)) and _is_person(at[1]) and not _is_person(at[2]):
        return Part("Person", _name(at[1]), at[2], number)
    if people:
        named = text.rpartition(":")[2].strip()
        if named != text and _could_be_person(named):
            return Part("Person", _name(named))
        return Part("Organisation" if looks_like_organisation(text) else "", text)
    if text[:1].islower() and not _ARTICLE.match(text) and not parse_organisation(text).kind:
        return Part("", text)
    office = _is_office_alone(text) or is_no_organisation(text)
    return Part("" if office else "Organisation", text, number=number)


def _is_office_alone(text: str) -> bool:
    """Return whether a text names an office and nobody: "Director", but not "Bundesministerium der Finanzen"."""
    first, _, rest = text.partition(" ")
    return fold(text) in words("offices") or bool(rest and is_office(text) and not _is_ministry(first))


def _is_ministry(word: str) -> bool:
    return bool(parse_organisation(word).kind) or fold(word).startswith(("ministere", "ministeri", "ministero"))


def _without_lead(text: str) -> str:
    low = text.casefold()
    for lead in _leads():
        if low.startswith(lead) and len(low) > len(lead) and not low[len(lead)].isalnum():
            return text[len(lead) :].lstrip(" :").removeprefix("the ").removeprefix("der ")
    return text


@cache
def _leads() -> tuple[str, ...]:
    return tuple(sorted((lead.replace("ae", "ä").replace("ue", "ü") for lead in words("leads")), key=len, reverse=True))


def _is_person(text: str) -> bool:
    """Return whether a text is a person's name beyond doubt: its shape, and a given name or a title."""
    addressed = bool(_SALUTATION.match(text))
    text = _name(text)
    stripped = strip_titles(words_of(text))
    return looks_like_person(text) and (
        has_given_name(text) or addressed or bool(stripped.titles or stripped.salutation)
    )


def _could_be_person(text: str) -> bool:
    words_ = text.split()
    return looks_like_person(_name(text)) and words_[-1][:1].isupper() and not text[:1].islower()


def _name(text: str) -> str:
    """Return a name without the words of a function before it: "Fernsehmoderator Jörg Pilawa"."""
    said = _SALUTATION.sub("", text).split()
    while len(said) > 2 and is_function(said[0]) and not is_function(said[1]):
        said = said[1:]
    return " ".join(said)
