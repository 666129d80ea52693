"""What changed between two days: ties, arrivals and departures with what has to be handed over, and after an event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from graph.analysis.case import Case
from graph.analysis.explain import fact_of
from graph.analysis.phrases import Phrase, phrase
from graph.analysis.snapshot import Floats, Ints, Places
from graph.model.dates import first_day
from graph.network import Relation

_WHAT = ("new", "lost", "strengthened", "weakened")
_AT_ONCE = 500  # people who left, whose contacts are gathered at once
_CHANGED = 1.1  # times the strength that counts as strengthened, or weakened


@dataclass(frozen=True, slots=True)
class Change:
    """A tie that is `new`, `lost`, `strengthened` or `weakened`, with its strength before and after."""

    what: str
    a: str
    b: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Move:
    """A person who has `arrived` at or `departed` from an organisation.

    For a departure `contacts` are the organisations the person was tied to, the strongest first, and `kept` those of
    them to which others of the organisation are tied: the rest is to be handed over.
    """

    what: str
    person: str
    organisation: str
    fact: Relation
    contacts: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """Two days side by side."""

    ties: tuple[Change, ...]
    moves: tuple[Move, ...]


def compare(before: Case, after: Case, *, people: bool = False) -> Diff:
    """Return what is different on the later day, between organisations, or between people.

    Beyond the newest evidence nothing is known to have changed: a day after it counts as that day. The ties of the
    one day are let go before those of the other are worked out: both at once take twice the memory.
    """
    was, now = _as_far(before), _as_far(after)
    ids, there = _ids_of((was, now)), [_affiliated(case) for case in (was, now)]
    gone = sorted(there[0].keys() - there[1].keys())
    old, brought = _contacts(was, ids, people=people), _brought(was, gone)
    departed = [fact_of(was.network, pair[0], there[0][pair]) for pair in gone]
    del was
    changes = _changes(old, _contacts(now, ids, people=people), ids)
    moves = [Move("arrived", *p, fact_of(now.network, p[0], there[1][p])) for p in sorted(there[1].keys() - there[0])]
    for pair, fact, contacts in zip(gone, departed, brought, strict=True):
        moves.append(Move("departed", *pair, fact, contacts, _kept(now, pair[1], contacts)))
    return Diff(tuple(sorted(changes, key=lambda c: (c.what, -abs(c.after - c.before), c.a, c.b))), tuple(moves))


def _as_far(case: Case) -> Case:
    """Return a case of its own, with the ties that somebody has of its day, as far as there is evidence."""
    reached = case.network.reaches_to(case.as_of)
    day = reached if reached and reached < case.as_of else case.as_of
    return replace(case, as_of=day, snapshot=case.arrays, ties=case.__dict__.get("strengths", case.ties))


def _changes(was: "_DayContacts", now: "_DayContacts", ids: tuple[str, ...]) -> Iterator[Change]:
    """Yield what became of each contact, by the ids of both: places differ between networks."""
    codes = np.union1d(was.codes, now.codes)
    old, old_full = _aligned(codes, was)
    new, new_full = _aligned(codes, now)
    # All ties fade with time, so weaker is only what lost a reason, or more than half.
    weaker = (old_full >= new_full * _CHANGED) | (new < old / 2)
    kinds = [old == 0, new == 0, new >= old * _CHANGED, weaker]
    what = np.select(kinds, range(len(_WHAT)), len(_WHAT))
    for k in np.flatnonzero(what < len(_WHAT)).tolist():
        a, b = divmod(int(codes[k]), len(ids))
        yield Change(_WHAT[int(what[k])], ids[a], ids[b], float(old[k]), float(new[k]))


def _ids_of(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the ids of both networks, sorted."""
    one, other = (case.arrays.ids for case in cases)
    return one if one is other or one == other else tuple(sorted({*one, *other}))


@dataclass(frozen=True, slots=True)
class _DayContacts:
    """The contacts of a day: the places of both ends among some ids as one number, in order, and their strengths."""

    codes: Ints
    value: Floats
    full: Floats


def _contacts(case: Case, ids: tuple[str, ...], *, people: bool) -> _DayContacts:
    """Return the ties that are contacts."""
    ties = case.strengths.people_summed if people else case.strengths.houses_summed
    strong = np.flatnonzero(ties.value >= case.thresholds.contact)
    a, b = ties.a[strong].astype(np.int64), ties.b[strong].astype(np.int64)
    if ids is not case.arrays.ids:
        place = {node: i for i, node in enumerate(ids)}
        here = np.array([place[node] for node in case.arrays.ids], dtype=np.int64)
        a, b = here[a], here[b]
    return _DayContacts(np.asarray(a * len(ids) + b, dtype=np.int64), ties.value[strong], ties.full[strong])


def _aligned(codes: Ints, own: _DayContacts) -> tuple[Floats, Floats]:
    """Return for each code the strength of its tie, and without fading, 0 where there is none."""
    at = np.searchsorted(codes, own.codes)
    value, full = np.zeros(len(codes)), np.zeros(len(codes))
    value[at], full[at] = own.value, own.full
    return value, full


def _affiliated(case: Case) -> dict[tuple[str, str], str]:
    """Return who belongs where on the day, by the fact that says so."""
    s, rows = case.arrays, case.strengths.affiliations
    person = s.has_label("Person")
    found = {}
    for a, b, fact in zip(rows.a.tolist(), rows.b.tolist(), rows.one.tolist(), strict=True):
        ends = (a, b) if person[a] else (b, a)
        found[s.ids[ends[0]], s.ids[ends[1]]] = s.fact_ids[fact]
    return found


def _brought(case: Case, gone: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return for people and an organisation of each the contacts they bring to it, the strongest first."""
    found: list[tuple[str, ...]] = []
    for first in range(0, len(gone), _AT_ONCE):
        pairs = gone[first : first + _AT_ONCE]
        people, houses = (np.array([case.place[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
        table = case.strengths.houses.brought(people, houses)
        rows = (slice(*table.indptr[i : i + 2].tolist()) for i in range(len(pairs)))
        found += [_strongest(case, table.indices[row], table.data[row]) for row in rows]
    return found


def _strongest(case: Case, places: Places, strength: Floats) -> tuple[str, ...]:
    """Return the ids of some organisations that are contacts, the strongest first."""
    order = np.lexsort((places, -strength))
    kept = order[strength[order] >= case.thresholds.contact]
    return tuple(case.arrays.ids[place] for place in places[kept].tolist())


def _kept(after: Case, organisation: str, contacts: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some contacts to which an organisation is still tied."""
    graph, place = after.organisations, after.organisation_place
    if organisation not in place:
        return ()
    begin, end = graph.matrix.indptr[place[organisation] : place[organisation] + 2]
    left = {graph.ids[int(j)] for j in graph.matrix.indices[begin:end]}
    return tuple(c for c in contacts if c in left)


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `pairs` who took part and did not know each other, `met` had to do with each other within some months.

    `before` is the number of pairs of the same people that came to know each other in as many months before.
    """

    months: int
    pairs: int
    met: int
    before: int


def effect_phrase(found: Effect) -> Phrase:
    """Return in a sentence what came after an event, beside as many months before it."""
    if not found.pairs:
        return phrase("effect_all_known", months=found.months)
    key = "effect_after" if found.met else "effect_after_none"
    return phrase(key, months=found.months, count=found.met, pairs=found.pairs, before=found.before)


def effect(case: Case, event: str, months: Iterable[int] = (3, 6, 12)) -> tuple[Effect, ...]:
    """Return what came after an event, without a claim that it was its cause; none where its day is not known.

    Only months that are over by the day of the case are counted.
    """
    day = case.network.event_date(event)
    if not day:
        return ()
    start = first_day(day).toordinal()
    people = _took_part(case, event)
    inside = {(case.place[a], case.place[b]) for a, b in combinations(sorted(people), 2)}
    shared = _shared_days(case, inside, event)
    spans = [(m, round(m * 30.4375)) for m in months if start + round(m * 30.4375) <= case.as_of.toordinal()]
    return tuple(_effect(shared, len(inside), start, m, days) for m, days in spans)


def _took_part(case: Case, event: str) -> set[str]:
    """Return who took part in an event or its parts."""
    parts = case.network.with_parts([event])
    found = {
        r.start for part in parts for r in case.network.around(part) if r.type == "TOOK_PART_IN" and r.role != "invited"
    }
    return {n for n in found if case.network.nodes[n].label == "Person"}


def _shared_days(case: Case, pairs: set[tuple[int, int]], event: str) -> dict[tuple[int, int], list[int]]:
    """Return the days on which each pair came to share something, but for the event itself and its parts."""
    s, rows = case.arrays, case.strengths.people
    people = list({place for pair in pairs for place in pair})
    rows = rows.take(np.flatnonzero(np.isin(rows.a, people) & np.isin(rows.b, people)))
    skipped = {case.place[part] for part in case.network.with_parts([event])}
    occasion = s.has_label("Event")[s.end]
    found: dict[tuple[int, int], list[int]] = {}
    for a, b, via, one, other, day in zip(
        *(column.tolist() for column in (rows.a, rows.b, rows.via, rows.one, rows.other, rows.day)), strict=True
    ):
        if (a, b) in pairs and via not in skipped:
            begun = max(int(s.begin[one]), int(s.begin[other]) if other >= 0 else 0)
            found.setdefault((a, b), []).append(begun if begun and not occasion[one] else day)
    return found


def _effect(shared: dict[tuple[int, int], list[int]], pairs: int, start: int, months: int, days: int) -> Effect:
    first = [min(found) for found in shared.values()]
    known = sum(day < start for day in first)
    met = sum(start < day <= start + days for day in first)
    return Effect(months, pairs - known, met, sum(start - days <= day < start for day in first))
