"""How likely two names of organisations are one organisation's, by the words both have and those only one has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log

from graph.matching.form import OrganisationForm
from graph.matching.lexicon import lexicon
from graph.matching.spelling import is_slip

_FAINT, _NAME, _LETTER = 0.3, 0.4, 0.15  # weights of words that many share, against 1
_PRIOR = 1000  # names a list is thought to be part of: in a short one no word is common yet
_COMMON = 4  # names in which a word has to stand before it is taken for no misspelling
_LONGEST_INITIALS = 6
_SLIP = 0.9  # how much a misspelt word counts of the whole one


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two names agree, from 0 to 1; `partial` where one says more than the other."""

    score: float
    partial: bool = False


NONE = Likeness(0)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each stem weighs: the more names of a list have it, the less."""

    counts: Mapping[str, int]
    total: int

    @classmethod
    def learn(cls, forms: Iterable[OrganisationForm]) -> "Weights":
        """Return the weights of the stems in the names of a list."""
        counts: dict[str, int] = {}
        total = 0
        for form in forms:
            total += 1
            for word in set(form.stems):
                counts[word] = counts.get(word, 0) + 1
        return cls(counts, total)

    def of(self, word: str) -> float:
        """Return the weight of a stem, from 0 to 1."""
        known = lexicon()
        if len(word) == 1:
            return _LETTER
        size = self.total + _PRIOR
        rare = 1 - log(max(self.counts.get(word, 1), 1)) / log(size)
        return rare * (_FAINT if word in known.faint else _NAME if word in known.given else 1)

    def is_common(self, word: str) -> bool:
        """Return whether a stem stands in several names, and so is no misspelling."""
        return self.counts.get(word, 0) >= _COMMON


def organisation_likeness(one: OrganisationForm, other: OrganisationForm, weights: Weights) -> Likeness:
    """Return how far two names agree; nothing where one has a word that makes another body."""
    if one.joined == other.joined:
        return Likeness(1)
    if other_abbreviation(one, other):
        return NONE
    found = _Alignment(list(one.stems), list(other.stems), weights)
    found.pair_same()
    found.pair_cut(one.cut | other.cut)
    found.pair_joined()
    found.pair_initials(one, other)
    found.pair_slips()
    return found.likeness()


@dataclass(slots=True)
class _Alignment:
    """The words of two names, taken out as they find their like; `both` is the weight of those."""

    ours: list[str]
    theirs: list[str]
    weights: Weights
    both: float = 0

    def _match(self, word: str, share: float = 1) -> None:
        weight = self.weights.of(word)
        self.both += share * weight

    def pair_same(self) -> None:
        for word in [w for w in self.ours if w in self.theirs]:
            if word in self.theirs:
                self.ours.remove(word)
                self.theirs.remove(word)
                self._match(word)

    def pair_cut(self, cut: frozenset[str]) -> None:
        """Pair words written as an abbreviation, "Verb." or "Hypo-", with those they begin."""
        if not cut:
            return
        for mine, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            for word in [w for w in mine if w in cut]:
                long = next((w for w in other if w.startswith(word)), None)
                if long:
                    mine.remove(word)
                    other.remove(long)
                    self._match(long)

    def pair_joined(self) -> None:
        """Pair two words with the one they make: "Solar World" and "Solarworld"."""
        for mine, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            for word in list(mine):
                for first, second in pairwise(other):
                    if (
                        word[:1] == first[:1]
                        and is_slip(word, first + second)
                        and abs(len(word) - len(first + second)) < 3
                    ):
                        mine.remove(word)
                        other.remove(first)
                        other.remove(second)
                        self._match(word)
                        break

    def pair_initials(self, one: OrganisationForm, other: OrganisationForm) -> None:
        """Pair initials with the words they stand for, "PR" with "Public Relations"; drop those of the name itself."""
        for mine, others, form in ((self.ours, self.theirs, one), (self.theirs, self.ours, other)):
            for word in [w for w in mine if 2 <= len(w) <= _LONGEST_INITIALS and w not in lexicon().generic]:
                if len(others) == len(word) and "".join(w[0] for w in others) == word:
                    for long in others:
                        self._match(long)
                    others.clear()
                    mine.remove(word)
                elif _begins(form, word) or _begins(one if form is other else other, word):
                    mine.remove(word)

    def pair_slips(self) -> None:
        for word in list(self.ours):
            like = next((w for w in self.theirs if self._is_slip(word, w)), None)
            if like:
                self.ours.remove(word)
                self.theirs.remove(like)
                self._match(word, _SLIP)

    def _is_slip(self, one: str, other: str) -> bool:
        if not is_slip(one, other):
            return False
        known = lexicon()
        if {one, other} & (known.regions | known.other_body):
            return one[:4] == other[:4] and len(one) > 5
        return not (self.weights.is_common(one) and self.weights.is_common(other))

    def likeness(self) -> Likeness:
        known = lexicon()
        left = (*self.ours, *self.theirs)
        if any(w in known.other_body or w in known.regions or w.isdigit() for w in left):
            return NONE
        a, b = (sum(map(self.weights.of, words)) for words in (self.ours, self.theirs))
        # What only one has may have been left out; what both have otherwise speaks against them twice.
        total = 2 * self.both + max(a, b) + 3 * min(a, b)
        score = 2 * self.both / total if total else 0
        return Likeness(score, bool(left) and not (self.ours and self.theirs))


def other_abbreviation(one: OrganisationForm, other: OrganisationForm) -> bool:
    """Return whether both names have an abbreviation, and these are two."""
    a, b = one.abbreviation, other.abbreviation
    return bool(a and b) and not (a.startswith(b) or b.startswith(a) or is_slip(a, b))


def _begins(form: OrganisationForm, initials: str) -> bool:
    """Return whether the words of a name, but for those initials themselves, begin with these letters."""
    letters = "".join(word[0] for word in form.words if word != initials)
    return initials in (form.abbreviation, letters) or (len(initials) > 2 and letters.startswith(initials))
