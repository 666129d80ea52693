"""The ties of everybody as of a day: between people, between organisations, and between the two.

Two organisations are tied by what they share themselves (an event, a body, a stated cooperation, membership, funding)
and by the ties of the people who are there on the day; a tie between two people that goes through one of the two
organisations does not count for them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.house_ties import HouseTies
from graph.analysis.pairs import Pairs, Whole, pairs_within
from graph.analysis.sharing import Sharing, earlier, exact, faded
from graph.analysis.snapshot import Floats, Ints, Mask, Places, Snapshot, Spans
from graph.analysis.summed import Summed, summed
from graph.analysis.tie_graph import TieGraph
from graph.analysis.ties import Weight, Weights, load_weights
from graph.model.schema import BELONGS

_STATED = {
    "COOPERATES_WITH": "cooperation",
    "MEMBER_OF": "membership",
    "PART_OF": "part",
    "FUNDS": "funding",
    "SUCCEEDS": "succession",
}


@dataclass
class Strengths:
    """All ties of a snapshot as of a day; each kind of tie is computed when it is first needed."""

    snapshot: Snapshot
    as_of: date
    known_at: datetime | None = None
    weights: Weights = field(default_factory=load_weights)

    @cached_property
    def spans(self) -> Spans:
        """When each fact held; an invitation does not count."""
        found = self.snapshot.spans(self.as_of, self.known_at)
        return Spans(found.counted & ~self.snapshot.invited, found.first, found.last, found.day)

    @cached_property
    def people(self) -> Pairs:
        """Why people are tied, reason by reason; the rows of a pair stand together."""
        return self._all_people()

    def _all_people(self) -> Pairs:
        """Return why people are tied."""
        rows = self._stated("Person", "KNOWS")
        s, w = self.snapshot, self.weights.acquaintance
        stated = self._rows(s.start[rows], s.end[rows], "acquaintance", w, self.spans.day[rows], rows)
        shared = self._shared("Person", ("TOOK_PART_IN", *BELONGS)).settled()
        return shared.with_more(stated.ordered()) if len(stated) else shared

    @cached_property
    def organisations(self) -> Pairs:
        """Why organisations are tied, ties of their people included; the rows of a pair stand together.

        There are so many that who wants their sums asks `houses`, and who looks at two of them `between_houses`.
        """
        return Pairs.joined([self._own, self._shared_people, self._by_people(self.people)]).ordered()

    @cached_property
    def people_summed(self) -> Summed:
        """The ties between people, each once."""
        return summed(self.people, self.as_of)

    @cached_property
    def houses(self) -> HouseTies:
        """The ties between organisations, summed up."""
        s, rows, people = self.snapshot, self._present, self.people
        inside = np.append(s.has_label("Organisation"), False)[people.via]
        few = self._by_people(people.take(np.flatnonzero(inside)))
        n, ones = len(s.ids), np.ones(len(rows))
        ends = s.start[rows].astype(np.int32), s.end[rows].astype(np.int32)  # so are the places in all products
        there = csr_array((ones, ends), shape=(n, n))
        apart = self.people_summed.without(people, inside, self.as_of) if inside.any() else self.people_summed
        return HouseTies(apart, there, Pairs.joined([self._own, self._shared_people, few]))

    @cached_property
    def houses_summed(self) -> Summed:
        """The ties between organisations, each once, without their days."""
        table = self.houses.table.tocoo()
        a, b, both = table.row.astype(np.int32), table.col.astype(np.int32), table.data
        found = Summed(a, b, both.real, both.imag, np.broadcast_to(np.int32(0), len(a)))
        kept = self._looked_at(a, b)
        return found if kept.all() else found.take(kept)

    def between_houses(self, one: int, other: int) -> Pairs:
        """Return why two organisations are tied: what `organisations` has of the two."""
        people = self.people
        who, begins = self._people_by_house
        here, there = (who[begins[place] : begins[place + 1]] for place in (one, other))
        both = np.union1d(here, there).astype(people.a.dtype)
        begin, end = (np.searchsorted(people.a, both, side=side) for side in ("left", "right"))
        slices = (np.arange(i, j) for i, j in zip(begin.tolist(), end.tolist(), strict=True))
        at = np.concatenate([np.zeros(0, dtype=np.int64), *slices])
        a, b = people.a[at], people.b[at]
        meets = (np.isin(a, here) & np.isin(b, there)) | (np.isin(a, there) & np.isin(b, here))
        parts = *self._apart_from_people, self._by_people(people.take(at[meets])).ordered()
        return Pairs.joined([part.between(one, other) for part in parts]).ordered()

    @cached_property
    def _apart_from_people(self) -> tuple[Pairs, Pairs]:
        """What organisations share themselves, and the people they have in common, in the order of pairs."""
        return self._own.ordered(), self._shared_people.ordered()

    @cached_property
    def _own(self) -> Pairs:
        """Why organisations are tied but for their people."""
        s = self.snapshot
        parts = [self._shared("Organisation", ("TOOK_PART_IN", "MEMBER_OF"))]
        for name, kind in _STATED.items():
            rows = self._stated("Organisation", name)
            rows = rows[s.has_label("Organisation")[s.end[rows]]]
            weight = self.weights.between[kind]
            parts.append(self._rows(s.start[rows], s.end[rows], kind, weight, self.spans.day[rows], rows))
        return Pairs.joined(parts)

    @cached_property
    def affiliations(self) -> Pairs:
        """Who belongs to which organisation on the day, one row each."""
        rows = self._present
        s = self.snapshot
        weight = self.weights.between["affiliation"]
        return self._rows(s.start[rows], s.end[rows], "affiliation", weight, self.spans.day[rows], rows).ordered()

    def let_go(self) -> None:
        """Forget the sums, which follow from the ties of people in a few seconds and take a gigabyte in a country."""
        for name in ("people_summed", "people_graph", "houses", "houses_summed", "organisations"):
            self.__dict__.pop(name, None)
        if "people" in self.__dict__:
            self.people.let_go()

    @cached_property
    def people_graph(self) -> TieGraph:
        """The ties between people."""
        return TieGraph.of(self.snapshot.ids, [self.people_summed], self.snapshot.has_label("Person"))

    def organisations_graph(self, least: float = 0.0) -> TieGraph:
        """Return the ties between organisations that are so strong."""
        return TieGraph.of(self.snapshot.ids, [self.houses_summed], self.snapshot.has_label("Organisation"), least)

    def actors_graph(self, least: float = 0.0) -> TieGraph:
        """Return the ties of people and organisations with each other, and who belongs where; nothing counts twice."""
        s = self.snapshot
        more = (summed(rows, self.as_of) for rows in (self._own.ordered(), self.affiliations))
        wanted = s.has_label("Person") | s.has_label("Organisation")
        return TieGraph.of(s.ids, [self.people_summed, *more], wanted, least)

    def _facts(self, label: str, *types: str) -> Ints:
        """Return the places of counted facts of some types that start at a node of a label and end at another."""
        s = self.snapshot
        wanted = s.is_type(*types) & self.spans.counted & s.has_label(label)[s.start] & (s.start != s.end)
        return np.flatnonzero(wanted).astype(np.int64)

    def _stated(self, label: str, type_: str) -> Ints:
        """Return the places of the facts of a type that say of themselves that two are tied."""
        return self._facts(label, type_)

    def _in_groups(self, rows: Ints) -> Ints:
        """Return of facts that say who belongs to which group those of the groups that are looked at."""
        return rows

    def _pairs(self, group: Whole, node: Whole) -> tuple[Places, Places]:
        """Return the pairs of places that are in one group, as far as one of the nodes there is looked at."""
        return pairs_within(group)

    def _looked_at(self, a: Whole, b: Whole) -> Mask:
        """Return which pairs of organisations are looked at."""
        return np.ones(len(a), dtype=np.bool_)

    @cached_property
    def _present(self) -> Ints:
        """The facts by which people belong to an organisation on the day, one a person and organisation."""
        rows = self._facts("Person", *BELONGS)
        rows = rows[self.spans.last[rows] >= self.as_of.toordinal()]
        s = self.snapshot
        rows = rows[np.lexsort((-self.spans.day[rows], s.end[rows], s.start[rows]))]
        first = np.ones(len(rows), dtype=np.bool_)
        start, end = s.start[rows], s.end[rows]
        first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
        return np.asarray(rows[first], dtype=np.int64)

    @cached_property
    def _houses_by_person(self) -> tuple[Ints, Ints]:
        """The organisations people belong to on the day, by person, and where those of each place begin."""
        s, rows = self.snapshot, self._present
        return s.end[rows], np.searchsorted(s.start[rows], np.arange(len(s.ids) + 1)).astype(np.int64)

    @cached_property
    def _people_by_house(self) -> tuple[Ints, Ints]:
        """The people who belong to organisations on the day, by organisation, and where those of each place begin."""
        s, rows = self.snapshot, self._present
        rows = rows[np.argsort(s.end[rows], kind="stable")]
        return s.start[rows], np.searchsorted(s.end[rows], np.arange(len(s.ids) + 1)).astype(np.int64)

    def _rows(self, a: Ints, b: Ints, kind: str, weight: Weight, day: Ints, one: Ints) -> Pairs:
        full, value = self._counting(weight, day)
        return Pairs.make(a, b, kind, value=value, full=full, day=day, one=one)

    def _counting(self, weight: Weight, day: Ints | Places) -> tuple[Floats, Floats]:
        """Return what counts a weight each counts undimmed, and now when it was last known on a day."""
        full = np.full(len(day), weight.weight)
        lives = np.full(len(day), weight.half_life or np.inf)
        return exact(full), exact(full * faded(day, self.as_of.toordinal(), lives))

    def _shared(self, label: str, types: tuple[str, ...]) -> Pairs:
        """Return what members with a label share in events and organisations, a pair's strongest reason in each."""
        s = self.snapshot
        rows = self._in_groups(self._facts(label, *types))
        rows = rows[np.lexsort((rows, s.start[rows], s.end[rows]))]
        sharing = Sharing(s, self.spans, self.weights, self.as_of.toordinal(), rows)
        return sharing.pairs(*self._pairs(sharing.group, sharing.member))

    @cached_property
    def _shared_people(self) -> Pairs:
        """The pairs of organisations that have a person in common."""
        rows, s = self._present, self.snapshot
        i, j = self._pairs(s.start[rows], s.end[rows])
        one, other, person = rows[i], rows[j], s.start[rows][i]
        day = earlier(self.spans.day[one].astype(np.int32), self.spans.day[other].astype(np.int32))
        full, value = self._counting(self.weights.between["shared_person"], day)
        more = {"p": person, "q": person}
        return Pairs.make(
            s.end[one], s.end[other], "shared_person", value=value, full=full, day=day, one=one, other=other, **more
        )

    def _by_people(self, people: Pairs) -> Pairs:
        """Return ties of people as ties of the organisations they belong to on the day."""
        houses, start = self._houses_by_person
        at_a, orgs_a = _expanded(people.a, start)
        at_b, orgs_b = _expanded(people.b[at_a], start)
        full = people.take(at_a[at_b])
        a, b = houses[orgs_a[at_b]], houses[orgs_b]
        kept = (a != b) & (full.via != a) & (full.via != b) & self._looked_at(a, b)
        full, a, b = full.take(kept), a[kept], b[kept]
        return Pairs.make(
            a,
            b,
            "people",
            full.via,
            value=full.value,
            full=full.full,
            day=full.day,
            one=full.one,
            other=full.other,
            p=full.a,
            q=full.b,
        )


def _expanded(keys: Whole, start: Ints) -> tuple[Ints, Ints]:
    """Return for each key all places from `start[key]` to `start[key + 1]`, and which key each belongs to."""
    counts = start[keys + 1] - start[keys]
    which = np.repeat(np.arange(len(keys)), counts)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which.astype(np.int64), (start[keys][which] + offset).astype(np.int64)
