"""How likely two names mean one organisation, by the words they share and the words only one of them has."""

from dataclasses import dataclass
from itertools import pairwise

from graph.matching.areas import regions
from graph.matching.form import Form, OrganisationForm
from graph.matching.lexicon import lexicon, stem
from graph.matching.spelling import is_slip, slips
from graph.matching.weights import FAINT, Weights

_LONGEST_INITIALS = 6
_SLIP = 0.9  # how much a misspelt word counts of the whole one
_KIN = 0.8  # how much two words count that can stand for each other: "Verband", "Vereinigung"
_BEGINNING, _LONG_TELLING = 0.7, 12  # likeness of a name and its beginning, and letters that tell for it
_NUMERALS = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})
_COUNTRY = "deutsch"
_SHORT_BODY = 5  # letters a word for a part of a body has at least to be known with one wrong
_FEW = 2  # initials that fit many words
_ROOT = 6  # letters that two words of one root have in common
_DERIVED = frozenset({"", "er", "ung", "ungs", "isch", "lich", "e", "erei", "ei"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two names agree, from 0 to 1; `partial` where one says more than the other."""

    score: float
    partial: bool = False


NONE = Likeness(0)


def organisation_likeness(one: OrganisationForm, other: OrganisationForm, weights: Weights) -> Likeness:
    """Return how far two names agree; not at all where a word or a place makes them two bodies."""
    if elsewhere(one, other):
        return NONE
    seated = bool(one.places) != bool(other.places)
    if one.joined == other.joined:
        return Likeness(1, seated) if not seated or one.telling else NONE
    if other_abbreviation(one, other) or (seated and one.telling.isdisjoint(other.telling)):
        return NONE
    found = _Alignment(list(one.stems), list(other.stems), weights)
    found.pair_same()
    found.pair_cut(one.cut | other.cut)
    found.pair_whole()
    found.pair_joined()
    found.pair_initials(one, other)
    found.pair_slips()
    found.pair_kin()
    found.drop_places(one, other)
    found.begins = begins(one, other)
    return found.likeness(seated)


def begins(one: OrganisationForm, other: OrganisationForm) -> bool:
    """Return whether one name is the beginning of the other, and long enough for that not to be chance."""
    if len(one.words) == len(other.words):
        return False
    short, long = sorted((one, other), key=lambda form: len(form.words))
    if len(short.words) < 2 or long.company:
        return False
    same = all(stem(a) == stem(b) for a, b in zip(short.words, long.words, strict=False))
    return same and len("".join(short.telling & long.telling)) >= _LONG_TELLING


def elsewhere(one: OrganisationForm, other: OrganisationForm) -> bool:
    """Return whether the names tell two different Länder, or two different places."""
    if one.lands and other.lands and one.lands.isdisjoint(other.lands):
        return True
    if not (one.places and other.places) or not one.places.isdisjoint(other.places):
        return False
    return not any(is_slip(a, b) for a in one.places for b in other.places)


def apart(one: Form, other: Form) -> bool:
    """Return whether two names certainly mean two organisations.

    They are elsewhere, or have two abbreviations, or two short names before the long one.
    """
    a, b = one.organisation, other.organisation
    if a is None or b is None:
        return False
    if elsewhere(a, b):
        return True
    if not (a.company or b.company) and other_abbreviation(a, b):
        return True
    if one.front is None or other.front is None:
        return False
    return not _same_front(one.front[0], other.front[0])


def _same_front(one: OrganisationForm, other: OrganisationForm) -> bool:
    a, b = one.joined, other.joined
    return a.startswith(b) or b.startswith(a) or is_slip(a, b)


@dataclass(slots=True)
class _Alignment:
    """The words of two names. Those that find a counterpart are taken out; `both` is the weight of these."""

    ours: list[str]
    theirs: list[str]
    weights: Weights
    both: float = 0
    begins: bool = False

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

    def pair_whole(self) -> None:
        """Pair all that is left where it is the same letters, with the gaps elsewhere."""
        if (
            self.ours
            and self.theirs
            and self.ours[0][0] == self.theirs[0][0]
            and "".join(self.ours) == "".join(self.theirs)
        ):
            for word in self.ours if len(self.ours) < len(self.theirs) else self.theirs:
                self._match(word)
            self.ours.clear()
            self.theirs.clear()

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
            for word in [w for w in mine if 2 <= len(w) <= _LONGEST_INITIALS]:
                at = self._run_of(word, mine, others)
                if at is not None:
                    for long in others[at : at + len(word)]:
                        self._match(long)
                    del others[at : at + len(word)]
                    mine.remove(word)
                elif word not in lexicon().generic and (
                    _begins(form, word) or _begins(one if form is other else other, word)
                ):
                    mine.remove(word)
            self._pair_single(mine, others)

    def _run_of(self, initials: str, mine: list[str], others: list[str]) -> int | None:
        """Return where words stand whose first letters these are.

        A few initials fit by chance: they must be all that one name has left of its own, or all of the other's.
        """
        if len(others) < len(initials):
            return None
        at = "".join([word[0] for word in others]).find(initials)
        whole = len(initials) == len(others) and (bool(self.both) or len(mine) == 1)
        return at if at >= 0 and (whole or (len(initials) > _FEW and bool(self.both))) else None

    def _pair_single(self, mine: list[str], others: list[str]) -> None:
        """Pair single letters with the words they begin, where every one does: "P & B" with its two words."""
        single = [word for word in mine if len(word) == 1]
        if len(single) > 1 and len(single) == len(others) and all(map(str.startswith, others, single)):
            for long in others:
                self._match(long)
            others.clear()
            mine[:] = [word for word in mine if len(word) > 1]

    def pair_slips(self) -> None:
        for word in list(self.ours):
            like = next((w for w in self.theirs if self._is_slip(word, w)), None)
            if like:
                self.ours.remove(word)
                self.theirs.remove(like)
                self._match(word, _SLIP)

    def pair_kin(self) -> None:
        """Pair words that can stand for each other, and words of one root: "Versicherer" and "Versicherung"."""
        if not (self.ours and self.theirs):
            return
        alike = lexicon().alike
        for word in list(self.ours):
            one = alike.get(word, word)
            like = next((w for w in self.theirs if one == alike.get(w, w) or _are_kin(word, w)), None)
            if like:
                self.ours.remove(word)
                self.theirs.remove(like)
                self._match(word, _KIN)

    def drop_places(self, one: OrganisationForm, other: OrganisationForm) -> None:
        """Leave out the places that stand behind the other name."""
        if not (one.seat or other.seat):
            return
        self.ours = [word for word in self.ours if word not in other.seat]
        self.theirs = [word for word in self.theirs if word not in one.seat]

    def _is_slip(self, one: str, other: str) -> bool:
        if not is_slip(one, other):
            return False
        fixed = regions() | lexicon().other_body
        if one in fixed or other in fixed:
            # Such a word makes another body: only what is no word at all is a slip of it.
            either = one in fixed and other in fixed
            return (
                not either and one[0] == other[0] and min(len(one), len(other)) > _SHORT_BODY and slips(one, other) == 1
            )
        return not (self.weights.is_common(one) and self.weights.is_common(other))

    def likeness(self, seated: bool = False) -> Likeness:
        """Return how far the names agree; `seated`: only one of them tells a place."""
        known, areas = lexicon(), regions()
        left = (*self.ours, *self.theirs)
        if any(w in known.other_body or w in areas or w.isdigit() or w in _NUMERALS for w in left):
            return NONE
        # A common head says little, but two different ones say something: "Gesellschaft" is no "Verein".
        weigh = self._weigh_head if self.ours and self.theirs else self.weights.of
        a, b = sum(map(weigh, self.ours)), sum(map(weigh, self.theirs))
        # What only one has may have been left out; what both have otherwise speaks against them twice.
        total = 2 * self.both + max(a, b) + 3 * min(a, b)
        score = 2 * self.both / total if total else 0
        if self.begins and score:
            score = max(score, _BEGINNING)
        return Likeness(score, seated or (bool(left) and not (self.ours and self.theirs)))

    def _weigh_head(self, word: str) -> float:
        weight = self.weights.of(word)
        return weight if lexicon().alike.get(word, _COUNTRY) == _COUNTRY else max(weight, FAINT)


def _are_kin(one: str, other: str) -> bool:
    if one[:_ROOT] != other[:_ROOT] or len(one) < _ROOT:
        return False
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[shared:] in _DERIVED and other[shared:] in _DERIVED


def other_abbreviation(one: OrganisationForm, other: OrganisationForm) -> bool:
    """Return whether both names have an abbreviation, and these are two."""
    a, b = one.abbreviation, other.abbreviation
    return bool(a and b) and not (a.startswith(b) or b.startswith(a) or is_slip(a, b))


def _begins(form: OrganisationForm, initials: str) -> bool:
    """Return whether the words of a name, but for those initials themselves, begin with these letters."""
    letters = "".join(word[0] for word in form.words if word != initials)
    return initials in (form.abbreviation, letters) or (len(initials) > 2 and letters.startswith(initials))
