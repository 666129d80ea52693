"""Names of organisations: taken apart, keyed, and what they tell about the kind."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.model.fold import fold, visible
from graph.names.abbreviation import generic, take_abbreviation, without_remarks
from graph.names.kind import kind_of
from graph.names.legal_form import take_legal_form
from graph.names.lexicon import read_names

_REMEMBERED = 20_000  # names: a house is named by each of its people
_AND = re.compile(r"(?<=\s)(?:\+|u\.)(?=\s)")


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation's name; `core` is folded and free of legal form and abbreviation."""

    name: str
    core: str
    legal_form: str = ""
    abbreviation: str = ""
    kind: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the organisation: its full name, then its abbreviation where that is telling.

        >>> parse_organisation("Bundesverband der Deutschen Industrie e. V. (BDI)").keys
        ('org:bundesverband der deutschen industrie', 'org:bdi')
        """
        short = fold(self.abbreviation)
        telling = "" if short in generic() else short
        names = (self.core, telling, "" if self.core in generic() else _in_full(self.core))
        return tuple(dict.fromkeys(f"org:{name}" for name in names if name))


@lru_cache(_REMEMBERED)
def parse_organisation(text: str) -> OrganisationName:
    """Return the parts of an organisation's name.

    Raises:
        ValueError: if the text is blank.

    >>> parse_organisation("VDB – Verband Deutscher Beispiele e.V.")
    OrganisationName(name='VDB – Verband Deutscher Beispiele e.V.', core='verband deutscher beispiele', \
legal_form='e. V.', abbreviation='VDB', kind='association')
    """
    name = visible(text)
    if not name:
        raise ValueError("a name can not be blank")
    bare, legal_form = take_legal_form(without_remarks(name))
    rest, abbreviation = take_abbreviation(bare)
    joined = _AND.sub("und", rest) if "+" in rest or "u." in rest else rest
    core = fold(joined) or fold(name) or name
    return OrganisationName(name, core, legal_form, abbreviation, kind_of(core, legal_form, fold(abbreviation)))


@cache
def _long_forms() -> dict[str, str]:
    """Return the long form for each short form and for itself."""
    pairs = read_names("generic.yaml")["in_full"].items()
    return {fold(form): fold(long) for short, long in pairs for form in (short, long)}


@cache
def general_names() -> frozenset[str]:
    """Return the folded names many bodies have, each with its place: "handwerkskammer"."""
    return frozenset(_long_forms().values())


@cache
def _between() -> frozenset[str]:
    return frozenset(map(fold, read_names("generic.yaml")["between"]))


def _in_full(core: str) -> str:
    """Return a name that begins with a well-known short form, or with its long form, in one full spelling."""
    for form, long in _long_forms().items():
        if core.startswith(form) and f"{core} ".startswith(f"{form} "):
            place = core[len(form) :].split()
            return " ".join([long, *(place[1:] if place and place[0] in _between() else place)])
    return ""
