"""A name taken apart for comparing: as a person's, as an organisation's, or as either where that is open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from graph.matching.areas import land_initials, read_areas, regions
from graph.matching.around import split_front, take_seat
from graph.matching.lexicon import lexicon, stems_of
from graph.model.fold import fold, visible
from graph.names.kind import says_kind
from graph.names.order import significant
from graph.names.organisation import OrganisationName, parse_organisation
from graph.names.person import PersonName, parse_person

Reading = Literal["person", "organisation", ""]
_AMPERSAND = re.compile(r"(?<=\s)8[t1l]?(?=\s)|(?<=\w)8t(?=\s)")  # what a scanner makes of "&"
_GLUED_FORM = re.compile(r"(?<=[a-zäöüß]{2})(?=(?:AG|GmbH|KG)\b)")
_CUT = re.compile(
    r"[^\W\d_]{3,}[.,](?=\s+[^\W\d_A-ZÄÖÜ])|[^\W\d_]{3,}\.|[^\W\d_]{2,}-(?=\s|&|und\b)|[^\W\d_]{2,}-,(?=\s)"
)
_NOT_IN_PERSONS = re.compile(r"[\d&]|\b(?:und|für|der|des|e\. ?V\.)\s")
_MISREAD = re.compile(r"(?<=[a-zäöüß])[10](?=[a-zäöüß]|\b)")  # what a scanner makes of "l" and "o"
_FORMER = re.compile(r"\b(?:vormals|ehemals|früher|vorm\.|ehem\.)\s+(?:die\s+)?([^(),;]*\w)")
_SHORT = 6  # letters of the longest abbreviation that stands alone
_AND = ("und", "u")
_GROUP = "arbeitsgemeinschaft"  # what "AG" is before a name; behind it, it is a legal form
_MOST_WORDS = 5
LONGEST = 400  # characters of a name that are compared


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Folded parts of a person's name; `family` is without particles."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    generation: str = ""
    salutation: str = ""
    sure_order: bool = True
    place: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """Folded words of an organisation's name that say something; `cut` are those written as abbreviations.

    `joined` are all of them in one, `stems` their stems, each once; `telling` are those that tell which organisation
    it is, being no word for a kind or a place. `lands` and `places` are where it is, `seat` the place behind it.
    """

    joined: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    cut: frozenset[str] = frozenset()
    abbreviation: str = ""
    company: bool = False
    telling: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    seat: frozenset[str] = frozenset()

    @property
    def initials(self) -> str:
        """Return the first letters of its words, compounds taken apart."""
        return "".join(land_initials().get(word) or word[0] for word in self.stems)

    @property
    def is_abbreviation(self) -> bool:
        """Return whether the whole name is one short word, as "VDB"."""
        return self.abbreviation == self.joined or (len(self.words) == 1 and len(self.joined) <= _SHORT)


@dataclass(frozen=True, slots=True)
class Form:
    """A name in the forms in which it can be compared; `folded` is the whole of it.

    `letters` is that without gaps; `said` are names that follow from it: former ones and short forms in full; `front`
    are a short name and the long one behind it; `others` are all the names its organisation is known under.
    """

    folded: str
    reading: Reading
    person: PersonForm | None = field(default=None, compare=False)
    organisation: OrganisationForm | None = field(default=None, compare=False)
    said: tuple[OrganisationForm, ...] = field(default=(), compare=False)
    others: tuple[OrganisationForm, ...] = field(default=(), compare=False)
    front: tuple[OrganisationForm, OrganisationForm] | None = field(default=None, compare=False)

    letters: str = field(default="", compare=False)


def read_form(text: str) -> Form:
    """Return the form of a name.

    >>> read_form("Weber, Dr. Anna").reading, read_form("Weber Bau GmbH").reading, read_form("Weber Bernau").reading
    ('person', 'organisation', '')
    """
    shown = visible(text)[:LONGEST]
    folded = fold(shown)
    if not folded:
        return Form(folded, "")
    shown = _repaired(shown)
    whole, place = take_seat(shown)
    organisation = parse_organisation(whole)
    reading = _reading(whole, organisation)
    parts = None if reading == "person" else split_front(organisation)
    front = (read_organisation(parts[0]), read_organisation(parts[1])) if parts else None
    return Form(
        folded,
        reading,
        None if reading == "organisation" else _placed(_written_form(whole), place),
        None if reading == "person" else organisation_form(whole, organisation, place),
        tuple(map(read_organisation, (*_FORMER.findall(shown), *_in_full(organisation)))),
        front=front,
        letters=folded.replace(" ", ""),
    )


def _repaired(shown: str) -> str:
    """Return a name with what scanners are known to misread put right."""
    return _MISREAD.sub(lambda found: "l" if found[0] == "1" else "o", _GLUED_FORM.sub(" ", _AMPERSAND.sub("&", shown)))


def _written_form(whole: str) -> PersonForm:
    person = parse_person(whole)
    return person_form(person, sure_order=_is_sure(whole, person))


def _placed(form: PersonForm, place: str) -> PersonForm:
    return replace(form, place=fold(place)) if place else form


def _in_full(name: OrganisationName) -> Iterator[str]:
    """Yield "Handwerkskammer Ulm" for "HWK Ulm"."""
    keys = (key.removeprefix("org:") for key in name.keys)
    yield from (key for key in keys if key not in (name.core, fold(name.abbreviation)))


def read_organisation(text: str) -> OrganisationForm:
    """Return the form of an organisation's name.

    >>> read_organisation("Verband der Glasindustrie e. V.").stems
    ('verband', 'glas', 'industri')
    """
    whole, place = take_seat(_repaired(text))
    return organisation_form(whole, parse_organisation(whole), place)


def _reading(shown: str, organisation: OrganisationName) -> Reading:
    words = fold(shown).split()
    if organisation.legal_form or organisation.kind or organisation.abbreviation:
        return "organisation"
    person = parse_person(shown)
    if person.title or person.suffix or person.salutation:
        return "person"
    known = lexicon()
    if _NOT_IN_PERSONS.search(shown) or not known.organisation.isdisjoint(words):
        return "organisation"
    names = fold(person.full).split()
    if not 2 <= len(names) <= _MOST_WORDS:
        return "organisation" if len(names) > _MOST_WORDS else ""
    parts = [part.split() for part in shown.split(",")]
    two = len(parts) == 2 and all(1 <= len(part) <= 3 for part in parts)
    return "person" if two or not known.given.isdisjoint(names) else ""


def _is_sure(shown: str, name: PersonName) -> bool:
    """Return whether a comma tells which is the family name."""
    before, comma, _ = shown.partition(",")
    words = fold(before).split()
    return bool(comma) and not set(words) & set(fold(name.given).split())


def person_form(name: PersonName, *, sure_order: bool = True) -> PersonForm:
    """Return a person's name for comparing."""
    family = significant(fold(name.family).split())
    return PersonForm(tuple(fold(name.given).split()), tuple(family), name.generation, name.salutation, sure_order)


def organisation_form(shown: str, name: OrganisationName, place: str = "") -> OrganisationForm:
    """Return an organisation's name for comparing; `shown` is how it is written, `place` what stood behind it."""
    known = lexicon()
    every = [known.short.get(word, word) for word in name.core.split()] if " " in name.core else [name.core]
    every[0] = _GROUP if every[0] == "ag" and len(every) > 1 else every[0]
    areas = read_areas(_without_level(every))
    words = tuple(word for word in areas.words if word not in known.silent) or areas.words
    fixed = areas.lands | areas.places
    stems, telling = dict[str, None](), set[str]()
    for word in words:
        found = (word,) if word in fixed else stems_of(word)
        stems |= dict.fromkeys(found)
        whole = not says_kind(word) and word not in known.organisation
        if word not in fixed and (whole or len(found) > 1):
            telling |= set(found)
    cut = frozenset(word for found in _CUT.findall(shown) for word in fold(found).split())
    joined = "".join(word for word in areas.words if word not in _AND)
    company = name.legal_form not in ("", "e. V.")
    seat = _seat(place)
    return OrganisationForm(
        joined,
        words,
        tuple(stems),
        cut,
        fold(name.abbreviation),
        company,
        frozenset(telling) - known.faint - known.other_body - known.given - set(known.heads),
        areas.lands,
        areas.places | seat,
        seat,
    )


def _without_level(words: list[str]) -> list[str]:
    """Return words without "Landesverband" where more is told and the Land, too: it adds nothing then."""
    left = [word for word in words if word not in lexicon().levels]
    if len(left) == len(words):
        return words
    areas = read_areas(left)
    said = areas.lands | (areas.places & regions())
    return left if said and any(word not in said and word not in lexicon().silent for word in areas.words) else words


def _seat(place: str) -> frozenset[str]:
    words = fold(place).split()
    if not words:
        return frozenset()
    return read_areas(words).places or frozenset({"".join(words)})
