"""Meetings out of a network as of a day: who was at which event, belongs to which body, is said to know whom.

Events count for who took part, bodies and houses for who belongs to them on the day, and what a source states between
two is a meeting of two. Organisations are at an event by themselves, or by their people of that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.case import Case
from graph.analysis.snapshot import Floats, Ints, Mask
from graph.analysis.suggestions.meetings import Meetings
from graph.model.schema import BELONGS

_GROUPS = ("TOOK_PART_IN", *BELONGS)
_STATED = {
    "KNOWS": "acquaintance",
    "COOPERATES_WITH": "cooperation",
    "MEMBER_OF": "membership",
    "WORKS_FOR": "affiliation",
    "PART_OF": "part",
    "FUNDS": "funding",
    "SUCCEEDS": "succession",
}
_OWN_TOPIC = 3.0  # what a topic of one's own counts beside one of an event one was at


@dataclass(frozen=True, slots=True)
class _Rows:
    """Who (a place) was at what (a number), when last, and what that weighs."""

    event: Ints
    actor: Ints
    day: Ints
    weight: Floats

    @classmethod
    def joined(cls, parts: Sequence["_Rows"]) -> "_Rows":
        columns = ("event", "actor", "day", "weight")
        return cls(*(np.concatenate([getattr(p, c) for p in parts]) for c in columns))

    def once(self) -> "_Rows":
        """Return each actor once at each event, with the latest day."""
        order = np.lexsort((-self.day, self.actor, self.event))
        event, actor = self.event[order], self.actor[order]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = (event[1:] != event[:-1]) | (actor[1:] != actor[:-1])
        kept = order[new]
        return _Rows(self.event[kept], self.actor[kept], self.day[kept], self.weight[kept])


def meetings_of(case: Case, *, people: bool) -> Meetings:
    """Return the meetings of organisations, or of people and organisations, as of the day of the case.

    The actors are those of `case.strengths.organisations_graph`, or `actors_graph`, in the same order.
    """
    s = case.arrays
    wanted = s.has_label("Organisation") | (s.has_label("Person") if people else False)
    rows = _Rows.joined(_people_rows(case) if people else _organisation_rows(case)).once()
    places = np.full(len(s.ids), -1, dtype=np.int64)
    chosen = np.flatnonzero(wanted)
    places[chosen] = np.arange(len(chosen))
    inside = wanted[rows.actor]
    _, event = np.unique(rows.event[inside], return_inverse=True)
    actors = tuple(s.ids[int(i)] for i in chosen)
    actor = places[rows.actor[inside]]
    return Meetings(actors, event.astype(np.int64), actor, rows.day[inside], rows.weight[inside])


def _people_rows(case: Case) -> list[_Rows]:
    rows = _in_groups(case, "Person", "Organisation")
    return [_group_rows(case, rows, case.arrays.start[rows]), _stated(case, "Person", "Organisation")]


def _organisation_rows(case: Case) -> list[_Rows]:
    s = case.arrays
    own, theirs = _in_groups(case, "Organisation"), _in_groups(case, "Person")
    at, house = _houses(case, s.start[theirs], case.strengths.spans.day[theirs])
    elsewhere = house != s.end[theirs[at]]  # that its people work for it is no meeting of an organisation
    through = _group_rows(case, theirs[at[elsewhere]], house[elsewhere])
    known = _stated(case, "Person")
    at, house = _houses(case, known.actor, known.day)
    acquainted = _Rows(known.event[at], house, known.day[at], known.weight[at])
    parts = [_group_rows(case, own, s.start[own]), through, acquainted, _stated(case, "Organisation")]
    return [*parts, _shared_people(case)]


def _in_groups(case: Case, *labels: str) -> Ints:
    """Return the facts that say who is in a group: at an event, or in a house or body on the day."""
    s, spans = case.arrays, case.strengths.spans
    of_label: Mask = np.any([s.has_label(label) for label in labels], axis=0)
    lasting = s.has_label("Event")[s.end] | (spans.last >= case.as_of.toordinal())
    rows = s.is_type(*_GROUPS) & spans.counted & lasting & of_label[s.start] & (s.start != s.end)
    return np.flatnonzero(rows).astype(np.int64)


def _group_rows(case: Case, rows: Ints, actor: Ints) -> _Rows:
    s, w = case.arrays, case.strengths.weights
    formats = np.array([w.events.get(name, w.events["other"]).weight for name in s.kinds])
    weight = np.where(s.has_label("Event")[s.end[rows]], formats[s.kind[s.end[rows]]], w.organisations["body"].weight)
    return _Rows(s.end[rows], actor.astype(np.int64), case.strengths.spans.day[rows], weight)


def _stated(case: Case, *labels: str) -> _Rows:
    """Return what sources state between two actors of the labels, each a meeting of two."""
    s, spans, w = case.arrays, case.strengths.spans, case.strengths.weights
    of_label: Mask = np.any([s.has_label(label) for label in labels], axis=0)
    parts = [_Rows(*(np.zeros(0, dtype=np.int64),) * 3, np.zeros(0))]
    for name, kind in _STATED.items():
        lasting = spans.last >= case.as_of.toordinal()
        rows = np.flatnonzero(s.is_type(name) & spans.counted & lasting & of_label[s.start] & of_label[s.end])
        weight = np.full(len(rows), (w.acquaintance if kind == "acquaintance" else w.between[kind]).weight)
        parts += [_Rows(len(s.ids) + rows, ends[rows], spans.day[rows], weight) for ends in (s.start, s.end)]
    return _Rows.joined(parts)


def _belonging(case: Case) -> Ints:
    """Return the facts by which people belong to organisations, whenever, by person."""
    s = case.arrays
    rows = s.is_type(*BELONGS) & case.strengths.spans.counted & s.has_label("Person")[s.start]
    found = np.flatnonzero(rows)
    return found[np.argsort(s.start[found], kind="stable")].astype(np.int64)


def _houses(case: Case, person: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Return for people on days the organisations they belonged to then: which row, which organisation."""
    s, spans, rows = case.arrays, case.strengths.spans, _belonging(case)
    first = np.searchsorted(s.start[rows], person)
    count = np.searchsorted(s.start[rows], person, side="right") - first
    at = np.repeat(np.arange(len(person)), count)
    fact = rows[np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count) + first[at]]
    then = np.where(day[at] > 0, day[at], case.as_of.toordinal())
    there = (spans.first[fact] <= then) & (then <= spans.last[fact])
    return at[there].astype(np.int64), s.end[fact[there]]


def _shared_people(case: Case) -> _Rows:
    """Return each person as a meeting of the organisations they belong to on the day."""
    rows = case.strengths.affiliations
    person = case.arrays.has_label("Person")[rows.a]
    who, where = np.where(person, rows.a, rows.b), np.where(person, rows.b, rows.a)
    number = len(case.arrays.ids) + len(case.arrays.fact_ids)
    weight = np.full(len(who), case.strengths.weights.between["shared_person"].weight)
    return _Rows((number + who).astype(np.int64), where.astype(np.int64), rows.day.astype(np.int64), weight)


def belongs(case: Case) -> csr_array:
    """Return which person (row) belongs to which organisation (column) on the day, as ones."""
    rows, n = case.strengths.affiliations, len(case.arrays.ids)
    person = case.arrays.has_label("Person")[rows.a]
    who, where = np.where(person, rows.a, rows.b), np.where(person, rows.b, rows.a)
    return csr_array((np.ones(len(who)), (who, where)), shape=(n, n))


def topics_of(case: Case) -> csr_array:
    """Return how much each node deals with each topic: its own, its organisation's, those of events it was at."""
    s = case.arrays
    house = belongs(case)
    rows = s.is_type("TOOK_PART_IN") & case.strengths.spans.counted
    n = len(s.ids)
    came = csr_array((np.ones(int(rows.sum())), (s.start[rows], s.end[rows])), shape=(n, n))
    actor = diags_array((~s.has_label("Event")).astype(np.float64))
    own = csr_array(case.topics + house @ case.topics)
    events = csr_array(diags_array(s.has_label("Event").astype(np.float64)) @ case.topics)
    came = csr_array(came + house.T @ came)  # an organisation is where its people are
    return csr_array(actor @ (_OWN_TOPIC * own + came @ events))
