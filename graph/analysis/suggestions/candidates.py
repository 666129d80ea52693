"""Pairs that can be among the first, where there are too many to work out the signals of each.

In a country's register each actor has ways to each other: thousands of millions of pairs. Sought are those that the
strongest contacts of both lead to (`STRONGEST` by each signal, `ON_THE_WAY` for ways over two go-betweens), and all
pairs of those who met most or were most often somewhere. Their signals are then worked out in full (`exact`), over all
contacts. What is left out is a pair that no strong contact joins, but many weak ones together.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.analysis.suggestions.signals import SIGNALS, Block, Signals

STRONGEST, ON_THE_WAY, OFTEN = 10, 6, 200
_ROWS, _PAIRS, _ENDS = 1024, 8192, 256  # actors, pairs and ends of pairs that are looked at once
Keep = Callable[[Block], Block]


def likely(signals: Signals, keep: Keep) -> Iterator[Block]:
    """Yield the pairs that can be among the first, with signals out of strong contacts alone; each once a block.

    `keep` says which of a block are looked at at all.
    """
    thin = _Thin.of(signals)
    for start in range(0, signals.size, _ROWS):
        part = slice(start, min(start + _ROWS, signals.size))
        yield keep(thin.near(part))
        yield keep(thin.far(part))
    a, b = np.triu_indices(min(OFTEN, signals.size), 1)
    for value in (signals.degree, signals.active):
        often = np.sort(np.argsort(-value, kind="stable")[:OFTEN])
        pairs = Block(often[a].astype(np.int64), often[b].astype(np.int64), np.zeros((len(SIGNALS), len(a))))
        found = keep(pairs)
        yield exact(signals, found.a, found.b)


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
class _Thin:
    """The strongest contacts of each: both sides of each step, all of one pattern, and those of ways."""

    signals: Signals
    steps: Mapping[str, tuple[csr_array, csr_array]]
    ways: tuple[csr_array, csr_array, csr_array]

    @classmethod
    def of(cls, signals: Signals) -> "_Thin":
        held = {name: _held(step.to, step.onward) for name, step in signals.steps.items()}
        weighed = [signals.steps[name].to.data * held[name].data for name in ("rare", "near", "fresh")]
        row = np.repeat(np.arange(signals.size, dtype=np.int32), np.diff(signals.known.indptr))
        kept = np.any([_strongest(row, signals.known.indptr, w, STRONGEST) for w in weighed], axis=0)
        steps = {n: (_part(s.to, row, kept), _part(held[n], row, kept)) for n, s in signals.steps.items()}
        onward = _held(signals.ways.to, signals.ways.onward)
        strong = _strongest(row, signals.known.indptr, signals.ways.to.data * onward.data, ON_THE_WAY)
        return cls(
            signals,
            steps,
            (
                _part(signals.ways.to, row, strong),
                _part(signals.ways.onward, row, strong),
                csr_array(_part(onward, row, strong).T),
            ),
        )

    def near(self, part: slice) -> Block:
        """Return pairs of some actors that strong contacts of both lead to."""
        counted = {
            name: csr_array(to[part] @ csr_array(held[part.start :].T)) for name, (to, held) in self.steps.items()
        }
        common = counted["common"]
        a, b = _ends(common, part.start)
        values = np.zeros((len(SIGNALS), len(a)))
        for name, table in counted.items():
            values[SIGNALS.index(name)] = table.data
        self.signals.fill(values, a, b, np.ones(len(a), dtype=np.bool_))
        values[SIGNALS.index("active")] = 0.0  # all of them have some, and those who have most are looked at anyway
        return Block(a, b, values)

    def far(self, part: slice) -> Block:
        """Return pairs of some actors that strong ways over two go-betweens join."""
        to, over, onward = self.ways
        found = csr_array(csr_array(to[part] @ over) @ onward[:, part.start :])
        a, b = _ends(found, part.start)
        values = np.zeros((len(SIGNALS), len(a)))
        values[SIGNALS.index("ways")] = found.data
        self.signals.fill(values, a, b, np.zeros(len(a), dtype=np.bool_))
        values[SIGNALS.index("active")] = 0.0
        return Block(a, b, values)


def _ends(table: csr_array, first: int) -> tuple[Ints, Ints]:
    row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    return row.astype(np.int64) + first, table.indices.astype(np.int64) + first


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
