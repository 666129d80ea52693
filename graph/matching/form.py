"""A name taken apart for comparing: as a person's, as an organisation's, or as either where that is open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from graph.matching.lexicon import lexicon, stems_of
from graph.model.fold import fold, visible
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
_FORMER = re.compile(r"\b(?:vormals|ehemals|früher|vorm\.|ehem\.)\s+(?:die\s+)?([^(),;]*\w)")
_SHORT = 6  # letters of the longest abbreviation that stands alone
_AND = ("und", "u")
_MOST_WORDS = 5
_LONGEST = 400  # characters of a name that are compared


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Folded parts of a person's name; `family` is without particles."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    generation: str = ""
    salutation: str = ""
    sure_order: bool = True


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """Folded words of an organisation's name that say something; `cut` are those written as abbreviations.

    `joined` are all of them in one, `stems` their stems, each once.
    """

    joined: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    cut: frozenset[str] = frozenset()
    abbreviation: str = ""
    company: bool = False

    @property
    def initials(self) -> str:
        """Return the first letters of its words, compounds taken apart."""
        return "".join(word[0] for word in self.stems)

    @property
    def is_abbreviation(self) -> bool:
        """Return whether the whole name is one short word, as "VDB"."""
        return self.abbreviation == self.joined or (len(self.words) == 1 and len(self.joined) <= _SHORT)


@dataclass(frozen=True, slots=True)
class Form:
    """A name in the forms in which it can be compared; `folded` is the whole of it.

    `said` are names that follow from it: former ones and short forms in full;
    `others` are all the names its organisation is known under.
    """

    folded: str
    reading: Reading
    person: PersonForm | None = field(default=None, compare=False)
    organisation: OrganisationForm | None = field(default=None, compare=False)
    said: tuple[OrganisationForm, ...] = field(default=(), compare=False)
    others: tuple[OrganisationForm, ...] = field(default=(), compare=False)


def read_form(text: str) -> Form:
    """Return the form of a name.

    >>> read_form("Weber, Dr. Anna").reading, read_form("Weber Bau GmbH").reading, read_form("Weber Bernau").reading
    ('person', 'organisation', '')
    """
    shown = visible(text)[:_LONGEST]
    folded = fold(shown)
    if not folded:
        return Form(folded, "")
    shown = _GLUED_FORM.sub(" ", _AMPERSAND.sub("&", shown))
    organisation = parse_organisation(shown)
    person = parse_person(shown)
    reading = _reading(shown, organisation, person)
    return Form(
        folded,
        reading,
        None if reading == "organisation" else person_form(person, sure_order=_is_sure(shown, person)),
        None if reading == "person" else organisation_form(shown, organisation),
        tuple(map(read_organisation, (*_FORMER.findall(shown), *_in_full(organisation)))),
    )


def _in_full(name: OrganisationName) -> Iterator[str]:
    """Yield "Handwerkskammer Ulm" for "HWK Ulm"."""
    keys = (key.removeprefix("org:") for key in name.keys)
    yield from (key for key in keys if key not in (name.core, fold(name.abbreviation)))


def read_organisation(text: str) -> OrganisationForm:
    """Return the form of an organisation's name.

    >>> read_organisation("Verband der Glasindustrie e. V.").stems
    ('verband', 'glas', 'industri')
    """
    return organisation_form(text, parse_organisation(text))


def _reading(shown: str, organisation: OrganisationName, person: PersonName) -> Reading:
    words = fold(shown).split()
    if organisation.legal_form or organisation.kind or organisation.abbreviation:
        return "organisation"
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


def organisation_form(shown: str, name: OrganisationName) -> OrganisationForm:
    """Return an organisation's name for comparing; `shown` is how it is written."""
    every = name.core.split()
    words = tuple(word for word in every if word not in lexicon().silent) or tuple(every)
    stems = dict.fromkeys(found for word in words for found in stems_of(word))
    cut = frozenset(word for found in _CUT.findall(shown) for word in fold(found).split())
    joined = "".join(word for word in every if word not in _AND)
    company = name.legal_form not in ("", "e. V.")
    return OrganisationForm(joined, words, tuple(stems), cut, fold(name.abbreviation), company)
