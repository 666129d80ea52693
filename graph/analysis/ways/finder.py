"""All questions about ways: ids of nodes go in, steps with their reasons come out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from graph.analysis.case import Case
from graph.analysis.explain import fact_of
from graph.analysis.paths import Path, Step
from graph.analysis.snapshot import Floats, Ints
from graph.analysis.ways import meeting
from graph.analysis.ways.contacts import Contacts
from graph.analysis.ways.ends import End, end_of
from graph.analysis.ways.kept import contacts_of, keep
from graph.analysis.ways.lengths import Lengths
from graph.analysis.ways.routes import Route, Routes, WaysAsked, places_of
from graph.analysis.ways.settings import WaySettings, load_way_settings
from graph.model.schema import BELONGS
from graph.network import Node, Relation

_STAND_INS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A way: the path, the facts by which its first and last person belong to the ends, and who else could help.

    `others` people beside the go-between would do as well; `stand_ins` are the nearest of them.
    """

    path: Path
    length: float
    start: tuple[Relation, ...]
    end: tuple[Relation, ...]
    others: int
    stand_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody who knows both ends: a step to each, and the facts by which the people known there belong to it."""

    person: str
    one: Step
    other: Step
    strength: float
    facts: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """One of our own people: the steps to the target, and the facts by which the last person belongs to it."""

    person: str
    steps: tuple[Step, ...]
    strength: float
    facts: tuple[Relation, ...]


class Ways:
    """The ways of one case; contacts are worked out when first asked for."""

    def __init__(self, case: Case, settings: WaySettings | None = None) -> None:
        self.case, self.settings = case, settings or load_way_settings()

    @cached_property
    def contacts(self) -> Contacts:
        """The contacts between people."""
        return contacts_of(self.case.strengths, self.case.kept, later=True)

    def keep(self) -> None:
        """Put the contacts of many where the next one finds them: once what was asked for is told."""
        if self.case.kept and "contacts" in self.__dict__:
            keep(self.case.strengths, self.case.kept, self.contacts)

    @cached_property
    def _usual(self) -> Lengths:
        return Lengths(self.contacts, self.settings)

    @cached_property
    def _known(self) -> Floats:
        """The strength of each contact; 0 where it is too weak to say that two know each other."""
        strength = self.contacts.strength
        return np.where(strength >= self.case.thresholds.contact, strength, 0.0)

    def routes(self, start: str, end: str, asked: WaysAsked | None = None) -> list[Way]:
        """Return the k best introduction paths that differ clearly; see `routes.py`.

        Raises:
            UsageError: an end is a source.
        """
        asked = asked or WaysAsked()
        without = self._without(asked.avoid)
        ends = [end_of(self.case, node).without(without) for node in (start, end)]
        lengths = self._lengths(asked, without, ends)
        routes = Routes(lengths, *ends)
        return [self._way(routes, r, lengths, ends) for r in routes.find(asked.count, asked.most_steps)]

    def common(self, one: str, other: str, most: int | None = None) -> list[Shared]:
        """Return the people who know somebody at both, the strongest first, as many as are wanted.

        Who only sat in one hall knows nobody.
        """
        ends = [end_of(self.case, node) for node in (one, other)]
        values = self._usual
        found = meeting.common(self.contacts, self._known, *ends)
        return [
            Shared(
                self._id(c.person),
                self._step(c.one.whom, c.person, values),
                self._step(c.person, c.other.whom, values),
                c.strength,
                (*self._facts(ends[0], c.one.whom), *self._facts(ends[1], c.other.whom)),
            )
            for c in found[:most]
        ]

    def reach(self, us: str, target: str) -> list[Reached]:
        """Return who of an organisation knows somebody at the target, direct contacts first."""
        ours, goal = (end_of(self.case, node) for node in (us, target))
        values = self._usual
        found = meeting.reach(self.contacts, self._known, ours, goal)
        return [self._reached(r, goal, values) for r in found]

    def near(self, node: str, most: int = 5) -> list[Step]:
        """Return the strongest contacts of an end with people who do not belong to it."""
        values = self._usual
        found = meeting.near(self.contacts, self._known, end_of(self.case, node)).values()
        first = sorted(found, key=lambda n: (-n.strength, n.person))[:most]
        return [self._step(n.whom, n.person, values) for n in first]

    def shared_interests(self, one: str, other: str) -> list[Node]:
        """Return the topics and regions that both ends have in common."""
        found = [self._interests(end_of(self.case, node), node) for node in (one, other)]
        return self.case.nodes(sorted(found[0] & found[1]))

    def _interests(self, end: End, node: str) -> set[int]:
        s = self.case.arrays
        counted = self.case.strengths.spans.counted
        belongs = counted & s.is_type(*BELONGS) & np.isin(s.start, end.people)
        who = np.union1d(end.people, s.end[belongs])
        facts = counted & s.is_type("DEALS_WITH", "ACTIVE_IN") & np.isin(s.start, np.append(who, self.case.place[node]))
        return set(s.end[facts].tolist())

    def _without(self, avoid: Iterable[str]) -> Ints:
        """Return the people to avoid: those named, and the people of organisations named."""
        labels = self.case.network.nodes
        ends = [end_of(self.case, n).people for n in avoid if labels[n].label in ("Person", "Organisation")]
        return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *ends])).astype(np.int64)

    def _lengths(self, asked: WaysAsked, without: Ints, ends: list[End]) -> Lengths:
        """Return how the contacts count for a question; who is named as an end keeps all contacts."""
        if not (asked.recent or asked.avoid):
            return self._usual
        given = [end.people for end in ends if len(end.fact) and end.fact[0] < 0]
        silent = np.setdiff1d(without, np.concatenate([np.zeros(0, dtype=np.int64), *given])).astype(np.int64)
        avoided = places_of(asked.avoid, self.case.place)
        return Lengths(self.contacts, self.settings, asked.recent, avoided, silent)

    def _way(self, routes: Routes, route: Route, values: Lengths, ends: list[End]) -> Way:
        others, near = routes.stand_ins(route, _STAND_INS)
        steps = tuple(self._step(a, b, values) for a, b in pairwise(route.people))
        return Way(
            Path(tuple(map(self._id, route.people)), steps),
            route.length,
            self._facts(ends[0], route.people[0]),
            self._facts(ends[1], route.people[-1]),
            others,
            tuple(map(self._id, near)),
        )

    def _reached(self, found: meeting.Reach, target: End, values: Lengths) -> Reached:
        first, second = found.first, found.second
        pairs = [(found.person, first.whom)]
        if second:
            pairs.append((second.person, second.whom))
        steps = tuple(self._step(a, b, values) for a, b in pairs)
        return Reached(self._id(found.person), steps, found.strength, self._facts(target, pairs[-1][1]))

    def _step(self, a: int, b: int, values: Lengths) -> Step:
        """Return a step with its strength and the reason that counts most among `values`."""
        contact = self.contacts.between(a, b)
        rows = slice(int(self.contacts.first[contact]), int(self.contacts.first[contact + 1]))
        best = int(np.argmax(values.values(contact)))
        shared = self.contacts.rows
        reason = self.case.explainer.reason(shared.take(np.arange(rows.start, rows.stop)), best)
        return Step(self._id(a), self._id(b), float(shared.value[rows].sum()), reason)

    def _facts(self, end: End, person: int) -> tuple[Relation, ...]:
        s, network = self.case.arrays, self.case.network
        return tuple(fact_of(network, s.ids[int(s.start[i])], s.fact_ids[i]) for i in end.facts_of(person))

    def _id(self, place: int) -> str:
        return self.case.arrays.ids[place]
