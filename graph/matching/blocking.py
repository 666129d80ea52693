"""Which names are worth comparing: those that share a key, so that the work grows as the list does."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from cologne_phonetics import encode  # type: ignore[import-untyped]

from graph.matching.form import Form, OrganisationForm, PersonForm
from graph.matching.organisations import Weights
from graph.matching.spelling import skeleton

_LARGEST = 40  # names under one key that are all compared
_WINDOW = 8  # neighbours compared in a larger one
_RAREST = 4  # words of an organisation's name that make keys
_BEGINNING = 5


def candidates(keys: Sequence[Iterable[Hashable]], order: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield each index with those after it that share a key; `order` sorts the names under a key with many.

    >>> list(candidates([["a"], ["a", "b"], ["b"]], ["x", "y", "z"]))
    [(0, [1]), (1, [2]), (2, [])]
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, own in enumerate(keys):
        for key in set(own):
            blocks[key].append(index)
    near: list[list[int]] = [[] for _ in keys]
    for block in blocks.values():
        if 1 < len(block) <= _LARGEST:
            for at, index in enumerate(block):
                near[index] += block[at + 1 :]
        elif len(block) > _LARGEST:
            ordered = sorted(block, key=lambda i: (order[i], i))
            for at, index in enumerate(ordered):
                for other in ordered[at + 1 : at + 1 + _WINDOW]:
                    near[min(index, other)].append(max(index, other))
    for index, others in enumerate(near):
        yield index, sorted(set(others))
        near[index] = []


def keys_of(form: Form, weights: Weights) -> list[str]:
    """Return the keys of a name: equal ones are a reason to compare."""
    keys = [f"={form.folded}"]
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
    for one, other in combinations(sorted(rarest), 2):
        yield f"w{one} {other}"
    for one, other in zip(name.words, name.words[1:], strict=False):
        yield f"w{one}{other}"
