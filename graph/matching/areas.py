"""Where a body is, as its name tells: the Länder in one spelling each, and larger towns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.matching.lexicon import lexicon, read_yaml, stem
from graph.model.fold import fold
from graph.reference import laender

_SHORTEST_CODE = 3  # letters of an abbreviation of a Land that is no other word
_LONG = 8  # letters of a name from which it is known with one wrong
_CITY_STATES = ("DE3", "DE5", "DE6")  # they are towns as well, and here only that


@dataclass(frozen=True, slots=True)
class Areas:
    """Words in which each Land and each town has one spelling, and which Länder and towns these are."""

    words: tuple[str, ...]
    lands: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def read_areas(words: Sequence[str]) -> Areas:
    """Return folded words with the Länder and towns among them.

    >>> read_areas(["glasbund", "nrw"]) == read_areas(["glasbund", "nordrhein", "westfalen"])
    True
    >>> sorted(read_areas(["muenchner", "glas", "bayerns"]).places | read_areas(["bayerischer"]).lands)
    ['bayern', 'muenchen']
    """
    known = _known()
    kept, found, places = list[str](), set[str](), set[str]()
    position = 0
    while position < len(words):
        word = words[position]
        if land := _land(words, position, known):
            name, length = land
            kept.append(name)
            found.add(name)
            position += length
            continue
        position += 1
        if kept and kept[-1] in places and word in known.rivers:
            continue
        place = known.places.get(word)
        if place:
            places.add(place)
        kept.append(place or word)
    return Areas(tuple(kept), frozenset(found), frozenset(places))


@cache
def regions() -> frozenset[str]:
    """Return the one spelling of each Land, and the stems of other regions."""
    cities = frozenset(fold(land.name) for land in laender() if land.code in _CITY_STATES)
    return lands() | cities | lexicon().regions


@cache
def land_initials() -> dict[str, str]:
    """Return the first letters of the words of each Land under its one spelling."""
    parts = (fold(land.name).split() for land in laender())
    return {"".join(words): "".join(word[0] for word in words) for words in parts if len(words) > 1}


@cache
def lands() -> frozenset[str]:
    """Return the one spelling of each Land."""
    return frozenset(_known().lands.values())


def is_place(word: str) -> bool:
    """Return whether a folded word is a town, or the adjective of one."""
    return word in _known().places


def _land(words: Sequence[str], start: int, known: "_Known") -> tuple[str, int] | None:
    if words[start] not in known.beginnings and stem(words[start]) not in known.beginnings:
        return None
    for length in (2, 1):
        some = words[start : start + length]
        if len(some) == length:
            *first, last = some
            for ending in (last, last.removesuffix("s"), stem(last)):
                if found := known.lands.get(" ".join((*first, ending))):
                    return found, length
    return None


def _misspelt(name: str) -> Iterator[str]:
    """Yield a long name with a letter left out or doubled, or with two beside each other in the wrong order."""
    for at in range(1, len(name)) if len(name) >= _LONG else ():
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at - 1] + name[at:]
        yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def _with_slips(names: dict[str, str]) -> dict[str, str]:
    """Return names with their misspellings, where these are no other name."""
    return {slip: one for name, one in names.items() if " " not in name for slip in _misspelt(name)} | names


@dataclass(frozen=True, slots=True)
class _Known:
    lands: dict[str, str]  # by names, abbreviations and adjectives
    beginnings: frozenset[str]
    places: dict[str, str]
    rivers: frozenset[str]


@cache
def _known() -> _Known:
    data = read_yaml("places.yaml")
    spelled = dict[str, str]()
    for land in laender():
        if land.code in _CITY_STATES:
            continue
        one = fold(land.name).replace(" ", "")
        names = [land.name, *land.aliases, *data["lands"].get(land.name, ())]
        for name in filter(None, map(fold, names)):
            if len(name) >= _SHORTEST_CODE and not name.startswith(("land ", "freistaat ", "free ", "de ")):
                spelled[name] = one
    places = dict[str, str]()
    for place in map(fold, data["places"]):
        one = place.replace(" ", "")
        places |= {one: one, f"{one}er": one}
    places |= {fold(adjective): fold(place) for adjective, place in data["adjectives"].items()}
    spelled, places = _with_slips(spelled), _with_slips(places)
    beginnings = {name.split()[0] for name in spelled} | {stem(name.split()[0]) for name in spelled}
    return _Known(spelled, frozenset(beginnings), places, frozenset(map(fold, data["rivers"])))
