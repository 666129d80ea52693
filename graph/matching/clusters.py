"""Names grouped: each group is one person or one organisation, as far as names alone can tell."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from graph.matching.aliases import Aliases
from graph.matching.blocking import candidates, keys_of
from graph.matching.form import Form, read_form
from graph.matching.grouping import Grouping
from graph.matching.organisations import NONE, Likeness, apart, organisation_likeness
from graph.matching.persons import INITIAL, PART, person_likeness
from graph.matching.weights import Weights
from graph.model.fold import fold
from graph.store.progress import Progress

_NEAR = 0.1  # what fits so much worse than the best is no other reading of a shorter name
_WITNESSES = 6  # longer names a shorter one fits that are compared with each other


@dataclass(frozen=True, slots=True)
class LikenessThresholds:
    """How alike two names have to be to count as one; for persons likeness goes in steps, see `persons`.

    A firm adds its trade to its name more often than it has a daughter in the same list: one word more is enough there.
    """

    person: float = 0.8
    organisation: float = 0.68
    company: float = 0.66


def cluster_names(
    names: Sequence[str], progress: Progress = lambda *_: None, thresholds: LikenessThresholds = LikenessThresholds()
) -> list[int]:
    """Return the number of the group each name belongs to, counted from 1 in the order of their first names.

    Names that differ only in what folding takes away are always together, and the order of the list changes
    no group.
    """
    spellings: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        spellings[fold(name)].append(index)
    distinct = sorted(spellings)
    forms = [read_form(min(names[i] for i in spellings[folded])) for folded in distinct]
    done = 0

    def tell(at: int) -> None:
        nonlocal done
        done += len(spellings[distinct[at]])
        progress(done, len(names))

    grouping = _WeighedNames(forms, thresholds).grouped(tell)
    numbers: dict[int, int] = {}
    group_of = {i: grouping.find(at) for at, folded in enumerate(distinct) for i in spellings[folded]}
    return [numbers.setdefault(group_of[i], len(numbers) + 1) for i in range(len(names))]


@dataclass(slots=True)
class _WeighedNames:
    """Distinct names and what they weigh among each other."""

    forms: list[Form]
    thresholds: LikenessThresholds
    weights: Weights = field(init=False)

    def __post_init__(self) -> None:
        self.weights = Weights.learn(form.organisation for form in self.forms if form.organisation)
        aliases = Aliases.learn(self.forms, self.weights)
        self.forms = [aliases.of(form) for form in self.forms]

    def grouped(self, tell: Callable[[int], None]) -> Grouping:
        """Return the groups of the names; `tell` hears of each index that has been compared."""
        grouping = Grouping(self._alike, self._apart)
        grouping.join_all(self._unambiguous(self._pairs(tell)))
        return grouping

    def _pairs(self, tell: Callable[[int], None]) -> Iterator[tuple[int, int, Likeness]]:
        keys = (keys_of(form, self.weights) for form in self.forms)
        for index, others in candidates(keys, [form.folded for form in self.forms]):
            for other in others:
                found = self._likeness(index, other)
                if found.score:
                    yield index, other, found
            tell(index)

    def _apart(self, a: int, b: int) -> bool:
        return apart(self.forms[a], self.forms[b])

    def _alike(self, a: int, b: int) -> bool:
        return self._likeness(a, b).score > 0

    def _likeness(self, first: int, second: int) -> Likeness:
        """Return how far two names agree, 0 where that is not enough."""
        one, other = self.forms[first], self.forms[second]
        if one.letters == other.letters:
            return Likeness(1)
        if one.person and other.person and (one.reading or other.reading):
            score = person_likeness(one.person, other.person)
            if score >= self.thresholds.person:
                return Likeness(score, score in (PART, INITIAL) or bool(one.person.place) != bool(other.person.place))
        if one.organisation and other.organisation and not apart(one, other):
            names = product((one.organisation, *one.others), (other.organisation, *other.others))
            found = max((organisation_likeness(a, b, self.weights) for a, b in names), key=lambda f: f.score)
            both = one.organisation.company and other.organisation.company
            if found.score >= (self.thresholds.company if both else self.thresholds.organisation):
                return found
        return NONE

    def _unambiguous(self, pairs: Iterable[tuple[int, int, Likeness]]) -> Iterator[tuple[float, int, int]]:
        """Yield the pairs, but a shorter name with longer ones only where these are alike.

        "K. Weber" is neither Karl nor Karin where both are there.
        """
        longer: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for a, b, found in pairs:
            if found.partial:
                short, long = sorted((a, b), key=lambda i: (len(self.forms[i].folded), i))
                longer[short].append((found.score, long))
            else:
                yield found.score, a, b
        for short, every in longer.items():
            best = max(score for score, _ in every)
            fits = [(score, long) for score, long in every if score > best - _NEAR]
            some = [long for _, long in sorted(fits, key=lambda f: (-f[0], f[1]))[:_WITNESSES]]
            if all(self._alike(a, b) for a, b in combinations(some, 2)):
                yield from ((score, short, long) for score, long in fits)
