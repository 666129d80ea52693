"""The ends of a way: a person, or the people through whom an organisation, event, topic or region is reached.

An organisation is reached by the people who are there on the day, else by those who were; an event by those who took
part in it or its sessions; a topic or region by the people who deal with it or are active there, and by the people of
such organisations. What is part of an event, topic or region belongs to it.
"""

from dataclasses import dataclass

import numpy as np

from graph.analysis.case import Case
from graph.analysis.snapshot import Ints, Mask
from graph.errors import UsageError
from graph.model.schema import BELONGS

_LINKS = {"Event": "TOOK_PART_IN", "Topic": "DEALS_WITH", "Region": "ACTIVE_IN"}
_DEPTH = 5  # parts of parts of a topic, region or event


@dataclass(frozen=True, slots=True)
class End:
    """The people of an end (places, sorted), each with the fact that says so, and that of the organisation between.

    Facts are places in the snapshot, -1 where there is none: a person is its own end.
    """

    node: str
    people: Ints
    fact: Ints
    through: Ints

    def facts_of(self, person: int) -> tuple[int, ...]:
        """Return the places of the facts by which a person belongs to the end."""
        at = int(np.searchsorted(self.people, person))
        if at >= len(self.people) or self.people[at] != person:
            return ()
        return tuple(int(f) for f in (self.fact[at], self.through[at]) if f >= 0)

    def without(self, people: Ints) -> "End":
        """Return the end without some people; a person stays its own end."""
        kept = ~np.isin(self.people, people) | (self.fact < 0)
        return End(self.node, self.people[kept], self.fact[kept], self.through[kept])


def end_of(case: Case, node_id: str) -> End:
    """Return the people of a node as of the day of the case.

    Raises:
        UsageError: it is a source, which nobody belongs to.
    """
    label, place = case.network.nodes[node_id].label, case.place[node_id]
    if label == "Person":
        none = np.array([-1], dtype=np.int64)
        return End(node_id, np.array([place], dtype=np.int64), none, none)
    if label == "Organisation":
        return _people_of(case, node_id, np.array([place], dtype=np.int64), np.array([-1], dtype=np.int64))
    if label not in _LINKS:
        raise UsageError("no_way_to_source", name=case.network.nodes[node_id].display)
    targets = _with_parts(case, place)
    direct = _facts(case, "Person", _LINKS[label], targets)
    found = _end(case, node_id, direct, np.full(len(direct), -1))
    if label == "Event":
        return found
    linked = _one_each(case.arrays.start, _facts(case, "Organisation", _LINKS[label], targets))
    others = _people_of(case, node_id, case.arrays.start[linked], linked)
    fact, through = (np.concatenate(both) for both in ((found.fact, others.fact), (found.through, others.through)))
    return _end(case, node_id, fact, through)


def _end(case: Case, node_id: str, fact: Ints, through: Ints) -> End:
    """Return the end that facts of people make; of each person the first fact counts."""
    _, first = np.unique(case.arrays.start[fact], return_index=True)
    return End(node_id, case.arrays.start[fact][first], fact[first], through[first].astype(np.int64))


def _people_of(case: Case, node_id: str, organisations: Ints, linked: Ints) -> End:
    """Return the people of organisations, with the facts (`linked`) that tie each organisation to the end."""
    rows = _facts(case, "Person", BELONGS[0], organisations)
    rows = np.concatenate([rows, _facts(case, "Person", BELONGS[1], organisations)])
    there = case.strengths.spans.last[rows] >= case.as_of.toordinal()
    rows = rows[there] if there.any() else rows
    by = dict(zip(organisations.tolist(), linked.tolist(), strict=True))
    through = np.array([by[o] for o in case.arrays.end[rows].tolist()], dtype=np.int64)
    return _end(case, node_id, rows, through)


def _facts(case: Case, label: str, type_: str, targets: Ints) -> Ints:
    """Return the counted facts of a type that lead from a label to some nodes."""
    s = case.arrays
    wanted: Mask = (
        s.is_type(type_) & case.strengths.spans.counted & np.isin(s.end, targets) & s.has_label(label)[s.start]
    )
    return np.flatnonzero(wanted).astype(np.int64)


def _one_each(starts: Ints, facts: Ints) -> Ints:
    """Return the first of the facts of each start."""
    _, first = np.unique(starts[facts], return_index=True)
    return np.asarray(facts[first], dtype=np.int64)


def _with_parts(case: Case, place: int) -> Ints:
    """Return a node and its parts, and theirs."""
    s = case.arrays
    parts = np.flatnonzero(s.is_type("PART_OF") & case.strengths.spans.counted)
    found = np.array([place], dtype=np.int64)
    for _ in range(_DEPTH):
        below = np.union1d(found, s.start[parts][np.isin(s.end[parts], found)])
        if len(below) == len(found):
            break
        found = below.astype(np.int64)
    return found
