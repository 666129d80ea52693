"""Pairs: two nodes that are or may be one, with a judgement, a score and reasons.

`same` needs a reason that can not be chance. A name alone never is one: two people of one name are the rule.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Literal

from graph.matching.actor import ComparedActor
from graph.matching.aliases import Aliases, ministry
from graph.matching.blocking import keys_of
from graph.matching.form import Form
from graph.matching.gatherings import Gatherings
from graph.matching.lexicon import lexicon
from graph.matching.organisations import organisation_likeness
from graph.matching.persons import INITIAL, PART, SAME, SLIP, is_double_name, person_likeness
from graph.matching.weights import Weights
from graph.names.person import compatible
from graph.network import Network

ENOUGH = 0.68  # likeness from which two names of organisations are worth a question
RARE = 2  # people of one name, at most, where the name is a rare one
DOUBTFUL = 0.89  # the most a pair scores where something speaks against it, or nothing makes it certain


@dataclass(frozen=True, slots=True)
class MatchReason:
    """What was compared; the sentence is `match_reason_<kind>`. A negative weight speaks against one actor."""

    kind: str
    left: str
    right: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two node ids in order, and what is to be thought of them."""

    a: str
    b: str
    judgement: Literal["same", "maybe"]
    score: float
    reasons: tuple[MatchReason, ...]


def with_names(network: Network, pair: Pair) -> Pair:
    """Return the pair with the names of nodes in its reasons instead of their ids."""

    def shown(value: str) -> str:
        return network.nodes[value].display if value in network.nodes else value

    return replace(pair, reasons=tuple(replace(r, left=shown(r.left), right=shown(r.right)) for r in pair.reasons))


@dataclass(frozen=True, slots=True)
class Known:
    """What is counted over all actors of one label: names, functions, words, and who was where under which name."""

    named: Mapping[str, int]
    held: Mapping[str, int]
    weights: Weights
    aliases: Aliases
    gatherings: Gatherings

    def keys(self, actor: ComparedActor) -> Iterator[str]:
        """Yield the keys of an actor: who shares one is compared."""
        for form in actor.forms:
            yield from keys_of(self.aliases.of(form), self.weights)
        first = next((form.person.given[:1] for form in actor.forms if form.person), ())
        yield from (f"in {house} {given}" for house in actor.organisations for given in first)
        yield from (f"id {value}" for value in actor.ids)
        yield from (f"mail {value}" for value in actor.emails)


def are_two(a: ComparedActor, b: ComparedActor) -> bool:
    """Return whether two are told apart by what they are: facts between them, or two numbers of one register."""
    return b.node.id in a.linked or _other_ids(a, b)


def judge_people(a: ComparedActor, b: ComparedActor, known: Known) -> Pair | None:
    """Return the pair of two people, None where nothing suggests that they are one."""
    name_a, name_b = a.name, b.name
    if name_a.generation != name_b.generation:
        return _other_generation(a, b)
    shared = a.ids & b.ids
    mails = a.emails & b.emails
    if not (shared or mails or _are_near(a, b) or (_is_rare(a, known) and _is_rare(b, known))):
        return None  # whatever their names are: in a whole Land somebody else may be called so
    forms = [(x.person, y.person) for x, y in product(a.forms, b.forms)]
    likeness = max((person_likeness(x, y) for x, y in forms if x and y), default=0.0)
    fits = bool(mails) and (bool(likeness) or compatible(name_a, name_b))
    if not (shared or fits or likeness >= INITIAL):
        return _other_surname(a, b, known)
    rare = _is_rare(a, known) and _is_rare(b, known)
    context = [*_shared("organisation", a.organisations, b.organisations, 0.5), *_context(a, b)]
    against = list(_against(a, b))
    if not (shared or mails or context or (likeness == SAME and rare)):
        return None
    if not (shared or mails or rare) and {reason.kind for reason in context} <= {"place"}:
        return None  # in a whole Land somebody else may be called so
    alone = likeness == SAME and _has_full_given(a, b) and known.gatherings.only_these(a, b)
    reasons = [
        *_shared("external_id", shared, shared, 0.97),
        *(_shared("email", mails, mails, 0.9) if fits else []),
        *([MatchReason("name_at_event", a.node.name, b.node.name, 0.8)] if alone else []),
        _name_reason(a, b, likeness),
        *([MatchReason("rare_name", a.node.name, "", 0.3)] if rare and likeness == SAME else []),
        *context,
        *against,
    ]
    one, other = a.forms[0].person, b.forms[0].person
    # Under a former name alone, such as that of birth, a person is asked about.
    by_name = one is not None and other is not None and person_likeness(one, other) > 0
    told = a.organisations & b.organisations and likeness == SAME and by_name and rare and _has_full_given(a, b)
    certain = not against and bool(shared or fits or told or alone)
    return _pair(a, b, reasons, certain=certain)


def _are_near(a: ComparedActor, b: ComparedActor) -> bool:
    """Return whether two people have a house, an event or a domain in common."""
    return not (
        a.organisations.isdisjoint(b.organisations)
        and a.events.isdisjoint(b.events)
        and a.domains.isdisjoint(b.domains)
    )


def _other_generation(a: ComparedActor, b: ComparedActor) -> Pair | None:
    """Return the pair of two people whom only "sen." or "jun." tells apart in one house; it is never certain.

    Father and son are two people, but lists leave the addition out or put it where it does not belong.
    """
    houses = a.organisations & b.organisations
    people = [
        [replace(form.person, generation="") for form in actor.forms if form.person is not None] for actor in (a, b)
    ]
    if not houses or max((person_likeness(x, y) for x, y in product(*people)), default=0.0) != SAME:
        return None
    reasons = [
        _name_reason(a, b, SAME),
        MatchReason("generation", a.node.name, b.node.name, -0.3),
        *_shared("organisation", houses, houses, 0.3),
        *_context(a, b),
        *_against(a, b),
    ]
    return _pair(a, b, reasons, certain=False)


def _other_surname(a: ComparedActor, b: ComparedActor, known: Known) -> Pair | None:
    """Return the pair of two people of one given name whose family names differ as marriage makes them differ.

    A double name asks for a house both are in. Two different names ask for a function only these two ever had
    there, and for no list that names both.
    """
    houses = a.organisations & b.organisations
    (one, *_), (other, *_) = ([form.person for form in actor.forms] for actor in (a, b))
    if not houses or one is None or other is None:
        return None
    if is_double_name(one, other):
        told = [MatchReason("name_double", a.node.name, b.node.name, 0.35)]
    else:
        both = sorted(a.functions.keys() & b.functions.keys())
        # Whom one source names beside each other holds the function beside the other.
        alone = [
            f
            for f in both
            if known.held["\t".join(f)] == 2 and a.functions[f].sources.isdisjoint(b.functions[f].sources)
        ]
        if not alone or one.given != other.given or not _has_full_given(a, b) or a.lists & b.lists:
            return None
        told = [
            MatchReason("given_name", a.node.name, b.node.name, 0.15),
            MatchReason("function", a.functions[alone[0]].shown, alone[0][0], 0.2),
        ]
    reasons = [*told, *_shared("organisation", houses, houses, 0.3), *_context(a, b), *_against(a, b)]
    return _pair(a, b, reasons, certain=False)


def organisation_scores(ours: Sequence[Form], theirs: Sequence[Form], weights: Weights) -> tuple[float, float]:
    """Return how far the names of two organisations agree, and the same with all names they are known under."""
    best, by_alias = 0.0, 0.0
    for x, y in product(ours, theirs):
        if x.organisation and y.organisation:
            best = max(best, organisation_likeness(x.organisation, y.organisation, weights).score)
            names = product((x.organisation, *x.others), (y.organisation, *y.others))
            next(names)  # that is the pair above
            by_alias = max([by_alias, *(organisation_likeness(c, d, weights).score for c, d in names)])
    return best, max(best, by_alias)


def judge_organisations(a: ComparedActor, b: ComparedActor, scores: tuple[float, float]) -> Pair | None:
    """Return the pair of two organisations, None where nothing suggests that they are one.

    `scores` are how far their names agree, as `organisation_scores` says.
    """
    shared = a.ids & b.ids
    best, by_alias = scores
    if not shared and by_alias < ENOUGH:
        return None
    seat = list(_shared("place", a.places, b.places, 0.4))
    house = list(_shared("domain", a.domains, b.domains, 0.6))
    against = list(_against_organisations(a, b))
    equal = any(
        x.organisation.stems == y.organisation.stems
        for x, y in product(a.forms, b.forms)
        if x.organisation and y.organisation
    )
    kind = "name" if equal else "name_alike" if best >= ENOUGH else _alias_kind(a, b)
    reasons = [
        *_shared("external_id", shared, shared, 0.97),
        MatchReason(kind, a.node.name, b.node.name, {"name": 0.75, "name_alike": 0.5}.get(kind, 0.4)),
        *seat,
        *house,
        *_shared("event", a.events, b.events, 0.15),
        *against,
    ]
    certain = not against and bool(shared or (equal and (seat or house)))
    return _pair(a, b, reasons, certain=certain)


def _pair(a: ComparedActor, b: ComparedActor, reasons: Sequence[MatchReason], *, certain: bool) -> Pair:
    doubt = prod(1 - reason.weight for reason in reasons if reason.weight > 0)
    against = sum(reason.weight for reason in reasons if reason.weight < 0)
    score = round(max(0.05, 1 - doubt + against), 3)
    ordered = tuple(sorted(reasons, key=lambda r: (-abs(r.weight), r.kind)))
    return Pair(
        a.node.id, b.node.id, "same" if certain else "maybe", score if certain else min(score, DOUBTFUL), ordered
    )


def _shared(kind: str, ours: Collection[str], theirs: Collection[str], weight: float) -> Iterator[MatchReason]:
    """Yield one reason for what both sides have; the values are compared again where the sentence is made."""
    both = sorted(set(ours) & set(theirs))
    if both:
        yield MatchReason(kind, both[0], both[0], weight)


def _context(a: ComparedActor, b: ComparedActor) -> Iterator[MatchReason]:
    yield from _shared("event", a.events, b.events, 0.15)
    yield from _shared("place", a.places, b.places, 0.2)
    yield from _shared("domain", a.domains, b.domains, 0.4)


def _against(a: ComparedActor, b: ComparedActor) -> Iterator[MatchReason]:
    """Yield reasons against two people being one: in one list, two addresses at one domain, other organisations."""
    if a.lists & b.lists:
        yield MatchReason("same_list", a.node.display, b.node.display, -0.4)
    if a.emails and b.emails and not a.emails & b.emails and a.domains & b.domains:
        yield MatchReason("two_addresses", min(a.emails), min(b.emails), -0.4)
    if a.organisations and b.organisations and not a.organisations & b.organisations:
        yield MatchReason("other_organisation", min(a.organisations), min(b.organisations), -0.2)


def _against_organisations(a: ComparedActor, b: ComparedActor) -> Iterator[MatchReason]:
    ours, theirs = (str(actor.node.fields.get("legal_form", "")) for actor in (a, b))
    if ours and theirs and ours != theirs:
        yield MatchReason("other_legal_form", ours, theirs, -0.2)
    if a.places and b.places and not a.places & b.places:
        yield MatchReason("other_place", min(a.places), min(b.places), -0.2)


def _name_reason(a: ComparedActor, b: ComparedActor, likeness: float) -> MatchReason:
    kind = {SAME: "name", SLIP: "name_slip", PART: "name_part", INITIAL: "name_initial"}.get(likeness, "name_other")
    weight = {"name": 0.5, "name_slip": 0.4, "name_part": 0.35, "name_initial": 0.3}.get(kind, 0.1)
    return MatchReason(kind, a.node.name, b.node.name, weight)


def _alias_kind(a: ComparedActor, b: ComparedActor) -> str:
    offices = [ministry(form.organisation) for actor in (a, b) for form in actor.forms if form.organisation]
    return "successor" if offices and all(offices) else "abbreviation"


def _is_rare(actor: ComparedActor, known: Known) -> bool:
    """Return whether a name is rare: its family name is not a common one, and at most two nodes have it."""
    form = actor.forms[0]
    if form.person is None or known.named[form.folded] > RARE:
        return False
    return lexicon().family.isdisjoint(form.person.family)


def _has_full_given(a: ComparedActor, b: ComparedActor) -> bool:
    people = [actor.forms[0].person for actor in (a, b)]
    return all(person is not None and any(len(word) > 2 for word in person.given) for person in people)


def _other_ids(a: ComparedActor, b: ComparedActor) -> bool:
    """Return whether both have identifiers in one register, but different ones."""
    if not (a.ids and b.ids):
        return False
    return not a.registers.isdisjoint(b.registers) and a.ids.isdisjoint(b.ids)
