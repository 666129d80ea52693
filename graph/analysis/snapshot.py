"""The network as arrays, with days as numbers, so that the ties of everybody on any day can be worked out at once.

A day is its ordinal (`date.toordinal`); 0 stands for "unknown". What `spans.span` says of one fact, `Snapshot.spans`
says of all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import numpy as np

from graph.columns import columns_of
from graph.columns.columns import Columns, Words
from graph.columns.texts import Rows
from graph.model.dates import first_day, last_day
from graph.network import Network

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
    columns = columns_of(network)
    nodes, words = columns.node_rows, columns.words
    texts = columns.fact_texts()
    order = np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)
    rows = columns.fact_rows[order]
    labels, label = _coded(columns.node_column("label")[nodes], words)
    kinds, kind = _coded(columns.node_column("kind")[nodes], words)
    types, type_ = _coded(columns.fact_column("type")[rows], columns.types)
    start, end = (column[rows].astype(np.int64) for column in (columns.start, columns.end))
    begin, until = _days(network, columns, rows, (label == _place(labels, "Event"))[end])
    recorded, retired = _known(columns, rows)
    return Snapshot(
        network.version,
        tuple(columns.ids),
        labels,
        label,
        kinds,
        kind,
        tuple([texts[i] for i in order.tolist()]),
        types,
        type_,
        start,
        end,
        begin,
        until,
        np.asarray(columns.fact_column("role")[rows] == words.find("invited"), dtype=np.bool_),
        recorded,
        retired,
        *_sightings(network, columns, order, (begin == 0) & (until == 0)),
    )


def _coded(codes: Rows, words: Sequence[str] | Words) -> tuple[tuple[str, ...], Ints]:
    """Return the distinct values in order, and for each item the place of its value among them."""
    used = _used(codes, len(words))
    names = tuple(sorted(words[code] for code in used))
    place = np.zeros(len(words), dtype=np.int64)
    place[used] = [names.index(words[code]) for code in used]
    return names, place[codes]


def _used(codes: Rows, count: int) -> list[int]:
    """Return which codes occur."""
    found = np.zeros(count, dtype=np.bool_)
    found[codes] = True
    return np.flatnonzero(found).tolist()  # type: ignore[no-any-return]


def _each(codes: Rows, words: Words, said: Callable[[str], int]) -> Ints:
    """Return a number for each of the words that some codes stand for; each word is read once."""
    used = _used(codes, len(words))
    numbers = np.zeros(len(words), dtype=np.int64)
    numbers[used] = [said(words[code]) for code in used]
    return numbers[codes]


def _days(network: Network, columns: Columns, rows: Rows, occasion: Mask) -> tuple[Ints, Ints]:
    """Return the first and the last day each fact states; one of taking part without dates has those of its event."""
    words = columns.words
    begins, untils = (columns.fact_column(name)[rows] for name in ("begin", "until"))
    begin, until = _each(begins, words, _first), _each(untils, words, _last)
    until = np.where(occasion & (untils == 0), _each(begins, words, _last), until)
    bare = np.flatnonzero(occasion & (begins == 0) & (untils == 0))
    ends = columns.end[rows[bare]]
    event_first, event_last = (np.zeros(len(columns.node_rows), dtype=np.int64) for _ in range(2))
    for position in np.unique(ends).tolist():
        event = columns.ids[position]
        if day := network.event_date(event):
            event_first[position] = _first(day)
            event_last[position] = _last(str(network.nodes[event].fields.get("end") or day))
    begin[bare], until[bare] = event_first[ends], event_last[ends]
    return begin, until


def _known(columns: Columns, rows: Rows) -> tuple[Ints, Ints]:
    """Return when each fact was recorded and when it was taken back."""
    words, twins = columns.words, {}
    codes, ended = (columns.fact_column(name)[rows] for name in ("recorded", "retired"))
    recorded = _each(codes, words, _recorded)
    retired = _each(ended, words, lambda text: _recorded(text) if text else NEVER)
    if columns.twins:
        twins = {row: i for i, row in enumerate(rows.tolist()) if row in columns.twins}
    for row, i in twins.items():
        recorded[i] = _recorded(min(columns.said(row, "recorded")))
        back = columns.said(row, "retired")
        retired[i] = _recorded(max(back)) if all(back) else NEVER
    return recorded, retired


def _sightings(network: Network, columns: Columns, order: Ints, undated: Mask) -> tuple[Ints, Ints, Ints, Ints]:
    """Return for each dated source of the undated facts the days it covers and when it was recorded."""
    place = np.full(len(order) + 1, -1, dtype=np.int64)  # the last one is that of facts that are not seen
    place[order] = np.arange(len(order))
    facts, sources = columns.sightings()
    facts = place[facts]
    wanted = np.append(undated, False)[facts]
    facts, sources = facts[wanted], sources[wanted]
    named = ((code, _source(network, columns.words[code])) for code in _used(sources, len(columns.words)))
    days = {code: said for code, said in named if said}
    ranked = sorted(set(days.values()))
    rank = np.full(len(columns.words), -1, dtype=np.int64)
    rank[list(days)] = [ranked.index(said) for said in days.values()]
    ranks = rank[sources]
    both = np.unique(facts[ranks >= 0] * (len(ranked) + 1) + ranks[ranks >= 0])
    facts, ranks = both // (len(ranked) + 1), both % (len(ranked) + 1)
    seen_from = np.zeros(len(order) + 1, dtype=np.int64)
    np.cumsum(np.bincount(facts, minlength=len(order)), out=seen_from[1:])
    said = np.array(ranked, dtype=np.int64).reshape(-1, 3)[ranks]
    return seen_from, said[:, 0], said[:, 1], said[:, 2]


def _source(network: Network, source: str) -> tuple[int, int, int] | None:
    """Return the days a source covers and when it was recorded, None where it has no date."""
    node = network.nodes.get(source)
    if node is None or not node.fields.get("date"):
        return None
    day = str(node.fields["date"])
    return _first(day), _last(day), _recorded(str(node.fields.get("recorded_at", "")))
