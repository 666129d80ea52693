"""What members share in the events and organisations they are in: pairs of facts about one group, and what they count.

There are millions of them, so they are put in their order before anything is reckoned, and then reckoned in parts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.pairs import KINDS, Pairs
from graph.analysis.snapshot import Floats, Ints, Mask, Places, Snapshot, Spans
from graph.analysis.ties import Weights

_AT_ONCE = 1 << 18  # pairs that are reckoned at once
_UNIT = 2.0**38  # parts of one that strengths are counted in
_BELONGS = ("colleagues", "body", "mixed")


def exact(value: Floats) -> Floats:
    """Return strengths as whole numbers of small units: so their sums are the same in whatever order they are added.

    A unit is 4e-12, and sums up to 32,000 are exact. What is left when something is taken away again is exact, too.

    >>> one, two, three = exact(np.array([0.1, 0.2, 0.3])).tolist()
    >>> (one + two) + three == one + (two + three), 0.1 + 0.2 + 0.3 == 0.1 + (0.2 + 0.3)
    (True, False)
    """
    return np.asarray(np.rint(value * _UNIT) / _UNIT, dtype=np.float64)


@dataclass(frozen=True)
class Sharing:
    """Counted facts (`rows`) that say who is in which group, sorted by group, then by member."""

    snapshot: Snapshot
    spans: Spans
    weights: Weights
    as_of: int
    rows: Ints

    @cached_property
    def group(self) -> Places:
        """The group of each row."""
        return self.snapshot.end[self.rows].astype(np.int32)

    @cached_property
    def member(self) -> Places:
        """The member of each row."""
        return self.snapshot.start[self.rows].astype(np.int32)

    def pairs(self, i: Places, j: Places) -> Pairs:
        """Return what members share by the facts at two places of `rows`: a pair's strongest reason in each group."""
        met = np.ones(len(i), dtype=np.bool_)
        for part in _parts(len(i)):
            met[part] = self._met(i[part], j[part])
        i, j = i[met], j[met]
        twice = _doubled(self.group, self.member)
        if twice.any():
            again = twice[i] | twice[j]
            some_i, some_j = i[again], j[again]
            best = _strongest(self._in_common(some_i, some_j))
            i, j = np.concatenate([i[~again], some_i[best]]), np.concatenate([j[~again], some_j[best]])
        order = np.argsort(self.member[i].astype(np.int64) * len(self.snapshot.ids) + self.member[j], kind="stable")
        i, j = i[order], j[order]
        del order
        return Pairs.filled(len(i), ((part, self._in_common(i[part], j[part])) for part in _parts(len(i))))

    def _met(self, i: Places, j: Places) -> Mask:
        """Return which pairs are of two who can have been there at the same time."""
        first, last = self._span
        met = (self.member[i] != self.member[j]) & (first[i] <= last[j]) & (first[j] <= last[i])
        return np.asarray(met, dtype=np.bool_)

    @cached_property
    def _span(self) -> tuple[Places, Places]:
        first, last = self.spans.first[self.rows], self.spans.last[self.rows]
        return first.astype(np.int32), last.astype(np.int32)

    @cached_property
    def _day(self) -> Places:
        return self.spans.day[self.rows].astype(np.int32)

    @cached_property
    def _size(self) -> Places:
        return _members(self.group, self.member).astype(np.int32)

    @cached_property
    def _entry(self) -> Places:
        """Which of the weights what is shared in the group of each row has; below zero where that hangs on both."""
        s = self.snapshot
        at_event = s.has_label("Event")[self.group]
        works = s.is_type("WORKS_FOR")[self.rows]
        return np.where(at_event, s.kind[self.group], np.where(works, _WORKS, _SITS)).astype(np.int32)

    @cached_property
    def _table(self) -> tuple[Places, Floats, Floats]:
        """Kind, weight and half-life: of events of each format, of colleagues, of a body, of one of either."""
        w = self.weights
        formats = [w.events.get(name, w.events["other"]) for name in self.snapshot.kinds]
        table = [*formats, *(w.organisations[kind] for kind in _BELONGS)]
        kinds = [KINDS.index("event")] * len(formats) + [KINDS.index(kind) for kind in _BELONGS]
        lives = np.array([x.half_life or np.inf for x in table])
        return np.array(kinds, dtype=np.int32), np.array([x.weight for x in table]), lives

    def _in_common(self, i: Places, j: Places) -> Pairs:
        """Return what two members share by the facts at two places, in the order of these."""
        kinds, weights, lives = self._table
        one, other = self._entry[i], self._entry[j]
        formats = len(kinds) - len(_BELONGS)
        belongs = formats + np.where(one == other, one - _WORKS, 2)
        entry = np.where(one >= 0, one, belongs)
        latest = earlier(self._day[i], self._day[j])
        full = weights[entry] / np.maximum(self._size[i] - 1, 1)
        value = full * faded(latest, self.as_of, lives[entry])
        rows = self.rows
        return Pairs.make(
            self.member[i],
            self.member[j],
            kinds[entry],
            self.group[i],
            value=exact(value),
            full=exact(full),
            day=latest,
            one=rows[i],
            other=rows[j],
        )


_WORKS, _SITS = -2, -1


def faded(day: Ints | Places, as_of: int, half_life: Floats) -> Floats:
    """Return what is left of one after the years since a day; all where the day is not known."""
    years = np.where(day > 0, as_of - day, 0) / 365.25
    return np.asarray(np.exp2(-years / half_life), dtype=np.float64)


def earlier(one: Places, other: Places) -> Places:
    """Return the earlier of two days where both are known, else the one that is."""
    found = np.minimum(one, other)
    return np.where(found > 0, found, np.maximum(one, other))


def _parts(count: int) -> Iterator[slice]:
    return (slice(first, min(first + _AT_ONCE, count)) for first in range(0, count, _AT_ONCE))


def _members(group: Places, member: Places) -> Ints:
    """Return for each row how many different members its group has; rows are sorted by group and member."""
    new = np.ones(len(group), dtype=np.int64)
    new[1:] = (group[1:] != group[:-1]) | (member[1:] != member[:-1])
    _, place = np.unique(group, return_inverse=True)
    return np.bincount(place, weights=new).astype(np.int64)[place]


def _doubled(group: Places, member: Places) -> Mask:
    """Return which rows are of a member that has several in its group; rows are sorted by group and member."""
    found = np.zeros(len(group), dtype=np.bool_)
    same = (group[1:] == group[:-1]) & (member[1:] == member[:-1])
    found[1:] = same
    found[:-1] |= same
    return found


def _strongest(rows: Pairs) -> Ints:
    """Return the places of the strongest row of each pair in each group."""
    order = np.lexsort((rows.day, rows.value, rows.via, rows.b, rows.a))
    last = np.ones(len(order), dtype=np.bool_)
    same = [x[order][1:] == x[order][:-1] for x in (rows.a, rows.b, rows.via)]
    last[:-1] = ~(same[0] & same[1] & same[2])
    return np.asarray(order[last], dtype=np.int64)
