"""A tie taken apart: which shared facts it rests on, how much each contributes to its strength, and who says so.

Nothing is worded here: a reason says what is, and whoever shows it finds the words.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.near_strengths import NearStrengths
from graph.analysis.pairs import KINDS, Pairs
from graph.analysis.strengths import Strengths
from graph.analysis.ties import TieReason, when
from graph.network import Network, Relation

_ONE_BY_ONE = 20  # pairs that are taken apart before all ties are worked out


@dataclass(frozen=True, slots=True)
class Share:
    """One reason of a tie with its share of the strength (0 to 1)."""

    reason: TieReason
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A tie taken apart, the strongest reason first. Without shares no contact is known."""

    a: str
    b: str
    strength: float
    shares: tuple[Share, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """All evidence, sorted."""
        return tuple(sorted({item for s in self.shares for item in s.reason.evidence}))


def fact_of(network: Network, node: str, fact: str) -> Relation:
    """Return the fact of a node that has an id."""
    return next(r for r in network.around(node) if r.id == fact)


class Explainer:
    """Takes the ties of a network apart, as of a day."""

    def __init__(self, network: Network, strengths: Strengths) -> None:
        self.network, self.strengths = network, strengths
        self._asked = 0

    @cached_property
    def _place(self) -> dict[str, int]:
        return {node: i for i, node in enumerate(self.strengths.snapshot.ids)}

    def explain(self, a: str, b: str, limit: int = 0) -> Explanation:
        """Return the tie between two people, two organisations, or a person and an organisation, taken apart.

        With a `limit` only so many of the strongest reasons; the shares are still those of the whole. Somebody the
        network does not have, at the time it was known, is tied to nobody.
        """
        if a not in self.network.nodes or b not in self.network.nodes:
            return Explanation(a, b, 0.0, ())
        rows = self.rows(a, b)
        strength = float(rows.value.sum())
        shown = range(len(rows) if not limit else min(limit, len(rows)))
        reasons = [self.reason(rows, i) for i in shown]
        return Explanation(a, b, strength, tuple(Share(r, r.value / strength if strength else 0.0) for r in reasons))

    def rows(self, a: str, b: str) -> Pairs:
        """Return the rows of a pair, the strongest first."""
        labels = {self.network.nodes[x].label for x in (a, b)}
        if labels == {"Person"}:
            rows = self._ties("people", a).people
        elif labels == {"Organisation"}:
            return self._ties("organisations", a).between_houses(self._place[a], self._place[b])
        else:
            return self._of_both_kinds(a, b) if self.network.nodes[a].label == "Person" else self._of_both_kinds(b, a)
        return rows.between(self._place[a], self._place[b])

    def _ties(self, kind: str, node: str) -> Strengths:
        """Return ties with all of a kind that a node has: those of everybody where they are there, or asked for often.

        Who asks about one pair need not wait for all pairs.
        """
        if "people" in self.strengths.__dict__ or self._asked >= _ONE_BY_ONE:
            return self.strengths
        self._asked += 1
        return NearStrengths(self.strengths, [self._place[node]], through_people=kind == "organisations")

    def _of_both_kinds(self, person: str, organisation: str) -> Pairs:
        """Return the rows of a person and an organisation: belonging to it, and ties to its people from elsewhere."""
        who, where = self._place[person], self._place[organisation]
        there = self.strengths.affiliations
        members = np.concatenate([there.a[there.b == where], there.b[there.a == where]])
        parts, people = [there.between(who, where)], self._ties("people", person).people
        for member in members[members != who].tolist():
            rows = people.between(who, member)
            rows = rows.take(rows.via != where)
            one, other, through = (np.full(len(rows), x) for x in (who, where, member))
            parts.append(
                Pairs.make(
                    one,
                    other,
                    "people",
                    rows.via,
                    value=rows.value,
                    full=rows.full,
                    day=rows.day,
                    one=rows.one,
                    other=rows.other,
                    p=one,
                    q=through,
                )
            )
        return Pairs.joined(parts).ordered()

    def reason(self, rows: Pairs, i: int) -> TieReason:
        """Return the reason that one row of a pair stands for."""
        ids, kind = self.strengths.snapshot.ids, KINDS[int(rows.kind[i])]
        facts = tuple(self._fact(int(f)) for f in (rows.one[i], rows.other[i]) if f >= 0)
        people = (ids[int(rows.p[i])], ids[int(rows.q[i])]) if rows.p[i] >= 0 else None
        via = ids[int(rows.via[i])] if rows.via[i] >= 0 else None
        shown = kind if kind != "people" else self._kind_of_people(via, facts)
        held = when(self.network, via, facts, self.strengths.as_of)
        size, members = self._size(shown, via, rows, i), self.network.nodes[facts[0].start].label
        return TieReason(shown, via, float(rows.value[i]), held, size, facts, people, members)

    def _fact(self, place: int) -> Relation:
        snapshot = self.strengths.snapshot
        return fact_of(self.network, snapshot.ids[int(snapshot.start[place])], snapshot.fact_ids[place])

    def _size(self, kind: str, via: str | None, rows: Pairs, i: int) -> int:
        """Return how many people a group has, worked out backwards from what a pair in it counts: weight / (k - 1)."""
        if via is None or rows.full[i] <= 0:
            return 2
        weights = self.strengths.weights
        of_event = weights.events.get(self.network.nodes[via].kind, weights.events["other"])
        weight = of_event if kind == "event" else weights.organisations[kind]
        return round(weight.weight / float(rows.full[i])) + 1

    def _kind_of_people(self, via: str | None, facts: tuple[Relation, ...]) -> str:
        if via is None:
            return "acquaintance"
        if self.network.nodes[via].label == "Event":
            return "event"
        types = {r.type for r in facts}
        return "mixed" if len(types) > 1 else {"WORKS_FOR": "colleagues"}.get(types.pop(), "body")
