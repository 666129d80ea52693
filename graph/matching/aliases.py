"""Other names of organisations: those a list tells ("Verband X (VX)", "A AG, vormals B AG"), those of ministries."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph import reference
from graph.matching.form import Form, OrganisationForm, read_organisation
from graph.matching.lexicon import lexicon
from graph.matching.organisations import organisation_likeness
from graph.matching.weights import Weights

_ALIKE = 0.68  # as in `clusters`
_MOST = 0.7  # share of the names of one abbreviation that have to be alike
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
    """Other names under the joined letters of a name, or under an abbreviation that stands alone.

    `fronts` are the short names before long ones that agree: what stands before two different ones ("World
    Federation of ...") is no name.
    """

    present: Mapping[str, OrganisationForm]
    full: Mapping[str, OrganisationForm]
    fronts: Container[str] = frozenset()

    @classmethod
    def learn(cls, forms: Sequence[Form], weights: Weights) -> "Aliases":
        """Return what the names of a list say about each other."""
        present: dict[str, OrganisationForm] = {}
        explained: dict[str, list[OrganisationForm]] = defaultdict(list)
        initials: dict[str, list[OrganisationForm]] = defaultdict(list)
        fronts: dict[str, list[OrganisationForm]] = defaultdict(list)
        for form in forms:
            own = form.organisation
            if own is None:
                continue
            if form.front:
                fronts[form.front[0].joined].append(form.front[1])
            present |= {said.joined: own for said in form.said if said.joined != own.joined}
            if own.abbreviation and not own.is_abbreviation and own.abbreviation not in lexicon().generic:
                explained[own.abbreviation].append(own)
            elif len(own.stems) >= _SHORTEST and not own.company:
                initials[own.initials].append(own)
        # Who explains its abbreviation has the better claim to it than who only has the initials.
        claims = {**initials, **explained}
        full = {short: one for short, names in claims.items() if (one := agreed(names, weights))}
        told = {short: one for short, names in fronts.items() if (one := agreed(names, weights))}
        return cls(present | told, full, frozenset(told))

    def of(self, form: Form) -> Form:
        """Return a form with the other names of its organisation."""
        own = form.organisation
        if own is None:
            return form
        front = form.front if form.front and form.front[0].joined in self.fronts else ()
        return replace(form, others=tuple(dict.fromkeys((*form.said, *front, *self._others(own)))))

    def _others(self, own: OrganisationForm) -> Iterator[OrganisationForm]:
        if office := ministry(own):
            yield office
        if own.joined in _renamed():
            yield _renamed()[own.joined]
        if own.joined in self.present:
            yield self.present[own.joined]
        if own.is_abbreviation and own.joined in self.full:
            yield self.full[own.joined]


def agreed(names: Iterable[OrganisationForm], weights: Weights) -> OrganisationForm | None:
    """Return the most frequent of names if most others are alike to it: else two share the abbreviation."""
    counted = Counter(names)
    ((first, most), *rest) = counted.most_common()
    alike = sum(count for other, count in rest if organisation_likeness(first, other, weights).score >= _ALIKE)
    return first if most + alike >= _MOST * counted.total() else None
