"""Which names are worth comparing: only those that share a key, so that the work grows no faster than the list."""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from cologne_phonetics import encode  # type: ignore[import-untyped]

from graph.matching.form import Form, OrganisationForm, PersonForm
from graph.matching.spelling import skeleton
from graph.matching.weights import Weights

LARGEST = 40  # names under one key that are all compared
WINDOW = 8  # neighbours compared in a larger one
_RAREST = 4  # words of an organisation's name that make keys
_BEGINNING = 5
_LONG, _LONGEST = 7, 16  # letters of a name of one word that is found with one wrong


def candidates(keys: Iterable[Iterable[Hashable]], order: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield each index with those after it that share a key; `order` sorts the names under a key with many.

    Keys are kept as numbers in arrays: a million names do not need a gigabyte for them.

    >>> list(candidates([["a"], ["a", "b"], ["b"]], ["x", "y", "z"]))
    [(0, [1]), (1, [2]), (2, [])]
    """
    blocks = _Blocks.of(keys, order)
    for index in range(len(order)):
        yield index, blocks.after(index)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The blocks: all who share a key, one block after the other; `begins` and `ends` say where each block lies.

    `places` are the places of all indices, one index behind the other from `first` on.
    """

    members: "array[int]"
    begins: "array[int]"
    ends: "array[int]"
    places: "array[int]"
    first: "array[int]"

    @classmethod
    def of(cls, keys: Iterable[Iterable[Hashable]], order: Sequence[str]) -> "_Blocks":
        """Return the blocks of more than one; those with many are sorted by `order`."""
        found, owners = array("q"), array("I")
        for index, own in enumerate(keys):
            some = set(map(hash, own))
            found.extend(some)
            owners.extend([index] * len(some))
        number, owner = np.frombuffer(found, np.int64), np.frombuffer(owners, np.uint32)
        rank = np.empty(len(order), np.uint32)
        rank[sorted(range(len(order)), key=lambda i: (order[i], i))] = np.arange(len(order), dtype=np.uint32)
        sorting = np.lexsort((rank[owner], number)) if len(owner) else np.empty(0, np.int64)
        number, owner = number[sorting], owner[sorting]
        starts = np.flatnonzero(np.diff(number, prepend=number[:1] - 1)) if len(number) else sorting
        sizes = np.diff(starts, append=len(number))
        several = np.repeat(sizes > 1, sizes)
        members, sizes = owner[several], sizes[sizes > 1]
        ends = np.cumsum(sizes)
        places = np.argsort(members, kind="stable").astype(np.uint32)
        first = np.searchsorted(members[places], np.arange(len(order) + 1))
        begins, ends = np.repeat(ends - sizes, sizes), np.repeat(ends, sizes)
        return cls(*(array("I", part.astype(np.uint32).tobytes()) for part in (members, begins, ends, places, first)))

    def after(self, index: int) -> list[int]:
        """Return who comes after an index and is in one of its blocks; in a large block only who is near."""
        near: set[int] = set()
        for place in self.places[self.first[index] : self.first[index + 1]]:
            begin, end = self.begins[place], self.ends[place]
            if end - begin > LARGEST:
                begin, end = max(begin, place - WINDOW), min(end, place + WINDOW + 1)
            near.update(self.members[begin:end])
        return sorted(other for other in near if other > index)


def keys_of(form: Form, weights: Weights) -> list[str]:
    """Return the keys of a name: equal ones are a reason to compare."""
    keys = [f"={form.letters}"]
    if form.person:
        keys += _person_keys(form.person)
    if form.organisation:
        for name in (form.organisation, *form.others):
            keys += _organisation_keys(name, weights)
    return keys


def _person_keys(name: PersonForm) -> Iterator[str]:
    yield "p" + "".join(sorted(name.given + name.family))
    yield from _ordered_keys(name.given, name.family)
    if not name.sure_order:
        yield from _ordered_keys(name.family, name.given)


def _ordered_keys(given: tuple[str, ...], family: tuple[str, ...]) -> Iterator[str]:
    if not (given and family):
        return
    whole, first = "".join(family), given[0][0]
    for part in {*family, whole}:
        yield f"f{part} {first}"
        yield f"l{part} {given[-1][-3:]}"
        yield f"c{_sound(part)} {first}"
        yield f"s{skeleton(part)}"
    for name in {*given, "".join(given)}:
        if len(name) > 2:
            yield f"g{name} {whole[:2]}"
            yield f"h{name} {whole[-3:]}"
            yield f"k{skeleton(name)} {whole[:1]}{whole[-1:]}"


def _sound(word: str) -> str:
    return "".join(code for _, code in encode(word))


def _organisation_keys(name: OrganisationForm, weights: Weights) -> Iterator[str]:
    yield f"o{name.joined[:_BEGINNING]}"
    yield f"O{name.joined[-6:]}{len(name.joined) // 8}"
    rarest = sorted(set(name.stems), key=lambda w: (-weights.of(w), w))[:_RAREST]
    for word in rarest[:2]:
        yield f"w{word}"
        yield f"x{skeleton(word)}"
        yield f"c{_sound(word)} {len(name.words)}"
        if len(word) > _BEGINNING:
            yield f"b{word[:_BEGINNING]}"
            yield f"e{word[-_BEGINNING:]}"
    if len(name.words) == 1 and _LONG <= len(name.joined) <= _LONGEST:
        yield f"d{name.joined}"
        yield from {f"d{name.joined[:at]}{name.joined[at + 1 :]}" for at in range(len(name.joined))}
    for one, other in combinations(sorted(rarest), 2):
        yield f"w{one} {other}"
    for one, other in zip(name.words, name.words[1:], strict=False):
        yield f"w{one}{other}"
