"""Which known event another name may mean: on the same day, called nearly the same or with the same people."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from graph.matching.spelling import is_slip
from graph.model.fold import fold

_SMALL = frozenset(
    [
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "und",
        "am",
        "im",
        "in",
        "an",
        "auf",
        "fuer",
        "zum",
        "zur",
        "vom",
        "von",
        "bei",
        "mit",
        "the",
        "of",
        "and",
        "for",
        "at",
        "on",
        "a",
        "veranstaltung",
        "event",
        "termin",
    ]
)
_SAME_PEOPLE = 0.8  # share of the smaller list that stands in the other one
_FEW = 3  # people that are no sign by themselves


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event by its key, name and day, and the folded names of those who were there."""

    key: str
    name: str
    day: str
    people: Collection[str] = field(default=())


def alike(new: Occasion, known: Sequence[Occasion]) -> list[Occasion]:
    """Return the known events that the new one may be, the most alike first.

    >>> known = Occasion("a", "Wärmegipfel Flusstal", "2022-09-14")
    >>> [one.key for one in alike(Occasion("b", "Waermegipfel", "2022-09-14"), [known])]
    ['a']
    >>> alike(Occasion("b", "Wärmegipfel Seenland", "2022-09-14"), [known])
    []
    """
    same_day = [one for one in known if one.key != new.key and new.day and one.day == new.day]
    named = [one for one in same_day if names_alike(one.name, new.name)]
    return [*named, *(one for one in same_day if one not in named and _same_people(one.people, new.people))]


def names_alike(one: str, other: str) -> bool:
    """Return whether two names of one day can be one event: one has no word, or number, that the other contradicts.

    >>> names_alike("Regionalkonferenz Nord 2022", "Regionalkonferenz Nord"), names_alike("Forum 1", "Forum 2")
    (True, False)
    """
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    shorter, longer = sorted((a, b), key=len)
    rest = set(longer)
    for word in shorter:
        found = next((w for w in sorted(rest) if w == word or (len(word) > 4 and is_slip(w, word))), None)
        if found is None:
            return "".join(sorted_words(one)) == "".join(sorted_words(other))
        rest.discard(found)
    return True


def sorted_words(name: str) -> list[str]:
    """Return the telling words of a name in its order, as "warmegipfel" and "warme gipfel" are one."""
    return [word for word in fold(name).split() if word not in _SMALL]


def _words(name: str) -> set[str]:
    years = re.compile(r"(?:19|20)\d\d")
    return {word for word in sorted_words(name) if not years.fullmatch(word)}


def _same_people(a: Collection[str], b: Collection[str]) -> bool:
    fewer = min(len(set(a)), len(set(b)))
    return fewer >= _FEW and len(set(a) & set(b)) >= _SAME_PEOPLE * fewer
