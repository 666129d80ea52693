"""In which order a person is asked: how likely a pair is one, by weights that the answers given so far have moved.

The weights stand in one table (`DEFAULTS`). Answers move them by logistic regression with a normal prior around the
defaults (ridge regression towards what is known; Hastie, Tibshirani, Friedman, The Elements of Statistical Learning,
4.4), so that few answers change little and none change nothing. The same answers give the same weights, in any order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log10

import numpy as np
from rapidfuzz.distance import JaroWinkler

from graph.matching.form import OrganisationForm, read_organisation
from graph.matching.pairs import MatchReason, Pair
from graph.matching.spelling import is_slip
from graph.model.decisions import BY_RULE, Decision

BOOK, SINCE = "review_order", "since"  # the note in the ledger that says from when on answers count
_FIRMNESS = 2.0  # how firmly a weight holds to its default: the inverse variance of the prior
_STEPS = 25
_ENOUGH = 1e-8


@dataclass(frozen=True, slots=True)
class Feature:
    """What speaks for (above 0) or against (below 0) two entries being one, in logits."""

    name: str
    weight: float


DEFAULTS = (
    Feature("any", -0.2),
    Feature("external_id", 4.0),
    Feature("email", 3.0),
    Feature("name", 2.0),
    Feature("name_alike", 0.0),
    Feature("name_slip", 1.2),
    Feature("name_part", 0.8),
    Feature("name_initial", 0.4),
    Feature("name_double", 0.2),
    Feature("name_other", -1.0),
    Feature("name_at_event", 1.5),
    Feature("given_name", -1.0),
    Feature("function", 0.8),
    Feature("rare_name", 1.0),
    Feature("namesakes", -1.2),
    Feature("abbreviation", -0.4),
    Feature("successor", 0.8),
    Feature("organisation", 1.2),
    Feature("event", 0.3),
    Feature("place", 0.5),
    Feature("domain", 1.2),
    Feature("generation", -2.0),
    Feature("same_list", -1.5),
    Feature("two_addresses", -1.2),
    Feature("other_organisation", -0.6),
    Feature("other_legal_form", -0.8),
    Feature("other_place", -0.8),
    Feature("letters", 3.8),
    Feature("words_of_both", -1.5),
    Feature("words_of_one", -0.7),
    Feature("short_abbreviation", -1.0),
)
_ALIKE = 0.8  # letters in common from which the feature `letters` speaks for one
_SHORT = 3  # letters of an abbreviation that many bodies have
_NAMES = ("name_alike", "abbreviation")


@dataclass(frozen=True, slots=True)
class Order:
    """The weights in use, and from how many answers they were learned."""

    features: tuple[Feature, ...] = DEFAULTS
    answers: int = 0

    def likely(self, pair: Pair) -> float:
        """Return from 0 to 1 how likely a pair is one."""
        return _chance(sum(self._weights[name] * value for name, value in features_of(pair.reasons).items()))

    def ordered(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Return pairs with that as their score, the certain ones first, then the likeliest."""
        scored = [replace(p, score=round(self.likely(p), 3)) if p.judgement == "maybe" else p for p in pairs]
        return sorted(scored, key=lambda p: (p.judgement == "maybe", -p.score, p.a, p.b))

    @property
    def learned(self) -> list[tuple[str, float, float]]:
        """Return name, default and present weight of each feature that the answers moved, the most moved first."""
        moved = [(f.name, d.weight, f.weight) for f, d in zip(self.features, DEFAULTS, strict=True)]
        shown = [one for one in moved if abs(one[2] - one[1]) >= 0.05]
        return sorted(shown, key=lambda one: (-abs(one[2] - one[1]), one[0]))

    @property
    def _weights(self) -> Mapping[str, float]:
        return {feature.name: feature.weight for feature in self.features}


def learn(decisions: Iterable[Decision], since: str = "") -> Order:
    """Return the order that the decisions of people teach; those of rules, undone ones and older ones do not count.

    `since` is a time as it is recorded; "" counts all.
    """
    answers = sorted(
        (d for d in decisions if d.stands and d.who != BY_RULE and d.compared and d.at > since),
        key=lambda d: (d.at, d.id),
    )
    if not answers:
        return Order()
    names = [feature.name for feature in DEFAULTS]
    rows = np.zeros((len(answers), len(names)))
    for row, decision in zip(rows, answers, strict=True):
        said = features_of(_reasons(decision.compared))
        row[:] = [said.get(name, 0.0) for name in names]
    meant = np.array([1.0 if decision.judgement == "same" else 0.0 for decision in answers])
    fitted = _fit(rows, meant, np.array([feature.weight for feature in DEFAULTS]))
    weights = tuple(Feature(name, round(float(w), 3)) for name, w in zip(names, fitted, strict=True))
    return Order(weights, len(answers))


def _fit(rows: "np.ndarray", meant: "np.ndarray", start: "np.ndarray") -> "np.ndarray":
    """Return the weights of the highest posterior probability, by Newton's method."""
    weights = start.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (meant - chance) - _FIRMNESS * (weights - start)
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + _FIRMNESS * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < _ENOUGH:
            break
    return weights


def features_of(reasons: Sequence[MatchReason]) -> dict[str, float]:
    """Return what the reasons of a pair say, by the name of the feature: mostly 1 for each kind that is there.

    `letters` is how alike the letters of two names of organisations are, above or below what is usual;
    `words_of_one` and `words_of_both` count the telling words only one of them has; `namesakes` tells by powers of
    ten how many people of the name chance would make, against one in a hundred.
    """
    found = {"any": 1.0} | {reason.kind: 1.0 for reason in reasons}
    for reason in reasons:
        if reason.kind in _NAMES:
            found |= _compared(reason.kind, reason.left, reason.right)
        elif reason.kind == "rare_name":
            found["namesakes"] = _namesakes(reason.right)
    known = {feature.name for feature in DEFAULTS}
    return {name: value for name, value in found.items() if name in known}


@lru_cache(maxsize=20_000)
def _compared(kind: str, left: str, right: str) -> dict[str, float]:
    ours, theirs = read_organisation(left), read_organisation(right)
    if kind == "abbreviation":
        shortest = min(len(ours.joined), len(theirs.joined))
        return {"short_abbreviation": 1.0} if shortest <= _SHORT else {}
    if ours.joined == theirs.joined:
        return {"letters": 5 * (1 - _ALIKE)}
    sides = ((ours.joined, theirs.joined), (_told(ours), _told(theirs)))
    letters = min(JaroWinkler.similarity(one, other) for one, other in sides)
    a, b = _own(ours.telling, theirs.telling), _own(theirs.telling, ours.telling)
    words = {"words_of_one": float(min(3, abs(a - b))), "words_of_both": float(min(3, a, b))}
    return {"letters": 5 * (letters - _ALIKE)} | words


def _told(form: OrganisationForm) -> str:
    """Return the telling words of a name in one, all where none tells."""
    return "".join(stem for stem in form.stems if stem in form.telling) or form.joined


def _own(words: frozenset[str], others: frozenset[str]) -> int:
    """Return how many words have no like among the others."""
    return sum(not any(is_slip(word, other) for other in others) for word in words)


def _namesakes(expected: str) -> float:
    try:
        return min(3.0, max(-1.0, log10(max(float(expected), 1e-6)) + 2))
    except ValueError:  # a decision from before this was counted
        return 0.0


def _reasons(compared: Iterable[str]) -> list[MatchReason]:
    """Return the reasons that were kept with a decision."""
    parts = (text.partition(": ") for text in compared)
    sides = ((kind, *values.partition(" | ")[::2]) for kind, _, values in parts)
    return [MatchReason(kind, left, right, 0.0) for kind, left, right in sides]


def _chance(logits: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(logits, -30, 30))))
