"""Whether two given names, or two family names, can be spellings of one; all names folded."""

from functools import cache

from rapidfuzz.distance import OSA

from graph.model.fold import fold
from graph.names.lexicon import read_names
from graph.names.order import significant

_LONG = 5  # letters from which one slip of the pen is forgiven


def same_family(one: str, other: str) -> bool:
    """Return whether two family names share a part, apart from particles and one slip of the pen.

    >>> same_family("von der heide", "heide schmidt"), same_family("weber", "krause")
    (True, False)
    """
    ours, theirs = significant(one.split()), significant(other.split())
    if "".join(ours) == "".join(theirs):
        return True
    return any(_alike(a, b) for a in ours for b in theirs)


def same_given(one: str, other: str) -> bool:
    """Return whether two given names share a part that is more than an initial.

    >>> same_given("karl heinz", "heinz"), same_given("k", "k")
    (True, False)
    """
    ours, theirs = one.split(), other.split()
    return any(len(a) > 1 and len(b) > 1 and (_alike(a, b) or are_pet_names(a, b)) for a in ours for b in theirs)


def given_may_fit(one: str, other: str) -> bool:
    """Return whether nothing in two given names speaks against one person.

    >>> given_may_fit("", "anna"), given_may_fit("chr", "christian"), given_may_fit("anna", "peter")
    (True, True, False)
    """
    ours, theirs = one.split(), other.split()
    if not ours or not theirs or same_given(one, other):
        return True
    return any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG and OSA.distance(one, other, score_cutoff=1) <= 1


def are_pet_names(one: str, other: str) -> bool:
    """Return whether two given names, each one word, stand for each other.

    >>> are_pet_names("fritz", "friedrich"), are_pet_names("fritz", "franz")
    (True, False)
    """
    groups = _nicknames()
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, ()))


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """Return the numbers of the groups each given name belongs to."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(read_names("nicknames.yaml")["groups"]):
        for name in group:
            found.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
