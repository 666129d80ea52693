"""Which label a node has here: by its type or, where the type is a mere code, by the names of all nodes of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.model.fold import fold
from graph.names.organisation import parse_organisation
from graph.names.titles import strip_titles, words_of
from ingest.documents.lexicon import given_names
from ingest.exchange.words import ExchangeWords

Label = tuple[str, str]
UNKNOWN: Label = ("", "")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_CODE = re.compile(r"[\d.]{0,6}|[A-Za-z]?")  # a type that names nothing: "", "0", "1.0", "A"
_FEWEST = 3  # nodes of a type that a guess needs


@dataclass(slots=True)
class _TypeGroup:
    """How many nodes a type has, and how many of their names look like that of a person or an organisation."""

    nodes: int = 0
    shaped: int = 0
    given: int = 0
    organisations: int = 0

    def label(self) -> Label:
        if self.nodes < _FEWEST:
            return UNKNOWN
        if (
            self.shaped >= 0.9 * self.nodes
            and self.given >= 0.4 * self.nodes
            and self.organisations <= 0.1 * self.nodes
        ):
            return ("Person", "")
        if self.organisations >= 0.3 * self.nodes and self.given <= 0.1 * self.nodes:
            return ("Organisation", "")
        return UNKNOWN


@dataclass(slots=True)
class Labels:
    """Labels by type; `guessed` are those known by names alone."""

    words: ExchangeWords
    groups: dict[str, _TypeGroup] = field(default_factory=dict)

    def meet(self, kind: str, name: str) -> None:
        """Take a node into account whose type is a code."""
        if self.words.label(kind) is None and _CODE.fullmatch(kind):
            group = self.groups.setdefault(kind, _TypeGroup())
            group.nodes += 1
            group.shaped += looks_like_person(name)
            group.given += has_given_name(name)
            group.organisations += looks_like_organisation(name)

    def guessed(self) -> Iterable[tuple[str, str, int]]:
        """Yield each code that stands for a label by the names of its nodes, with the label and their number."""
        for code, group in self.groups.items():
            if code and (label := group.label()[0]):
                yield code, label, group.nodes

    def label(self, kind: str, name: str) -> Label:
        """Return label and kind of a node, `UNKNOWN` where nothing tells."""
        if known := self.words.label(kind):
            return known
        group = self.groups.get(kind)
        if kind:
            return group.label() if group else UNKNOWN
        if looks_like_organisation(name):
            return ("Organisation", "")
        return ("Person", "") if looks_like_person(name) and has_given_name(name) else UNKNOWN


def looks_like_person(name: str) -> bool:
    """Return whether a name has the shape of a person's.

    >>> looks_like_person("Dr. Anna Lang"), looks_like_person("IG Metall"), looks_like_person("Verband der Chemie")
    (True, False, False)
    """
    words = strip_titles(words_of(name.replace(",", " "))).words
    if not 2 <= len(words) <= 4 or not all(map(_WORD.fullmatch, words)):
        return False
    shouted = any(word.isupper() and len(word.strip(".")) > 1 for word in words) and not name.isupper()
    return words[0][:1].isupper() and not shouted and not looks_like_organisation(name)


def has_given_name(name: str) -> bool:
    """Return whether one of the words is a frequent given name, as both halves of "Anna-Lena" are."""
    words = strip_titles(words_of(name.replace(",", " "))).words
    return any(part in given_names() for word in words for part in word.title().split("-"))


def looks_like_organisation(name: str) -> bool:
    """Return whether a name tells the kind or the legal form of an organisation."""
    if not fold(name):
        return False
    parsed = parse_organisation(name)
    return bool(parsed.kind or parsed.legal_form)
