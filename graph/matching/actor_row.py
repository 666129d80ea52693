"""What is kept of a person or an organisation between two searches for pairs: enough to tell what a change touches.

A row is small and can be written to a file. The actor itself, with its names taken apart, is read anew when it is
compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from graph.matching.actor import ComparedActor
from graph.matching.form import Form, OrganisationForm
from graph.matching.lexicon import lexicon

_SHORTEST = 3  # stems of a name whose initials can be its abbreviation
_GAP = "\t"


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor, as texts and lists of texts: `digest` changes with what is compared, `near` is where its facts lead.

    `names` are its folded names, `given` and `family` the parts of the first, `functions` each a house and a role. Of
    an organisation `stems` are those of each name, `joined` their letters, `claims` what a name says about others (see
    `parts`). `open` tells that its other names follow from what other names say.
    """

    id: str
    label: str
    digest: str
    near: list[str]
    names: list[str]
    given: str
    family: str
    functions: list[str]
    stems: list[str]
    joined: list[str]
    claims: list[str]
    open: bool


@dataclass(frozen=True, slots=True)
class ActorKeys:
    """The keys of an actor as numbers, and what they follow from beside its row: its other names, the rarest words.

    `words` are the stems of all names an organisation is known under, `ranked` the same with the rarest first.
    """

    keys: list[int]
    others: str
    words: list[str]
    ranked: list[str]


def row_of(actor: ComparedActor, near: list[str]) -> ActorRow:
    """Return the row of an actor."""
    person, forms = actor.forms[0].person, [form.organisation for form in actor.forms if form.organisation]
    people = actor.node.label == "Person"
    return ActorRow(
        actor.node.id,
        actor.node.label,
        _digest(actor),
        near,
        [form.folded for form in actor.forms] if people else [actor.forms[0].folded],
        person.given[0] if person and person.given else "",
        " ".join(person.family) if person else "",
        sorted(map(_GAP.join, actor.functions)) if people else [],
        [" ".join(form.stems) for form in forms],
        [form.joined for form in forms],
        [claim for k, form in enumerate(actor.forms) for claim in _claims(form, k)],
        any(form.is_abbreviation for form in forms) or any(form.front for form in actor.forms),
    )


def _claims(form: Form, k: int) -> Iterator[str]:
    own = form.organisation
    if own is None:
        return
    if form.front:
        yield _claim("front", form.front[0].joined, k)
    yield from (_claim("said", said.joined, k) for said in form.said if said.joined != own.joined)
    if own.abbreviation and not own.is_abbreviation and own.abbreviation not in lexicon().generic:
        yield _claim("explained", own.abbreviation, k)
    elif len(own.stems) >= _SHORTEST and not own.company:
        yield _claim("initials", own.initials, k)


def _claim(kind: str, short: str, k: int) -> str:
    return f"{kind}{_GAP}{short}{_GAP}{k}"


def parts(claim: str) -> tuple[str, str, int]:
    """Return what a claim says: its kind, the short name, and which name of the organisation claims it."""
    kind, short, k = claim.split(_GAP)
    return kind, short, int(k)


def _digest(actor: ComparedActor) -> str:
    """Return what tells two states of an actor apart, as far as it is compared."""
    node = actor.node
    told = (
        node.name,
        node.display,
        [str(node.fields.get(name, "")) for name in ("given_name", "family_name", "legal_form", "website")],
        [form.folded for form in actor.forms],
        [str(node.fields.get(name, "")) for name in ("variants", "aliases", "short_name")],
        *map(sorted, (actor.ids, actor.emails, actor.places, actor.organisations, actor.events)),
        *map(sorted, (actor.lists, actor.linked)),
        sorted((*key, told.shown, *sorted(told.sources)) for key, told in actor.functions.items()),
    )
    return blake2b(repr(told).encode(), digest_size=12).hexdigest()


def signature(forms: tuple[Form, ...]) -> str:
    """Return what tells the other names of organisations apart."""
    told = [[_spelled(other) for other in form.others] for form in forms]
    return blake2b(repr(told).encode(), digest_size=12).hexdigest() if any(told) else ""


def _spelled(form: OrganisationForm) -> tuple[object, ...]:
    sets = (form.cut, form.telling, form.lands, form.places, form.seat)
    return form.joined, form.words, form.stems, form.abbreviation, form.company, *map(sorted, sets)


def numbered(label: str, key: str) -> int:
    """Return a key as a number, the same in every process; those of people and organisations never meet."""
    return int.from_bytes(blake2b(f"{label}{key}".encode(), digest_size=8).digest(), "little", signed=True)


def ranked(words: list[str], weight: Mapping[str, float]) -> list[str]:
    """Return the stems of each name with the rarest first, those that weigh the same by letters."""
    return [" ".join(sorted(set(some.split()), key=lambda w: (-weight[w], w))) for some in words]
