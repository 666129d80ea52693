"""Ties that follow a change: what was reckoned before is kept, but for events and organisations that it touched.

Of two people each reason goes through one event or organisation, or is one fact; so the rows of all that is as it was
are those of before, under new places. What comes out is what would be reckoned anew, row by row.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import FactIds, Ints, Mask, Places, Snapshot
from graph.analysis.strengths import Strengths
from graph.model.schema import BELONGS

_READ = 50_000  # ids of facts that are compared where the tables of both are not the same
_GROUPS = ("TOOK_PART_IN", *BELONGS)
_SHARE = 3  # where more than one part in so many of the facts is new, all is reckoned anew


class FollowingStrengths(Strengths):
    """The ties of a snapshot, out of those of an earlier one where these are of the same day and were reckoned."""

    former: Strengths | None = None

    @classmethod
    def after(cls, former: Strengths | None, now: Strengths) -> Self:
        """Return the ties of now."""
        found = cls(now.snapshot, now.as_of, now.known_at, now.weights)
        found.former = former
        return found

    def _all_people(self) -> Pairs:
        former, self.former = self.former, None  # it is not needed any more, and large
        change = SnapshotChange.between(former, self) if former and "people" in former.__dict__ else None
        if former is None or change is None:
            return super()._all_people()
        return change.people(former, self)


class _Touched(Strengths):
    """The ties through some events and organisations, and of some facts."""

    groups: Mask
    facts: Mask

    def _stated(self, label: str, type_: str) -> Ints:
        rows = self._facts(label, type_)
        return np.asarray(rows[self.facts[rows]], dtype=np.int64)

    def _in_groups(self, rows: Ints) -> Ints:
        return np.asarray(rows[self.groups[self.snapshot.end[rows]]], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class SnapshotChange:
    """Where nodes and facts of before are now (-1: gone), and what is not as it was.

    `old_groups` and `old_facts` are places of before, `groups` and `facts` those of now. The last item of `node` and
    `fact` is -1, so that what stands for none stays so.
    """

    node: Places
    fact: Places
    old_groups: Mask
    old_facts: Mask
    groups: Mask
    facts: Mask

    @classmethod
    def between(cls, former: Strengths, now: Strengths) -> Self | None:
        """Return what changed; None where that is not known, or most did."""
        if (former.as_of, former.known_at, former.weights) != (now.as_of, now.known_at, now.weights):
            return None
        was, snapshot = former.snapshot, now.snapshot
        fact = _places_of_facts(was, snapshot)
        if fact is None:
            return None
        node = _places(was.ids, snapshot.ids)
        labels = np.array([snapshot.labels.index(x) if x in snapshot.labels else -1 for x in was.labels])
        kinds = np.array([snapshot.kinds.index(x) if x in snapshot.kinds else -1 for x in was.kinds])
        there = np.flatnonzero(node >= 0)
        at = node[there]
        if (labels[was.label[there]] != snapshot.label[at]).any():
            return None
        old_groups, groups = node < 0, np.zeros(len(snapshot.ids), dtype=np.bool_)
        old_groups[there] = kinds[was.kind[there]] != snapshot.kind[at]
        old_facts = _altered(former, now, node, fact)
        same = np.zeros(len(snapshot.start), dtype=np.bool_)
        same[fact[~old_facts]] = True
        for ends, changed, found in (
            (was.end, old_facts & was.is_type(*_GROUPS), old_groups),
            (snapshot.end, ~same & snapshot.is_type(*_GROUPS), groups),
        ):
            found[ends[changed]] = True
        groups[node[old_groups & (node >= 0)]] = True
        old_groups[there] = groups[at]
        if (~same).sum() * _SHARE > len(same):
            return None
        return cls(
            np.append(node, _GONE), np.append(fact, _GONE), np.append(old_groups, False), old_facts, groups, ~same
        )

    def people(self, former: Strengths, now: Strengths) -> Pairs:
        """Return the ties of people now."""
        rows = former.people
        gone = np.where(rows.via < 0, self.old_facts[rows.one], self.old_groups[rows.via])
        touched = _Touched(now.snapshot, now.as_of, now.known_at, now.weights)
        touched.__dict__["spans"] = now.spans
        touched.groups, touched.facts = self.groups, self.facts
        kept = rows.take(np.flatnonzero(~gone))
        node, fact = self.node, self.fact
        moved = Pairs(
            node[kept.a],
            node[kept.b],
            kept.kind,
            node[kept.via],
            kept.value,
            kept.full,
            kept.day,
            fact[kept.one],
            fact[kept.other],
            kept.p,
            kept.q,
        )
        if (np.diff(node[:-1][node[:-1] >= 0]) > 0).all():  # places are in the order of ids, before and now
            return moved.with_more(touched.people)
        return Pairs.joined([moved, touched.people]).ordered()


_GONE = np.int32(-1)


def _altered(former: Strengths, now: Strengths, node: Places, fact: Places) -> Mask:
    """Return which facts of before are gone, or say something else now."""
    was, snapshot = former.snapshot, now.snapshot
    found = fact < 0
    there = np.flatnonzero(~found)
    at = fact[there]
    types = np.array([snapshot.types.index(x) if x in snapshot.types else -1 for x in was.types])
    differ = types[was.type[there]] != snapshot.type[at]
    differ |= (node[was.start[there]] != snapshot.start[at]) | (node[was.end[there]] != snapshot.end[at])
    for name in ("counted", "first", "last", "day"):
        differ |= getattr(former.spans, name)[there] != getattr(now.spans, name)[at]
    found[there] = differ
    return found


def _places(was: tuple[str, ...], now: tuple[str, ...]) -> Places:
    place = {one: i for i, one in enumerate(now)}
    return np.fromiter((place.get(one, -1) for one in was), dtype=np.int32, count=len(was))


def _places_of_facts(was: Snapshot, now: Snapshot) -> Places | None:
    """Return where each fact of before is now, -1 where it is not; None where telling takes long."""
    before, after = was.fact_ids, now.fact_ids
    if isinstance(before, FactIds) and isinstance(after, FactIds) and before.base is after.base:
        return after.places_after(before)
    if max(len(before), len(after)) > _READ:
        return None
    return _places(tuple(before), tuple(after))
