"""What changed between two days: ties, arrivals and departures with what has to be handed over, and after an event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from graph.analysis.case import Case
from graph.analysis.pairs import Pairs
from graph.analysis.phrases import Phrase, phrase
from graph.analysis.questions.pair_facts import summed
from graph.model.dates import first_day
from graph.network import Relation

Strengths = dict[tuple[str, str], tuple[float, float]]
_NONE = (0.0, 0.0)
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

    Beyond the newest evidence nothing is known to have changed: a day after it counts as that day.
    """
    before, after = (_within_reach(case) for case in (before, after))
    rows = [case.strengths.people if people else case.strengths.organisations for case in (before, after)]
    changes = _changes(*(_by_pair(r, c) for r, c in zip(rows, (before, after), strict=True)))
    return Diff(
        tuple(sorted(changes, key=lambda c: (c.what, -abs(c.after - c.before), c.a, c.b))), tuple(_moves(before, after))
    )


def _within_reach(case: Case) -> Case:
    reached = case.network.reaches_to(case.as_of)
    return replace(case, as_of=reached, snapshot=case.arrays) if reached and reached < case.as_of else case


def _by_pair(rows: Pairs, case: Case) -> Strengths:
    """Return the strength of each contact, and without fading, by the ids of both: places differ between networks."""
    ties, ids = summed(rows, case.as_of), case.arrays.ids
    ends = zip(ties.a.tolist(), ties.b.tolist(), ties.value.tolist(), ties.full.tolist(), strict=True)
    return {(ids[a], ids[b]): (value, full) for a, b, value, full in ends if value >= case.thresholds.contact}


def _changes(was: Strengths, now: Strengths) -> Iterable[Change]:
    for pair in was.keys() | now.keys():
        old, new = was.get(pair, _NONE), now.get(pair, _NONE)
        if what := _what(old, new):
            yield Change(what, *pair, old[0], new[0])


def _what(old: tuple[float, float], new: tuple[float, float]) -> str:
    """Return what became of a tie: all fade with time, so weaker is only what lost a reason, or more than half."""
    if not old[0] or not new[0]:
        return "lost" if old[0] else "new"
    if new[0] >= old[0] * _CHANGED:
        return "strengthened"
    return "weakened" if old[1] >= new[1] * _CHANGED or new[0] < old[0] / 2 else ""


def _moves(before: Case, after: Case) -> Iterable[Move]:
    there = [_affiliated(case) for case in (before, after)]
    facts = {r.id: r for case in (after, before) for r in case.network.relations}
    for pair in sorted(there[1].keys() - there[0].keys()):
        yield Move("arrived", *pair, facts[there[1][pair]])
    for pair in sorted(there[0].keys() - there[1].keys()):
        yield Move("departed", *pair, facts[there[0][pair]], *_handover(before, after, *pair))


def _affiliated(case: Case) -> dict[tuple[str, str], str]:
    """Return who belongs where on the day, by the fact that says so."""
    s, rows = case.arrays, case.strengths.affiliations
    person = s.has_label("Person")
    found = {}
    for a, b, fact in zip(rows.a.tolist(), rows.b.tolist(), rows.one.tolist(), strict=True):
        ends = (a, b) if person[a] else (b, a)
        found[s.ids[ends[0]], s.ids[ends[1]]] = s.fact_ids[fact]
    return found


def _handover(before: Case, after: Case, person: str, organisation: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the contacts a person brought to an organisation, and those it still has."""
    rows, s = before.strengths.organisations, before.arrays
    org, who = before.place[organisation], before.place[person]
    mine = ((rows.a == org) & (rows.p == who)) | ((rows.b == org) & (rows.q == who))
    other = np.where(rows.a[mine] == org, rows.b[mine], rows.a[mine])
    weights = np.bincount(other, weights=rows.value[mine], minlength=len(s.ids))
    contacts = [s.ids[i] for i in np.argsort(-weights, kind="stable") if weights[i] >= before.thresholds.contact]
    graph, place = after.organisations, after.organisation_place
    left = {graph.ids[int(j)] for j in graph.matrix[[place[organisation]]].indices} if organisation in place else set()
    return tuple(contacts), tuple(c for c in contacts if c in left)


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
