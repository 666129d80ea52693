"""Names of persons: taken apart, shown, compared."""

import re
from dataclasses import dataclass

from graph.model.fold import fold, visible
from graph.names.likeness import given_may_fit, same_family, same_given
from graph.names.order import quiet, split_at_comma, split_written_order
from graph.names.titles import Stripped, normal_titles, strip_titles, words_of

_SEGMENTS = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: `title` as "Prof. Dr.", `salutation` "Frau" or "Herr", `suffix` as "MdB".

    `generation` is "jun." or "sen.", where the name has it.
    """

    given: str
    family: str
    title: str = ""
    salutation: str = ""
    suffix: str = ""
    generation: str = ""

    @property
    def full(self) -> str:
        """Return given and family name: "Joachim Lang"."""
        return f"{self.given} {self.family}".strip()

    @property
    def display(self) -> str:
        """Return the name with titles: "Dr. Joachim Lang"."""
        return " ".join(filter(None, (self.title, self.full, self.generation, self.suffix)))

    @property
    def key(self) -> str:
        """Return the name for comparing: "joachim lang". Father and son ("jun.") have two keys."""
        return fold(f"{self.full} {self.generation}") or self.full


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
suffix='MdB', generation='')
    """
    shown = visible(text)
    if not shown:
        raise ValueError("a name can not be blank")
    split = [words for part in _SEGMENTS.split(shown) if (words := words_of(part))]
    total = sum(map(len, split))
    segments = [strip_titles(words, total - len(words)) for words in split]
    named = [segment.words for segment in segments if segment.words]
    if not named:
        return PersonName("", shown)
    given, family = split_at_comma(*named) if len(named) > 1 else split_written_order(named[0])
    return _person(given, family, segments)


def person_from_parts(given: str, family: str, title: str = "", salutation: str = "") -> PersonName:
    """Return a name from the columns of a table; titles may stand in any of them.

    Raises:
        ValueError: if given and family name are both blank.

    >>> person_from_parts("Dr. Joachim", "LANG", salutation="Herrn").display
    'Dr. Joachim Lang'
    """
    columns = [words_of(visible(text).replace(",", " ")) for text in (given, family)]
    if not all(columns):
        return _with_titles(parse_person(f"{given} {family}"), title, salutation)
    segments = [strip_titles(columns[0], len(columns[1])), strip_titles(columns[1], len(columns[0]))]
    parts = split_at_comma(segments[1].words, segments[0].words)
    return _with_titles(_person(*parts, segments), title, salutation)


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


def _person(given: list[str], family: list[str], segments: list[Stripped]) -> PersonName:
    if not family:
        given, family = given[:-1], given[-1:]
    return PersonName(
        given=" ".join(map(quiet, given)),
        family=" ".join(map(quiet, family)),
        title=" ".join(title for segment in segments for title in segment.titles),
        salutation=next((s.salutation for s in segments if s.salutation), ""),
        suffix=" ".join(suffix for segment in segments for suffix in segment.suffixes),
        generation=next((s.generation for s in segments if s.generation), ""),
    )


def _with_titles(name: PersonName, title: str, salutation: str) -> PersonName:
    """Return the name with what the columns for title and salutation add to it."""
    titles, addressed = normal_titles(visible(title))
    more, called = normal_titles(visible(salutation))
    own = " ".join([*more, *titles])
    return PersonName(
        name.given,
        name.family,
        name.title if own in name.title else f"{own} {name.title}".strip(),
        called or addressed or name.salutation,
        name.suffix,
        name.generation,
    )
