"""Pairs that can be among the first, where there are too many to work out the signals of each.

In a country's register each actor has ways to each other: thousands of millions of pairs. Looked at are all pairs with
a common contact, by every signal that counts, and of those that only two go-betweens join the ones over the strongest
contacts of each (`ON_THE_WAY`), besides all pairs of those who met most or were most often somewhere (`OFTEN`). Signals
are then worked out in full (`exact`). What is left out is a pair without a common contact that many weak ways join.

To weigh the signals by the past (`rough`) the `STRONGEST` contacts of each (`ROUGHLY`, on ways) are enough: only the
first 300 of each signal are counted there. For suggestions they are too few (bench/README.md).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.suggestions.signals import OWN, SIGNALS, Block, Signals

STRONGEST, ON_THE_WAY, ROUGHLY, OFTEN = 10, 6, 3, 200
LIGHT = 0.1  # signals that together weigh at most this are not sought by: alone they put no pair among the best
_FIRST_ROWS, _ROWS, _SLAB = 16, 512, 4096  # actors looked at once, and after how many those before are left out
_PAIRS, _ENDS = 8192, 256  # pairs and ends of pairs that are looked at once
Keep = Callable[[Block], Block]


def counting(weights: Floats) -> Mask:
    """Return which signals count: without the lightest that together weigh little.

    >>> counting(np.array([1.0, 0.02, 0.5, 0.03])).tolist()
    [True, False, True, False]
    """
    order = np.argsort(weights, kind="stable")
    found = np.ones(len(weights), dtype=np.bool_)
    found[order] = np.cumsum(weights[order]) > LIGHT * weights.sum()
    return found


def likely(signals: Signals, sought: Mask, keep: Keep, least: Floats, *, rough: bool = False) -> Iterator[Block]:
    """Yield the pairs that can be among the first by the signals sought, each once a block.

    `least` holds from which value on a pair is among the first so far, and grows meanwhile; `keep` says which of a
    block are looked at at all.
    With `rough` only the strongest contacts of each are looked at.
    """
    names = frozenset(name for name, is_sought in zip(SIGNALS, sought, strict=True) if is_sought)
    for value in (signals.active, signals.degree):
        pairs = keep(_often(signals, value))
        yield exact(signals, pairs.a, pairs.b) if rough else pairs  # there many weak contacts count, too
    near, far = _Near.of(signals, names, rough=rough), _Far(signals, ROUGHLY if rough else ON_THE_WAY)
    for part in _parts(signals.size):
        if near.steps:
            yield keep(near.pairs(part, least))
        if names & {"ways", "lively_ways"}:
            yield keep(far.pairs(part, least))


def _parts(size: int) -> Iterator[slice]:
    """Yield few actors first: once they are looked at it is known from which value on a pair matters."""
    start, rows = 0, _FIRST_ROWS
    while start < size:
        yield slice(start, min(start + rows, size))
        start, rows = start + rows, min(2 * rows, _ROWS)


def _often(signals: Signals, value: Floats) -> Block:
    """Return all pairs of those who met most, or were most often somewhere."""
    a, b = np.triu_indices(min(OFTEN, signals.size), 1)
    often = np.sort(np.argsort(-value, kind="stable")[:OFTEN])
    one, other = often[a].astype(np.int64), often[b].astype(np.int64)
    values = np.zeros((len(SIGNALS), len(a)))
    signals.fill(values, one, other, np.ones(len(a), dtype=np.bool_))
    return Block(one, other, values)


def exact(signals: Signals, a: Ints, b: Ints) -> Block:
    """Return the signals of some pairs, as `Signals.block` has them."""
    values = np.zeros((len(SIGNALS), len(a)))
    for name, step in signals.steps.items():
        held = _held(step.to, step.onward)
        row = values[SIGNALS.index(name)]
        for first in range(0, len(a), _PAIRS):
            part = slice(first, first + _PAIRS)
            row[part] = np.asarray((step.to[a[part]] * held[b[part]]).sum(axis=1)).ravel()
    values[SIGNALS.index("ways")] = _ways(signals, a, b)
    direct = values[SIGNALS.index("common")] > 0
    signals.fill(values, a, b, direct)
    values[:, ~direct & (values[SIGNALS.index("ways")] == 0)] = 0.0  # no way leads from one to the other
    return Block(a, b, values)


def _ways(signals: Signals, a: Ints, b: Ints) -> Floats:
    """Return what ways over two go-betweens count, worked out once for each end of several pairs."""
    held = _held(signals.ways.to, signals.ways.onward)
    count = np.bincount(np.concatenate([a, b]), minlength=signals.size)
    a, b = np.where(count[a] >= count[b], a, b), np.where(count[a] >= count[b], b, a)
    found, (ends, which) = np.zeros(len(a)), np.unique(a, return_inverse=True)
    order = np.argsort(which, kind="stable")
    bounds = np.searchsorted(which[order], np.arange(0, len(ends) + _ENDS, _ENDS))
    for k, first in enumerate(range(0, len(ends), _ENDS)):
        pairs = order[bounds[k] : bounds[k + 1]]
        over = csr_array(signals.ways.to[ends[first : first + _ENDS]] @ signals.ways.onward).toarray()
        for begin in range(0, len(pairs), _PAIRS):
            some = pairs[begin : begin + _PAIRS]
            onward = held[b[some]]
            row = np.repeat(np.arange(len(some)), np.diff(onward.indptr))
            value = over[which[some][row] - first, onward.indices] * onward.data
            found[some] = np.bincount(row, value, len(some))
    return found


def _held(to: csr_array, onward: csr_array) -> csr_array:
    """Return by rows what leads on to each actor: the columns of `onward`, which is `to` with its rows held back."""
    factor = np.zeros(to.shape[0])
    first = np.minimum(onward.indptr[:-1], max(onward.nnz - 1, 0))
    has = np.diff(onward.indptr) > 0
    factor[has] = onward.data[first[has]] / to.data[first[has]]
    return csr_array((to.data * factor[to.indices], to.indices, to.indptr), shape=to.shape)


@dataclass(frozen=True)
class _Near:
    """Common contacts by the signals sought: both sides of each step, all of one pattern."""

    signals: Signals
    names: frozenset[str]
    steps: Mapping[str, tuple[csr_array, csr_array]]
    slab: dict[str, tuple[int, csr_array]]

    @classmethod
    def of(cls, signals: Signals, names: frozenset[str], *, rough: bool) -> "_Near":
        used = names | ({"near"} if "lively_near" in names else frozenset())
        steps = {
            n: (s.to.astype(np.float32), s.onward.astype(np.float32)) for n, s in signals.steps.items() if n in used
        }
        if rough:
            row = _rows(signals.known)
            weighed = [_weight(*steps[n]) for n in steps if n != "common"]  # there all weigh the same
            kept = np.any([_strongest(row, signals.known.indptr, w, STRONGEST) for w in weighed], axis=0)
            steps = {
                n: (_part(to, row, kept), csr_array(_part(_held(to, on), row, kept).T)) for n, (to, on) in steps.items()
            }
        return cls(signals, names, steps, {})

    def pairs(self, part: slice, least: Floats) -> Block:
        """Return pairs of some actors with common contacts that can be among the first by a signal."""
        first = part.start // _SLAB * _SLAB
        counted = {name: csr_array(to[part] @ self._from(name, first)) for name, (to, _) in self.steps.items()}
        table = next(iter(counted.values()))
        row, column = _rows(table).astype(np.int64) + part.start, table.indices.astype(np.int64) + first
        kept = self._reaching(counted, row, column, least) & (column > row)
        a, b = row[kept], column[kept]
        values = np.zeros((len(SIGNALS), len(a)))
        for name, found in counted.items():
            values[SIGNALS.index(name)] = found.data[kept]
        self.signals.fill(values, a, b, np.ones(len(a), dtype=np.bool_))
        return Block(a, b, values)

    def _from(self, name: str, first: int) -> csr_array:
        """Return what leads on to the actors from one on; pairs with those before have been looked at."""
        if name not in self.slab or self.slab[name][0] != first:
            self.slab[name] = first, csr_array(self.steps[name][1][:, first:])
        return self.slab[name][1]

    def _reaching(self, counted: Mapping[str, csr_array], a: Ints, b: Ints, least: Floats) -> Mask:
        """Return which pairs can reach one of the least values; topics in common are not known yet."""
        more = self.signals.most_by_topics
        kept = np.zeros(len(a), dtype=np.bool_)
        for name, found in counted.items():
            kept |= found.data * (more if name in OWN else 1.0) >= least[SIGNALS.index(name)]
        if "lively_near" in self.names:
            root = np.sqrt(self.signals.active)
            kept |= counted["near"].data * root[a] * root[b] * more >= least[SIGNALS.index("lively_near")]
        return kept


@dataclass(frozen=True)
class _Far:
    """Ways over two go-betweens: of each the strongest contacts."""

    signals: Signals
    most: int

    @cached_property
    def _ways(self) -> tuple[csr_array, csr_array, csr_array]:
        to, onward = self.signals.ways.to, self.signals.ways.onward
        row, held = _rows(to), _held(to, onward)
        strong = _strongest(row, to.indptr, to.data * held.data, self.most)
        one, over, other = (_part(table, row, strong).astype(np.float32) for table in (to, onward, held))
        return one, over, csr_array(other.T)

    def pairs(self, part: slice, least: Floats) -> Block:
        """Return pairs of some actors that strong ways join and that can be among the first by them."""
        to, over, onward = self._ways
        found = csr_array(csr_array(to[part] @ over) @ onward[:, part.start :])
        a, b = _ends(found, part.start)
        kept = self._reaching(found.data, a, b, least) & (b > a)
        a, b = a[kept], b[kept]
        values = np.zeros((len(SIGNALS), len(a)))
        values[SIGNALS.index("ways")] = found.data[kept]
        self.signals.fill(values, a, b, np.zeros(len(a), dtype=np.bool_))
        return Block(a, b, values)

    def _reaching(self, ways: Floats, a: Ints, b: Ints, least: Floats) -> Mask:
        more, root = self.signals.most_by_topics, self.signals.active**0.25
        lively = ways * root[a] * root[b]
        return np.asarray(
            (ways * more >= least[SIGNALS.index("ways")]) | (lively * more >= least[SIGNALS.index("lively_ways")]),
            dtype=np.bool_,
        )


def _rows(table: csr_array) -> Places:
    """Return the row of each entry of a table."""
    return np.repeat(np.arange(table.shape[0], dtype=np.int32), np.diff(table.indptr))


def _weight(to: csr_array, onward: csr_array) -> Floats:
    return np.asarray(to.data * _held(to, onward).data, dtype=np.float64)


def _ends(table: csr_array, first: int) -> tuple[Ints, Ints]:
    return _rows(table).astype(np.int64) + first, table.indices.astype(np.int64) + first


def _strongest(row: Places, at: Places, weight: Floats, most: int) -> Mask:
    """Return which of the entries of a table by rows are among so many of the largest of their row.

    Weights above 0 compare as the bits of their halves do; with the row before them one sort orders all. Equals of the
    last are in, too.
    """
    falling = np.uint64(0xFFFFFFFF) - weight.astype(np.float32).view(np.uint32)
    keys = (row.astype(np.uint64) << np.uint64(32)) | falling
    last = np.minimum(at[:-1] + most, at[1:])[row] - 1
    return np.asarray(keys <= np.sort(keys)[last], dtype=np.bool_)


def _part(table: csr_array, row: Places, kept: Mask) -> csr_array:
    at = np.concatenate([[0], np.cumsum(np.bincount(row[kept], minlength=table.shape[0]))]).astype(np.int32)
    return csr_array((table.data[kept], table.indices[kept], at), shape=table.shape)


def once(block: Block, size: int) -> Block:
    """Return the pairs of a block each once, whatever their signals."""
    first = np.unique(block.a * size + block.b, return_index=True)[1]
    return replace(block, a=block.a[first], b=block.b[first], values=block.values[:, first])
