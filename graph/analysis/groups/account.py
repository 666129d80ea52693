"""An account of groups: who sits in each, whether that was a wish, how many new people one meets, the best new ties."""

from dataclasses import dataclass

import numpy as np

from graph.analysis.case import Case
from graph.analysis.groups.mixing import Mixing
from graph.analysis.groups.plan import Participant, Plan
from graph.analysis.groups.problem import FloatTable
from graph.analysis.phrases import Phrase, phrase
from graph.analysis.suggestions.introductions import Matchmaker

_BEST = 5


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a group: which of their wishes it was (0: none of them), and how many new people they meet there."""

    person: Participant
    wish: int
    new: int


@dataclass(frozen=True, slots=True)
class NewTie:
    """Two people who would get to know each other: how much that counts, and what they have in common."""

    a: Participant
    b: Participant
    value: float
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A group: its people, and the best new ties in it."""

    name: str
    seats: tuple[Seat, ...]
    ties: tuple[NewTie, ...]


def tell(case: Case, plan: Plan, mixing: Mixing, value: FloatTable) -> list[Told]:
    """Return the account of each group."""
    maker = Matchmaker(case, people=True)
    return [
        Told(
            group.name,
            tuple(_seat(plan, i, group.name, value[i, list(members)]) for i in members),
            tuple(_ties(maker, plan, members, value)),
        )
        for group, members in zip(plan.groups, mixing.groups, strict=True)
    ]


def _seat(plan: Plan, place: int, group: str, value: FloatTable) -> Seat:
    person = plan.people[place]
    wish = person.wishes.index(group) + 1 if group in person.wishes else 0
    return Seat(person, wish, int((value > 0).sum()))


def _ties(maker: Matchmaker, plan: Plan, members: tuple[int, ...], value: FloatTable) -> list[NewTie]:
    """Return the best new ties in a group, nobody named twice."""
    inside = np.triu(value[np.ix_(members, members)], k=1)
    found: list[NewTie] = []
    taken: set[int] = set()
    for at in np.argsort(-inside, axis=None, kind="stable").tolist():
        i, j = divmod(at, len(members))
        if len(found) == _BEST or inside[i, j] <= 0:
            break
        if not taken & {i, j}:
            taken |= {i, j}
            a, b = plan.people[members[i]], plan.people[members[j]]
            found.append(NewTie(a, b, float(inside[i, j]), _reasons(maker, a, b)))
    return found


def _reasons(maker: Matchmaker, a: Participant, b: Participant) -> tuple[Phrase, ...]:
    nodes = [maker.network.nodes.get(p.id) for p in (a, b)]
    if nodes[0] is None or nodes[1] is None:
        return (phrase("groups_not_known"),)
    return tuple(maker.in_common(nodes[0], nodes[1])[0]) or (phrase("groups_not_known"),)
