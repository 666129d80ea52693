"""Other names of organisations: those a list tells ("Verband X (VX)", "A AG, vormals B AG"), those of ministries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph import reference
from graph.matching.form import Form, OrganisationForm, read_organisation
from graph.matching.lexicon import lexicon
from graph.matching.organisations import Weights, organisation_likeness

_ALIKE = 0.68  # as in `clusters`
_SHORTEST = 3  # letters of an abbreviation that is understood without being explained


@cache
def ministries() -> dict[frozenset[str], OrganisationForm]:
    """Return the present name of each ministry under the stems of all its names and abbreviations."""
    found: dict[frozenset[str], OrganisationForm] = {}
    for names in (known.spellings() for known in reference.ministries()):
        present = read_organisation(names[0])
        found |= {frozenset(read_organisation(name).stems): present for name in names}
    return found


@cache
def _renamed() -> dict[str, OrganisationForm]:
    """Return the present name of each renamed body under the joined letters of all its names."""
    found: dict[str, OrganisationForm] = {}
    for names in reference.renamed():
        present = read_organisation(names[0])
        found |= {read_organisation(name).joined: present for name in names}
    return found


def ministry(form: OrganisationForm) -> OrganisationForm | None:
    """Return the present name of the ministry that a name or an abbreviation means, None where it is no ministry."""
    return ministries().get(frozenset(form.stems)) or ministries().get(frozenset({form.abbreviation}))


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other names under the joined letters of a name, or under an abbreviation that stands alone."""

    present: dict[str, OrganisationForm]
    full: dict[str, OrganisationForm]

    @classmethod
    def learn(cls, forms: Sequence[Form], weights: Weights) -> "Aliases":
        """Return what the names of a list say about each other."""
        present: dict[str, OrganisationForm] = {}
        explained: dict[str, list[OrganisationForm]] = defaultdict(list)
        initials: dict[str, list[OrganisationForm]] = defaultdict(list)
        for form in forms:
            own = form.organisation
            if own is None:
                continue
            present |= {said.joined: own for said in form.said if said.joined != own.joined}
            if own.abbreviation and not own.is_abbreviation and own.abbreviation not in lexicon().generic:
                explained[own.abbreviation].append(own)
            elif len(own.stems) >= _SHORTEST and not own.company:
                initials[own.initials].append(own)
        full = {short: one for short, names in initials.items() if (one := _agreed(names, weights))}
        full |= {short: one for short, names in explained.items() if (one := _agreed(names, weights))}
        for short in explained.keys() & initials.keys():
            if not _agreed([*explained[short], *initials[short]], weights):
                full.pop(short, None)
        return cls(present, full)

    def of(self, form: Form) -> Form:
        """Return a form with the other names of its organisation."""
        own = form.organisation
        if own is None:
            return form
        return replace(form, others=tuple(dict.fromkeys((*form.said, *self._others(own)))))

    def _others(self, own: OrganisationForm) -> Iterator[OrganisationForm]:
        if office := ministry(own):
            yield office
        if own.joined in _renamed():
            yield _renamed()[own.joined]
        if own.joined in self.present:
            yield self.present[own.joined]
        if own.is_abbreviation and own.joined in self.full:
            yield self.full[own.joined]


def _agreed(names: Iterable[OrganisationForm], weights: Weights) -> OrganisationForm | None:
    """Return the most frequent of names if all others are alike to it: else two share the abbreviation."""
    counted = Counter(names)
    ((first, _), *rest) = counted.most_common()
    alike = (organisation_likeness(first, other, weights).score >= _ALIKE for other, _ in rest)
    return first if all(alike) else None
