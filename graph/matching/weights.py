"""What words count: the more names of a list contain one, the less; words common to many organisations least."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from graph.matching.form import OrganisationForm
from graph.matching.lexicon import lexicon

FAINT = 0.3  # weight of words many organisations have, against 1
_NAME, _LETTER = 0.4, 0.15  # of given names, and of single letters
_PRIOR = 1000  # names a list is thought to be part of: in a short one no word is common yet
_COMMON = 4  # names in which a word has to stand before it is taken for no misspelling


@dataclass(frozen=True, slots=True)
class Weights:
    """What each stem counts: the more names of a list contain it, the less."""

    counts: Mapping[str, int]
    total: int
    found: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

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
        weight = self.found.get(word)
        if weight is None:
            weight = self.found[word] = self._weigh(word)
        return weight

    def _weigh(self, word: str) -> float:
        known = lexicon()
        if len(word) == 1:
            return _LETTER
        size = self.total + _PRIOR
        rare = 1 - log(max(self.counts.get(word, 1), 1)) / log(size)
        return rare * (FAINT if word in known.faint else _NAME if word in known.given else 1)

    def is_common(self, word: str) -> bool:
        """Return whether a stem stands in several names, and so is no misspelling."""
        return self.counts.get(word, 0) >= _COMMON
