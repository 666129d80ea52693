"""Ties between people as of a day: their strength, and the shared facts it is the sum of.

Two people of an organisation are tied where they can have been there at the same time. A reason fades from the last
day on which both are known to have been there; while that goes on, and where no date is known, it does not fade. The
k of a group is the number of people who have joined it by the day asked for, those who have left among them.

Newman, M. E. J. (2001): Scientific collaboration networks. II. Physical Review E 64, 016132: a collaboration of k
people counts 1/(k-1) for each pair. The weights and half-lives are our own, in `weights.yaml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, PositiveFloat

from graph.analysis.spans import Period, Span, occasion, period, span, together
from graph.columns.lately import Lately
from graph.model.dates import PartialDate
from graph.model.schema import BELONGS
from graph.network import Network, Relation
from graph.packaged import read_yaml

_JOINS = ("TOOK_PART_IN", *BELONGS)


class Weight(BaseModel):
    """Weight of a shared fact and its half-life in years."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    weight: PositiveFloat
    half_life: PositiveFloat | None


class Weights(BaseModel):
    """All weights: of events by their format, of organisations, of stated acquaintance, and between organisations."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    events: dict[str, Weight]
    organisations: dict[str, Weight]
    acquaintance: Weight
    between: dict[str, Weight] = {}


@cache
def load_weights() -> Weights:
    """Return the weights the program comes with."""
    text = files("graph.analysis").joinpath("weights.yaml").read_text(encoding="utf-8")
    return Weights.model_validate(read_yaml(text))


@dataclass(frozen=True, slots=True)
class Membership:
    """That a person belongs to a group, or knows somebody: the fact that says so, and when it held."""

    relation: Relation
    span: Span

    @property
    def order(self) -> tuple[str, ...]:
        """The order in which memberships of a person are looked at, independent of the order of loading."""
        r = self.relation
        return (r.type, r.valid_from, r.valid_to, r.role, r.id)


@dataclass(frozen=True, slots=True)
class Group:
    """People who share an event or an organisation, each with all that says so."""

    node: str
    is_event: bool
    format: str
    members: Mapping[str, tuple[Membership, ...]]

    def kind(self, one: str, other: str) -> str:
        """Return what members by two types of relation share: event, colleagues, body or mixed."""
        if self.is_event:
            return "event"
        return {"WORKS_FOR": "colleagues", "MEMBER_OF": "body"}[one] if one == other else "mixed"


@dataclass(frozen=True, slots=True)
class TieReason:
    """A reason of a tie: its kind, what is shared (None: acquaintance stated by a source), its part of the strength.

    `period` is when both are known to have been there, as sources have it. `size` members the group has, of the type
    `members`. Organisations that are tied by people are so through `people`, one of either, or one who is at both.
    """

    kind: str
    via: str | None
    value: float
    period: Period
    size: int
    relations: tuple[Relation, ...]
    people: tuple[str, str] | None = None
    members: str = "Person"

    @property
    def date(self) -> PartialDate:
        """The last date that sources have for it, "" where it goes on or none is known."""
        return self.period.last

    @property
    def evidence(self) -> tuple[str, ...]:
        """All evidence of the shared facts, sorted."""
        return tuple(sorted({item for relation in self.relations for item in relation.evidence}))

    @property
    def invented(self) -> bool:
        """Whether one of the facts it rests on is known from sources named as invented alone."""
        return any(relation.invented for relation in self.relations)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people and their tie: its strength, and the reasons it is the sum of, the strongest first."""

    a: str
    b: str
    strength: float
    reasons: tuple[TieReason, ...]


_MEMBERS = 50_000  # of the groups put together last at least so many are kept, at most twice as many


class Ties:
    """Ties of a network as of a day; the ties of one person are worked out when asked for."""

    def __init__(self, network: Network, as_of: date, weights: Weights | None = None) -> None:
        self.network, self.as_of, self.weights = network, as_of, weights or load_weights()
        self._groups = Lately[str, Group](_MEMBERS)

    def of(self, person: str) -> list[Tie]:
        """Return all ties of a person, strongest first."""
        reasons: dict[str, list[TieReason]] = {}
        for group in self.groups_of(person):
            for other in group.members:
                if other != person and (reason := self.shared(group, person, other)):
                    reasons.setdefault(other, []).append(reason)
        for other, stated in self._acquaintances(person).items():
            reasons.setdefault(other, []).extend(self._stated(stated))
        ties = (_tie(person, other, found) for other, found in reasons.items())
        return sorted(ties, key=lambda tie: (-tie.strength, tie.b))

    def between(self, a: str, b: str) -> Tie | None:
        """Return the tie between two people, or None where no contact is known."""
        groups = (group for group in self.groups_of(a) if b in group.members and a != b)
        reasons = [reason for group in groups if (reason := self.shared(group, a, b))]
        reasons += self._stated(self._acquaintances(a).get(b, ()))
        return _tie(a, b, reasons) if reasons else None

    def _stated(self, stated: Iterable[Membership]) -> list[TieReason]:
        return [
            TieReason("acquaintance", None, self.stated_value(m), self._when(None, m.relation), 2, (m.relation,))
            for m in sorted(stated, key=lambda m: m.order)
        ]

    def groups_of(self, person: str) -> list[Group]:
        """Return the events and organisations a person belongs to, by id."""
        joined = {m.relation.end for m in self._memberships(person, _JOINS) if m.relation.start == person}
        return [self.group(node) for node in sorted(joined)]

    def group(self, node_id: str) -> Group:
        """Return the people of an event or organisation; it is put together when first asked for."""
        found = self._groups.get(node_id)
        if found is None:
            people: dict[str, list[Membership]] = {}
            for member in self._memberships(node_id, _JOINS):
                if member.relation.end == node_id:
                    people.setdefault(member.relation.start, []).append(member)
            ordered = {person: tuple(sorted(people[person], key=lambda m: m.order)) for person in sorted(people)}
            node = self.network.nodes[node_id]
            group = Group(node_id, node.label == "Event", node.kind, ordered)
            found = self._groups.put(node_id, group, len(ordered) + 1)
        return found

    def _acquaintances(self, person: str) -> dict[str, list[Membership]]:
        """Return whom a person is said to know, with all that says so."""
        found: dict[str, list[Membership]] = {}
        for stated in self._memberships(person, ("KNOWS",)):
            found.setdefault(stated.relation.other(person), []).append(stated)
        return found

    def _memberships(self, node_id: str, types: Iterable[str]) -> Iterator[Membership]:
        """Yield the counted facts of some types around a node that start at a person."""
        for relation in self.network.around(node_id):
            if relation.type in types and self._is_of_a_person(relation):
                held = self.counted(relation)
                if held is not None:
                    yield Membership(relation, held)

    def _is_of_a_person(self, relation: Relation) -> bool:
        return self.network.nodes[relation.start].label == "Person" and relation.start != relation.end

    def counted(self, relation: Relation) -> Span | None:
        """Return when a fact held; None where it does not count: it is an invitation, or begins after the day."""
        return None if relation.role == "invited" else span(self.network, relation, self.as_of)

    def shared(self, group: Group, a: str, b: str) -> TieReason | None:
        """Return the strongest reason that two members have in a group; None where they were never there together."""
        best: tuple[float, str, str, Membership, Membership] | None = None
        for one in group.members[a]:
            for other in group.members[b]:
                if one.span.meets(other.span):
                    kind = group.kind(one.relation.type, other.relation.type)
                    known = [(m.span.day, m.span.text) for m in (one, other) if m.span.day]
                    day, latest = min(known, default=(None, ""))
                    value = self.value(group, kind, day)
                    if best is None or (value, latest) > best[:2]:
                        best = (value, latest, kind, one, other)
        if best is None:
            return None
        value, _, kind, *both = best
        facts = tuple(m.relation for m in both)
        return TieReason(kind, group.node, value, self._when(group.node, *facts), len(group.members), facts)

    def _when(self, via: str | None, *facts: Relation) -> Period:
        return when(self.network, via, facts, self.as_of)

    def value(self, group: Group, kind: str, latest: date | None) -> float:
        """Return how much a reason in a group counts for a pair that was last there together on `latest`.

        The later the day the higher the value; None, no date known, counts as much as the day asked for.
        """
        events = self.weights.events
        weight = events.get(group.format, events["other"]) if group.is_event else self.weights.organisations[kind]
        return weight.weight / max(len(group.members) - 1, 1) * self._fading(weight, latest)

    def stated_value(self, stated: Membership) -> float:
        """Return what a stated acquaintance counts."""
        weight = self.weights.acquaintance
        return weight.weight * self._fading(weight, stated.span.day)

    def _fading(self, weight: Weight, latest: date | None) -> float:
        if weight.half_life is None or latest is None:
            return 1.0
        years = (self.as_of - latest).days / 365.25
        return float(0.5 ** (years / weight.half_life))


def when(network: Network, via: str | None, facts: tuple[Relation, ...], as_of: date) -> Period:
    """Return when facts held together. Of an event that is its own time, whichever of its days each was listed for."""
    found = occasion(network, via) if via else None
    return found or together([period(network, fact, as_of) for fact in facts])


def _tie(a: str, b: str, reasons: list[TieReason]) -> Tie:
    ordered = tuple(sorted(reasons, key=lambda r: (-r.value, r.via or "")))
    return Tie(a, b, sum(r.value for r in ordered), ordered)
