"""Names of persons: taken apart, shown, compared."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.model.fold import fold, visible
from graph.names.likeness import given_may_fit, same_family, same_given
from graph.names.order import quiet, split_at_comma, split_written_order, take_former
from graph.names.titles import Stripped, is_party, normal_titles, strip_titles, words_of

_SEGMENTS = re.compile(r"[,;]")
_BEFORE_GENERATION = re.compile(
    r"(?i)(?<=\w)\s*,\s*(?=(?:sen\.|jun\.|jr\.|sr\.|senior|junior|d\. ?[äj]\.)\s*(?:[,(]|$))"
)
_IN_BRACKETS = re.compile(r"(?i)\s*\((sen\.|jun\.|jr\.|sr\.|senior|junior)\)")
_REMEMBERED = 20_000  # names: a load takes one apart for its keys, its fields, and each comparison
_LONGEST_SHORT = 3  # letters of "RA" and "StS"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: `title` as "Prof. Dr.", `salutation` "Frau" or "Herr", `suffix` as "MdB".

    `generation` is "jun." or "sen.", where the name has it; `former` the family name somebody had before or has beside
    it: "Krause" in "Weber geb. Krause".
    """

    given: str
    family: str
    title: str = ""
    salutation: str = ""
    suffix: str = ""
    generation: str = ""
    former: str = ""

    @property
    def full(self) -> str:
        """Return given and family name: "Joachim Lang"."""
        return f"{self.given} {self.family}".strip()

    @property
    def shown(self) -> str:
        """Return the name as a person is listed under it: father and son are told apart."""
        return f"{self.full} {self.generation}".strip()

    @property
    def variants(self) -> tuple[str, ...]:
        """Return the other names of the person: that with the former family name.

        >>> parse_person("Ute Lang geb. Krause").variants
        ('Ute Krause',)
        """
        return (f"{self.given} {self.former}".strip(),) if self.former and self.former != self.family else ()

    @property
    def display(self) -> str:
        """Return the name with titles: "Dr. Joachim Lang"."""
        return " ".join(filter(None, (self.title, self.full, self.generation, self.suffix)))

    @property
    def key(self) -> str:
        """Return the name for comparing: "joachim lang". Father and son ("jun.") have two keys."""
        return fold(f"{self.full} {self.generation}") or self.full


@lru_cache(_REMEMBERED)
def parse_person(text: str) -> PersonName:
    """Return the parts of a name in any of the usual spellings.

    Read are "Vorname Nachname", "Nachname, Vorname" and "NACHNAME Vorname", with titles, offices and degrees
    before and behind. One word alone is a family name. "von", "Graf" and the like belong to the family name;
    a birth name, remarks in brackets and whatever else follows a second comma are left out.

    Raises:
        ValueError: if the text is blank.

    >>> parse_person("Lang, Dr. Joachim").display
    'Dr. Joachim Lang'
    >>> parse_person("Herrn Prof. Dr.-Ing. Karl-Heinz von der Heide MdB")
    PersonName(given='Karl-Heinz', family='von der Heide', title='Prof. Dr.-Ing.', salutation='Herr', \
suffix='MdB', generation='', former='')
    """
    shown, former = take_former(visible(text))
    if not shown:
        raise ValueError("a name can not be blank")
    first, *others = _SEGMENTS.split(_BEFORE_GENERATION.sub(" ", _IN_BRACKETS.sub(r" \1", shown)))
    split = [words for part in (first, *others) if (words := words_of(part)) and (part is first or not is_party(part))]
    total = sum(map(len, split))
    segments = [strip_titles(words, total - len(words)) for words in split]
    named = [segment.words for segment in segments if segment.words]
    if not named:
        return PersonName("", shown)
    if len(split) == 2 and len(named) == 1 and len(named[0]) == 1 and _could_be_family(split[0], segments[0]):
        return _person(named[0], split[0], [segments[1]], former)  # "Minister, Tom"
    given, family = split_at_comma(*named) if len(named) > 1 else split_written_order(named[0])
    return _person(given, family, segments, former)


def _could_be_family(words: list[str], stripped: Stripped) -> bool:
    """Return whether the one word that was taken for a title can be a family name: it is no abbreviation."""
    return not stripped.words and len(words) == 1 and "." not in words[0] and len(words[0]) > _LONGEST_SHORT


def person_from_parts(given: str, family: str, title: str = "", salutation: str = "") -> PersonName:
    """Return a name from the columns of a table; titles may stand in any of them.

    Raises:
        ValueError: if given and family name are both blank.

    >>> person_from_parts("Dr. Joachim", "LANG", salutation="Herrn").display
    'Dr. Joachim Lang'
    """
    shown, former = take_former(visible(family))
    columns = [words_of(text.replace(",", " ")) for text in (visible(given), shown)]
    if not all(columns):
        return _with_titles(parse_person(f"{given} {family}"), title, salutation)
    segments = [strip_titles(columns[0], len(columns[1])), strip_titles(columns[1], len(columns[0]))]
    if not segments[1].words:  # whoever has such a family name: "Uwe", "Herr"
        segments[1] = strip_titles(columns[1])
    parts = split_at_comma(segments[1].words, segments[0].words)
    return _with_titles(_person(*parts, segments, former), title, salutation)


def compatible(a: PersonName, b: PersonName) -> bool:
    """Return whether two names under one e-mail address can be spellings of one person's name.

    The family names share a part and the given names do not contradict each other (one missing, initials,
    short forms), or the given names agree (marriage), or both are swapped. Father and son, and Herr and Frau
    without a given name, are two persons.
    """
    if a.generation and b.generation and a.generation != b.generation:
        return False
    (given, family), (other_given, other_family) = _folded(a), _folded(b)
    if not (given and other_given) and {a.salutation, b.salutation} == {"Herr", "Frau"}:
        return False
    if sorted(f"{given} {family}".split()) == sorted(f"{other_given} {other_family}".split()):
        return True
    if same_given(given, other_given):
        return True
    if given_may_fit(given, other_given) and same_family(family, other_family):
        return True
    return _swapped(given, family, other_given, other_family)


def _swapped(given: str, family: str, other_given: str, other_family: str) -> bool:
    """Return whether given and family name changed places; a missing given name fits any."""
    if not given or not other_given:
        return same_given(family, other_given) or same_given(given, other_family)
    return same_family(given, other_family) and same_family(family, other_given)


def _folded(name: PersonName) -> tuple[str, str]:
    return fold(name.given), fold(name.family)


def _person(given: list[str], family: list[str], segments: list[Stripped], former: str = "") -> PersonName:
    if not family:
        given, family = given[:-1], given[-1:]
    return PersonName(
        given=" ".join(map(quiet, given)),
        family=" ".join(map(quiet, family)),
        title=" ".join(title for segment in segments for title in segment.titles),
        salutation=next((s.salutation for s in segments if s.salutation), ""),
        suffix=" ".join(suffix for segment in segments for suffix in segment.suffixes),
        generation=next((s.generation for s in segments if s.generation), ""),
        former=former,
    )


def _with_titles(name: PersonName, title: str, salutation: str) -> PersonName:
    """Return the name with what the columns for title and salutation add to it."""
    titles, addressed = normal_titles(visible(title))
    more, called = normal_titles(visible(salutation))
    own = " ".join([*more, *titles])
    shown = name.title if own in name.title else f"{own} {name.title}".strip()
    return replace(name, title=shown, salutation=called or addressed or name.salutation)
