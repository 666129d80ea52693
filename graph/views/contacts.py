"""Who knows whom, as lines of a map: strength, the last day that is known, the first, and whether that is long ago.

What is drawn is what all other pages call a contact: a tie at least as strong as `thresholds.yaml` asks for.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from graph.analysis.case import Case
from graph.analysis.pairs import Pairs
from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.tie_graph import TieGraph

Between = Literal["organisations", "people", "mixed"]
BETWEEN: tuple[Between, ...] = ("organisations", "people", "mixed")
_MOST_ROWS = 400_000  # ties of people up to which the days of ties between organisations are looked up


@dataclass(frozen=True, slots=True)
class DrawnContact:
    """Two actors who know each other. `last` and `first` are the days known, as ordinals, 0 where none is."""

    a: str
    b: str
    strength: float
    last: int
    first: int
    is_old: bool


@dataclass(frozen=True, slots=True)
class ContactTable:
    """All contacts of a kind, as columns; `a` and `b` are places in `ids`."""

    ids: tuple[str, ...]
    a: Places
    b: Places
    strength: Floats
    last: Places
    first: Places
    is_old: Mask

    def __len__(self) -> int:
        return len(self.a)

    @property
    def tied(self) -> frozenset[str]:
        """Everybody who has a contact."""
        return frozenset(self.ids[i] for i in np.unique(np.concatenate([self.a, self.b])).tolist())

    def only(self, *, certain: bool, old: bool) -> "ContactTable":
        """Return those that are not long ago, those that are, both, or none."""
        if certain and old:
            return self
        kept = np.flatnonzero((self.is_old & old) | (~self.is_old & certain))
        columns = {name: getattr(self, name)[kept] for name in ("a", "b", "strength", "last", "first", "is_old")}
        return replace(self, **columns)

    def among(self, wanted: Collection[str], most: int = 0) -> list[DrawnContact]:
        """Return the contacts between some actors, the strongest first; `most` of them where it says so."""
        inside = np.fromiter((node in wanted for node in self.ids), dtype=np.bool_, count=len(self.ids))
        kept = np.flatnonzero(inside[self.a] & inside[self.b])
        order = kept[np.lexsort((self.b[kept], self.a[kept], -self.strength[kept]))]
        return [self._row(int(i)) for i in (order[:most] if most else order)]

    def of(self, node: str, most: int) -> list[DrawnContact]:
        """Return the contacts of one actor, the strongest first."""
        if node not in self.ids:
            return []
        place = self.ids.index(node)
        kept = np.flatnonzero((self.a == place) | (self.b == place))
        order = kept[np.argsort(-self.strength[kept], kind="stable")]
        return [self._row(int(i)) for i in order[:most]]

    def between(self, one: Collection[str], other: Collection[str], most: int) -> list[DrawnContact]:
        """Return the contacts that join two sides, the strongest first, at most so many."""
        here, there = (np.fromiter((n in side for n in self.ids), np.bool_, len(self.ids)) for side in (one, other))
        kept = np.flatnonzero((here[self.a] & there[self.b]) | (there[self.a] & here[self.b]))
        order = kept[np.lexsort((self.b[kept], self.a[kept], -self.strength[kept]))]
        return [self._row(int(i)) for i in order[:most]]

    def strongest(self, wanted: Collection[str], nodes: int) -> frozenset[str]:
        """Return about so many of some actors, by the strongest ties between them: no actor is rated, ties are."""
        found: set[str] = set()
        for contact in self.among(wanted):
            if len(found) >= nodes:
                break
            found |= {contact.a, contact.b}
        return frozenset(found)

    def _row(self, i: int) -> DrawnContact:
        ends = self.ids[self.a[i]], self.ids[self.b[i]]
        return DrawnContact(*ends, float(self.strength[i]), int(self.last[i]), int(self.first[i]), bool(self.is_old[i]))


def contacts(case: Case, between: Between) -> ContactTable:
    """Return who knows whom: organisations, people, or both with each other."""
    graph, parts = _graph(case, between)
    a, b, strength = graph.edges()
    last, first = np.zeros(len(a), dtype=np.int64), np.zeros(len(a), dtype=np.int64)
    place = {node: i for i, node in enumerate(case.arrays.ids)}
    here = np.array([place[node] for node in graph.ids], dtype=np.int64)
    n = len(case.arrays.ids)
    keys = here[a] * n + here[b]
    for rows in parts:
        _add_days(case, rows, keys, n, last, first)
    limit = case.as_of.toordinal() - case.thresholds.stale_years * 365.25
    is_old = (last > 0) & (last < limit) if parts else _old_houses(case, here[a], here[b])
    places = [column.astype(np.int32) for column in (a, b, last, first)]
    old = np.asarray(is_old, dtype=np.bool_)
    return ContactTable(graph.ids, places[0], places[1], strength, places[2], places[3], old)


def _old_houses(case: Case, a: Ints, b: Ints) -> Mask:
    at = case.strengths.houses_summed.places(np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32))
    return np.asarray((at >= 0) & case.old_houses[at], dtype=np.bool_)


def _graph(case: Case, between: Between) -> tuple[TieGraph, list[Pairs]]:
    ties = case.strengths
    if between == "people":
        return ties.people_graph.at_least(case.thresholds.contact), [ties.people]
    few = len(ties.people) <= _MOST_ROWS
    if between == "organisations":
        return case.organisations, [ties.organisations] if few else []
    return case.actors, [ties.people, ties.affiliations, *([ties.organisations] if few else [])]


def _add_days(case: Case, rows: Pairs, keys: Ints, n: int, last: Ints, first: Ints) -> None:
    """Take over into `last` and `first` what the reasons of ties say; a reason without a day goes on."""
    if not len(rows) or not len(keys):
        return
    order = np.argsort(keys, kind="stable")
    low, high = np.minimum(rows.a, rows.b).astype(np.int64), np.maximum(rows.a, rows.b).astype(np.int64)
    at = np.searchsorted(keys[order], low * n + high)
    inside = (at < len(keys)) & (keys[order][np.minimum(at, len(keys) - 1)] == low * n + high)
    place = order[at[inside]]
    day = np.where(rows.day > 0, rows.day, case.as_of.toordinal())[inside].astype(np.int64)
    np.maximum.at(last, place, day)
    s = case.arrays
    begun = np.maximum(s.begin[rows.one], np.where(rows.other >= 0, s.begin[rows.other], 0))[inside].astype(np.int64)
    far = np.iinfo(np.int64).max
    earliest = np.where(first > 0, first, far)
    np.minimum.at(earliest, place, np.where(begun > 0, begun, far))
    first[:] = np.where(earliest < far, earliest, 0)
