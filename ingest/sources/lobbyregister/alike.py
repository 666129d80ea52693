"""Names of organisations that are one although they are written differently: small words, endings, slips."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from graph.matching.areas import regions
from graph.matching.form import OrganisationForm, read_organisation
from graph.matching.lexicon import lexicon, stem
from graph.matching.organisations import organisation_likeness
from graph.matching.weights import Weights
from graph.names.legal_form import company_forms
from graph.names.organisation import OrganisationName

# How alike two names have to be that share an abbreviation of so many letters: long ones are hardly shared by chance.
_ALIKE = {3: 0.5, 4: 0.38, 5: 0.25}
_TAIL = 5
_LONG_ENOUGH = 20  # letters of a name in which one may be wrong


def outline(core: str) -> str:
    """Return a folded name as the stems of its words that say something, in one.

    >>> outline("bundesverband der deutschen industrie") == outline("bundesverband deutsche industrie")
    True
    """
    silent = lexicon().silent
    return "".join(stem(word) for word in core.split() if word not in silent) or core.replace(" ", "")


class Alikeness:
    """Compares names that share an abbreviation; what a word weighs is learned from all names of a file."""

    def __init__(self, names: Iterable[str]) -> None:
        self._weights = Weights.learn(map(read_organisation, names))

    def alike(self, one: OrganisationName, other: OrganisationName, letters: int) -> bool:
        """Return whether two names that share an abbreviation of so many letters can be spellings of one.

        A part of a body, such as its Landesverband, is another one, and so is the company of an association.
        """
        if _is_company(one) != _is_company(other) and one.legal_form and other.legal_form:
            return False
        a, b = read_organisation(one.name), read_organisation(other.name)
        if organisation_likeness(a, b, self._weights).score >= _ALIKE[min(max(letters, 3), 5)]:
            return True
        return _continues(a, b) or _continues(b, a) or _is_longer(outline(one.core), outline(other.core))


def _is_company(name: OrganisationName) -> bool:
    return name.legal_form in company_forms()


def _continues(one: OrganisationForm, other: OrganisationForm) -> bool:
    """Return whether one name begins with the other and then explains it, naming no part of it."""
    known, more = lexicon(), set(one.stems[len(other.stems) :])
    same = one.stems[: len(other.stems)] == other.stems and len(other.stems) > 1
    return same and more.isdisjoint(known.other_body | regions())


def _is_longer(one: str, other: str) -> bool:
    """Return whether one outline only goes on for some letters: a Kammer and its Kammertag."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LONG_ENOUGH and longer.startswith(shorter) and len(longer) - len(shorter) <= _TAIL


def slips(outlines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of long outlines that differ in one letter, or have two beside each other in the wrong order."""
    shortened: dict[str, list[str]] = {}
    for text in outlines:
        if len(text) < _LONG_ENOUGH:
            continue
        for variant in {text, *(text[:n] + text[n + 1 :] for n in range(len(text)))}:
            shortened.setdefault(variant, []).append(text)
    pairs = {(a, b) for texts in shortened.values() if len(texts) > 1 for a in texts for b in texts if a < b}
    for a, b in sorted(pairs):
        if _is_slip(a, b):
            yield a, b


def _is_slip(one: str, other: str) -> bool:
    digits = [char for char in one if char.isdigit()], [char for char in other if char.isdigit()]
    return digits[0] == digits[1] and OSA.distance(one, other, score_cutoff=1) == 1
