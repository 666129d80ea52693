"""How likely two names mean one person, judged by the names alone."""

from graph.matching.form import PersonForm
from graph.matching.lexicon import lexicon
from graph.matching.spelling import heard, is_slip, slips
from graph.names.likeness import are_pet_names

# What agrees: the whole name, all but a slip, a part that nothing speaks against.
_LONG = 6  # letters of the longer name from which two slips are forgiven where all else agrees
SAME, SLIP, PART, INITIAL = 1.0, 0.9, 0.85, 0.8


def person_likeness(one: PersonForm, other: PersonForm) -> float:
    """Return how far two names agree, from 0 to 1; 0 where something speaks against one person.

    >>> lang, slip = PersonForm(("joachim",), ("lang",)), PersonForm(("joachin",), ("lang",))
    >>> person_likeness(lang, slip), person_likeness(lang, PersonForm(("jo", "a"), ("lange",)))
    (0.9, 0)
    """
    if one.generation != other.generation or _elsewhere(one, other):
        return 0
    straight = _likeness(one.given, one.family, other.given, other.family)
    if straight or (one.sure_order and other.sure_order):
        return straight
    if sorted(one.given + one.family) == sorted(other.given + other.family):
        return SAME
    return _likeness(one.family, one.given, other.given, other.family)


def _likeness(
    given: tuple[str, ...], family: tuple[str, ...], others: tuple[str, ...], theirs: tuple[str, ...]
) -> float:
    if not (given and others and family and theirs):
        return SAME if family == theirs and given == others else 0
    by_family = _family(family, theirs)
    if not by_family:
        return 0
    by_given = given_likeness(given, others)
    if PART in (by_family, by_given) and lexicon().family & set(family) & set(theirs):
        return 0  # Karl and Karl-Heinz Weber, Anna Weber and Anna Weber-Krause: too many are called so
    # One of both must agree fully: two doubts are no likeness.
    return min(by_family, by_given) if SAME in (by_family, by_given) else 0


def _family(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one == other or "".join(one) == "".join(other):
        return SAME
    if _is_misspelt("".join(one), "".join(other), lexicon().family):
        return SLIP
    short, long = sorted((one, other), key=len)
    return PART if len(short) < len(long) and set(short) <= set(long) else 0


def _elsewhere(one: PersonForm, other: PersonForm) -> bool:
    """Return whether both tell a place and these are two, or one does and too many are called so."""
    if one.place and other.place:
        return not (set(one.place.split()) & set(other.place.split()) or is_slip(one.place, other.place))
    return one.place != other.place and not lexicon().family.isdisjoint((*one.family, *other.family))


def is_double_name(one: PersonForm, other: PersonForm) -> bool:
    """Return whether two people share a given name, and one family name is part of the other's double name.

    That is what marriage makes of a name, and so common that something else has to speak for one person.

    >>> is_double_name(PersonForm(("eva",), ("gross",)), PersonForm(("eva",), ("gross", "maier")))
    True
    """
    if one.generation != other.generation or given_likeness(one.given, other.given) < SLIP:
        return False
    ours, theirs = set(one.family), set(other.family)
    return one.family != other.family and bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def given_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how far given names agree, from 0 to 1."""
    if not (one and other):
        return 0
    if one == other or "".join(one) == "".join(other):
        return SAME
    if _is_misspelt("".join(one), "".join(other), lexicon().given):
        return SLIP
    short, long = sorted((one, other), key=len)
    first = [_word(a, b) for a, b in zip(short, long, strict=False)]
    any_place = [max(_word(a, b) for b in long) for a in short]
    best = max(min(first), min(any_place) if all(len(word) > 2 for word in short) else 0)
    return min(best, PART) if len(short) < len(long) else best


def _word(one: str, other: str) -> float:
    if one == other:
        return SAME
    short, long = sorted((one, other), key=len)
    if len(short) <= 3 and long.startswith(short):
        return INITIAL
    if heard(one) == heard(other):
        return SLIP
    if are_pet_names(one, other) or (long.startswith(short) and short not in lexicon().given):
        return PART
    return SLIP if _is_misspelt(one, other, lexicon().given) else 0


def _is_misspelt(one: str, other: str, common: frozenset[str]) -> bool:
    """Return whether one is a misspelling of the other; two common names are two names."""
    if one in common and other in common:
        return False
    if is_slip(one, other):
        return True
    # A given name nobody has, two letters from one that many have, is that one misread.
    longest = max(len(one), len(other))
    misread = longest == _LONG and common is lexicon().given and (one in common or other in common)
    return (longest > _LONG or misread) and slips(one, other) <= 2
