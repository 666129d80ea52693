"""By which words somebody is known in texts: her names in both orders, her addresses and numbers, her family names."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.names.in_text import words_of
from graph.names.person import PersonName, parse_person

SHORTEST_ALONE = 4  # letters of a family name that is looked for alone


@dataclass(frozen=True, slots=True)
class KnownBy:
    """All folded, with blanks between: `names` in full, `marks` (addresses, numbers), the words to look for them by,
    and the words of her family names, which may be those of others too."""

    names: frozenset[str]
    marks: frozenset[str]
    anchors: frozenset[str]
    families: frozenset[str]


def known_by(names: Iterable[str], marks: Iterable[str]) -> KnownBy:
    """Return what names somebody with these names, addresses and numbers."""
    whole: set[str] = set()
    anchors: set[str] = set()
    families: set[str] = set()
    for name in map(parse_person, filter(str.strip, names)):
        if family := _words(name.family):
            found = [*orders(_words(name.given), family), *_former(name)]
            whole |= {" ".join(some) for some in found if len(some) > 1}
            anchors |= {family[-1], *_words(name.former)[-1:]}
            families |= {*family, *_words(name.former)}
    told = [words for text in marks if (words := _words(text))]
    anchors |= {max(words, key=len) for words in told}
    return KnownBy(frozenset(whole), frozenset(map(" ".join, told)), frozenset(anchors), frozenset(families))


def orders(given: list[str], family: list[str]) -> Iterable[list[str]]:
    """Yield a name in both orders, with all given names, the first, and its first letter."""
    short = [given[:1], [given[0][0]]] if given else []
    for said in [given, *short]:
        if said:
            yield [*said, *family]
            yield [*family, *said]


def _former(name: PersonName) -> Iterable[list[str]]:
    former = _words(name.former)
    return orders(_words(name.given), former) if former else ()


def _words(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]
