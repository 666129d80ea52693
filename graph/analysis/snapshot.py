"""The network as arrays, with days as numbers, so that the ties of everybody on any day can be worked out at once.

A day is its ordinal (`date.toordinal`); 0 stands for "unknown". What `spans.span` says of one fact, `Snapshot.spans`
says of all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import overload

import numpy as np

from graph.columns import columns_of
from graph.columns.columns import NetworkColumns, WordCodes
from graph.columns.table import Table
from graph.columns.texts import Rows
from graph.model.dates import first_day, last_day
from graph.network import Network

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
Places = np.ndarray[tuple[int], np.dtype[np.int32]]  # half as large; products of two have to be `Ints`
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
    fact_ids: Sequence[str]
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


class FactIds(Sequence[str]):
    """The ids of facts, each read when it is asked for."""

    def __init__(self, columns: NetworkColumns, rows: Rows) -> None:
        self._columns, self._rows = columns, rows

    @property
    def base(self) -> Table:
        """The table in which most of the facts are."""
        return self._columns.base

    def places_after(self, before: "FactIds") -> Places:
        """Return where each of earlier facts is among these, -1 where it is none of them; both have one base."""
        count = self._columns.layers.fact_count
        here = np.full(count, -1, dtype=np.int32)
        mine = np.flatnonzero(self._rows < count)
        here[self._rows[mine]] = mine
        added = {self[i]: i for i in np.flatnonzero(self._rows >= count).tolist()}
        rows = before._rows
        found = np.full(len(rows), -1, dtype=np.int32)
        inside = rows < count
        found[inside] = here[rows[inside]]
        if added:
            for i in np.flatnonzero(found < 0).tolist():  # read again, or of the changes before
                found[i] = added.get(before[i], -1)
        left = np.flatnonzero((found < 0) & ~inside)
        base = self._columns.base.facts.ids
        if len(left):  # of the changes before, and of the base again
            ids = {base[int(row)]: int(here[row]) for row in self._back(before)}
            found[left] = [ids.get(before[i], -1) for i in left.tolist()]
        return found

    def _back(self, before: "FactIds") -> Ints:
        """Return the rows of the base that count here and did not before."""
        count = self._columns.layers.fact_count
        known = before._rows[before._rows < count]
        return np.setdiff1d(self._rows[self._rows < count], known, assume_unique=True).astype(np.int64)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        """Return the id of a fact."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        table, at = self._columns.fact_at(int(self._rows[index]))
        return table.facts.ids[at]

    def __eq__(self, other: object) -> bool:
        """Return whether others are the same."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


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
    rows = columns.facts_by_id()
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
        FactIds(columns, rows),
        types,
        type_,
        start,
        end,
        begin,
        until,
        np.asarray(columns.fact_column("role")[rows] == words.find("invited"), dtype=np.bool_),
        recorded,
        retired,
        *_sightings(network, columns, rows, (begin == 0) & (until == 0)),
    )


def _coded(codes: Rows, words: Sequence[str] | WordCodes) -> tuple[tuple[str, ...], Ints]:
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
    return np.flatnonzero(found).tolist()


def _each(codes: Rows, words: WordCodes, said: Callable[[str], int]) -> Ints:
    """Return a number for each of the words that some codes stand for; each word is read once."""
    used = _used(codes, len(words))
    numbers = np.zeros(len(words), dtype=np.int64)
    numbers[used] = [said(words[code]) for code in used]
    return numbers[codes]


def _days(network: Network, columns: NetworkColumns, rows: Rows, occasion: Mask) -> tuple[Ints, Ints]:
    """Return the first and the last day each fact states; one of taking part without dates has those of its event."""
    words = columns.words
    begins, untils = (columns.fact_column(name)[rows] for name in ("begin", "until"))
    begin, until = _each(begins, words, _first), _each(untils, words, _last)
    until = np.where(occasion & (untils == 0), _each(begins, words, _last), until)
    bare = np.flatnonzero(occasion & (begins == 0) & (untils == 0))
    ends = columns.end[rows[bare]]
    starts, stops = (columns.node_column(name)[columns.node_rows] for name in ("begin", "until"))
    first, last = _each(starts, words, _first), _each(np.where(stops > 0, stops, starts), words, _last)
    for position in np.unique(ends[starts[ends] == 0]).tolist():  # its day is that of what it is part of
        day = network.event_date(columns.ids[position])
        first[position] = _first(day)
        last[position] = (last[position] or _last(day)) if day else 0
    begin[bare], until[bare] = first[ends], last[ends]
    return begin, until


def _known(columns: NetworkColumns, rows: Rows) -> tuple[Ints, Ints]:
    """Return when each fact was recorded and when it was taken back."""
    words = columns.words
    codes, ended = (columns.fact_column(name)[rows] for name in ("recorded", "retired"))
    recorded = _each(codes, words, _recorded)
    retired = _each(ended, words, lambda text: _recorded(text) if text else NEVER)
    leaders = np.flatnonzero(np.isin(rows, list(columns.twins)))
    for row, i in zip(rows[leaders].tolist(), leaders.tolist(), strict=True):
        recorded[i] = _recorded(min(columns.said(row, "recorded")))
        back = columns.said(row, "retired")
        retired[i] = _recorded(max(back)) if all(back) else NEVER
    return recorded, retired


def _sightings(network: Network, columns: NetworkColumns, rows: Rows, undated: Mask) -> tuple[Ints, Ints, Ints, Ints]:
    """Return for each dated source of the undated facts the days it covers and when it was recorded."""
    place = np.full(len(rows) + 1, -1, dtype=np.int64)  # the last one is that of facts that are not seen
    place[columns.fact_position[rows]] = np.arange(len(rows))
    positions, sources = columns.sightings()
    facts = place[positions]
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
    seen_from = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(np.bincount(facts, minlength=len(rows)), out=seen_from[1:])
    said = np.array(ranked, dtype=np.int64).reshape(-1, 3)[ranks]
    return seen_from, said[:, 0], said[:, 1], said[:, 2]


def _source(network: Network, source: str) -> tuple[int, int, int] | None:
    """Return the days a source covers and when it was recorded, None where it has no date."""
    node = network.nodes.get(source)
    if node is None or not node.fields.get("date"):
        return None
    day = str(node.fields["date"])
    return _first(day), _last(day), _recorded(str(node.fields.get("recorded_at", "")))
