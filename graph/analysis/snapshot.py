"""The network as arrays, with days as numbers, so that the ties of everybody on any day can be worked out at once.

A day is its ordinal (`date.toordinal`); 0 stands for "unknown". What `spans.span` says of one fact, `Snapshot.spans`
says of all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import numpy as np

from graph.model.dates import first_day, last_day
from graph.network import Network, Relation

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
NEVER = np.iinfo(np.int64).max
_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Spans:
    """For each fact: whether it counts, the longest time it can have held, the last day it is known to (0: none)."""

    counted: Mask
    first: Ints
    last: Ints
    day: Ints


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Nodes and facts of one data version, both sorted by id.

    `seen_from[i]:seen_from[i + 1]` are the places of fact i in `seen_first`, `seen_last` and `seen_recorded`: from
    when to when each of its dated sources is, and when it was recorded. Only facts without dates have any.
    """

    version: int
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    label: Ints
    kinds: tuple[str, ...]
    kind: Ints
    fact_ids: tuple[str, ...]
    types: tuple[str, ...]
    type: Ints
    start: Ints
    end: Ints
    begin: Ints
    until: Ints
    invited: Mask
    recorded: Ints
    retired: Ints
    seen_from: Ints
    seen_first: Ints
    seen_last: Ints
    seen_recorded: Ints

    def has_label(self, label: str) -> Mask:
        """Return which nodes have a label."""
        return np.asarray(self.label == _place(self.labels, label), dtype=np.bool_)

    def is_type(self, *names: str) -> Mask:
        """Return which facts are of one of the types."""
        return np.isin(self.type, [_place(self.types, name) for name in names])

    def spans(self, as_of: date, known_at: datetime | None = None) -> Spans:
        """Return when each fact held, seen from a day, by what was known at a time (None: now)."""
        day = as_of.toordinal()
        moment = NEVER if known_at is None else _moment(known_at)
        known = (self.recorded <= moment) & (self.retired > moment if known_at else self.retired == NEVER)
        dated = (self.begin > 0) | (self.until > 0)
        occasion = self.has_label("Event")[self.end]
        first = np.where(occasion | ~dated, 0, self.begin)
        last = np.where(occasion | ~dated | (self.until == 0), _LAST, self.until)
        latest = np.minimum(np.where(self.until > 0, self.until, np.where(occasion, self.begin, _LAST)), day)
        seen, unseen = self._seen(day, moment)
        latest = np.where(dated, latest, seen)
        counted = known & np.where(dated, self.begin <= day, ~unseen)
        return Spans(counted, first.astype(np.int64), last.astype(np.int64), latest.astype(np.int64))

    def _seen(self, day: int, moment: int) -> tuple[Ints, Mask]:
        """Return the last day up to `day` on which a source sees each fact, and whether all sources are later."""
        sizes = np.diff(self.seen_from)
        usable = (self.seen_first <= day) & (self.seen_recorded <= moment)
        last = np.append(np.where(usable, np.minimum(self.seen_last, day), 0), 0)
        found = np.zeros(len(sizes), dtype=np.int64)
        some = sizes > 0
        if some.any():
            found[some] = np.maximum.reduceat(last, self.seen_from[:-1][some])
        return found, some & (found == 0)


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else -1


def _moment(time: datetime) -> int:
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())


@cache
def _recorded(text: str) -> int:
    """Return a time in seconds; without one the fact counts as known from the beginning."""
    try:
        return _moment(datetime.fromisoformat(text))
    except ValueError:
        return 0


@cache
def _first(text: str) -> int:
    return first_day(text).toordinal() if text else 0


@cache
def _last(text: str) -> int:
    return last_day(text).toordinal() if text else 0


def take_snapshot(network: Network) -> Snapshot:
    """Return the network as arrays."""
    nodes = [network.nodes[node_id] for node_id in sorted(network.nodes)]
    relations = sorted(network.relations, key=lambda r: r.id)
    place = {node.id: i for i, node in enumerate(nodes)}
    labels, label = _coded(n.label for n in nodes)
    kinds, kind = _coded(n.kind for n in nodes)
    types, type_ = _coded(r.type for r in relations)
    days = [_days(network, r) for r in relations]
    seen = [_sightings(network, r) if days[i] == (0, 0) else () for i, r in enumerate(relations)]
    flat = [item for items in seen for item in items]
    return Snapshot(
        network.version,
        tuple(n.id for n in nodes),
        labels,
        label,
        kinds,
        kind,
        tuple(r.id for r in relations),
        types,
        type_,
        _ints(place[r.start] for r in relations),
        _ints(place[r.end] for r in relations),
        _ints(begin for begin, _ in days),
        _ints(until for _, until in days),
        np.array([r.role == "invited" for r in relations], dtype=np.bool_),
        _ints(_recorded(r.recorded_at) for r in relations),
        _ints(_recorded(r.retired_at) if r.retired_at else NEVER for r in relations),
        np.concatenate([[0], np.cumsum([len(items) for items in seen], dtype=np.int64)]).astype(np.int64),
        _ints(first for first, _, _ in flat),
        _ints(last for _, last, _ in flat),
        _ints(recorded for _, _, recorded in flat),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _coded(values: Iterable[str]) -> tuple[tuple[str, ...], Ints]:
    """Return the distinct values in order, and for each item the place of its value among them."""
    found = list(values)
    names = tuple(sorted(set(found)))
    place = {name: i for i, name in enumerate(names)}
    return names, _ints(place[value] for value in found)


def _days(network: Network, relation: Relation) -> tuple[int, int]:
    """Return the first and the last day a fact states; one of taking part without dates has those of its event."""
    begin, end = relation.valid_from, relation.valid_to
    if network.nodes[relation.end].label == "Event":
        if not begin and not end and network.event_date(relation.end):
            begin, end = network.dates(relation)
        return _first(begin), _last(end or begin)
    return _first(begin), _last(end)


def _sightings(network: Network, relation: Relation) -> tuple[tuple[int, int, int], ...]:
    """Return for each dated source of a fact the days it covers and when it was recorded."""
    sources = (network.source(item) for item in relation.evidence)
    fields = [s.fields for s in sources if s and s.fields.get("date")]
    return tuple(
        sorted(
            {(_first(str(f["date"])), _last(str(f["date"])), _recorded(str(f.get("recorded_at", "")))) for f in fields}
        )
    )
