"""All pairs of a network that share something, as arrays: who, through what, on which facts, how much it counts.

The rows of one pair add up to the strength of its tie; `ties.py` says the same of two people at a time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from graph.analysis.snapshot import Floats, Ints, Mask, Places
from graph.columns.mapped import let_pages_go

KINDS = (
    "event",
    "colleagues",
    "body",
    "mixed",
    "acquaintance",
    "affiliation",
    "cooperation",
    "membership",
    "part",
    "funding",
    "succession",
    "shared_person",
    "people",
)
Whole = Ints | Places
LARGEST_GROUP = 3000  # members; a pair of a larger one shares less than a thousandth of a small meeting


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of nodes and why they are tied, as columns of equal length: one row for each reason.

    `a` and `b` are the places of the two nodes, a < b. `kind` is the kind of reason, by its place in KINDS; `via` the
    event or organisation they share, -1 for none. `value` is what the reason counts as of the day, `full` what it
    would without fading, `day` when it was last known to hold (0: unknown). `one` and `other` are the facts it rests
    on. `p` and `q` are the people through whom organisations are tied, -1 where the nodes are tied themselves.
    """

    a: Places
    b: Places
    kind: Places
    via: Places
    value: Floats
    full: Floats
    day: Places
    one: Places
    other: Places
    p: Places
    q: Places

    def __len__(self) -> int:
        return len(self.a)

    def take(self, rows: Mask | Ints) -> "Pairs":
        """Return the rows that a mask or a list of places picks."""
        return Pairs(*(_taken(getattr(self, column.name), rows) for column in fields(self)))

    def let_go(self) -> None:
        """Give back the memory of columns out of a mapped file; what is looked at again comes from there."""
        for column in fields(self):
            let_pages_go(getattr(self, column.name))

    def ordered(self) -> "Pairs":
        """Return the rows sorted by pair, within it the strongest first."""
        return self.take(np.argsort(self._pair(), kind="stable").astype(np.int64)).settled()

    def settled(self) -> "Pairs":
        """Return rows that are sorted by pair with the strongest of each pair first, which changes them in place."""
        same = (self.a[1:] == self.a[:-1]) & (self.b[1:] == self.b[:-1])
        several = np.flatnonzero(np.append(same, False) | np.append(False, same))  # most pairs have one row
        if not len(several):
            return self
        rows = self.take(several)
        order = several[np.lexsort((rows.one, rows.via, -rows.value, rows.b, rows.a))]
        if (order == several).all():
            return self
        return Pairs(*(_moved(getattr(self, column.name), several, order) for column in fields(self)))

    def with_more(self, more: "Pairs") -> "Pairs":
        """Return the rows of both; the rows of each, and those that come out, are in order."""
        n = max(int(self.b.max(initial=0)), int(more.b.max(initial=0))) + 1
        at = np.searchsorted(self._pair(n), more._pair(n), side="right")
        columns = ((getattr(self, column.name), getattr(more, column.name)) for column in fields(self))
        return Pairs(*(_inserted(one, other, at) for one, other in columns)).settled()

    def _pair(self, n: int = 0) -> Ints:
        """Return a number for each pair, which grows as they do in order; `n` is more than any place."""
        found = self.a.astype(np.int64)
        found *= n or int(self.b.max(initial=0)) + 1
        found += self.b
        return found

    def between(self, a: int, b: int) -> "Pairs":
        """Return the rows of one pair; all rows must be in order."""
        low, high = min(a, b), max(a, b)
        start, end = np.searchsorted(self.a, np.array([low, low + 1], dtype=self.a.dtype))
        first, last = start + np.searchsorted(self.b[start:end], np.array([high, high + 1], dtype=self.b.dtype))
        return Pairs(*(getattr(self, column.name)[first:last] for column in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence["Pairs"]) -> Self:
        """Return the rows of all parts."""
        return cls(*(_together([getattr(part, column.name) for part in parts]) for column in fields(cls)))

    @classmethod
    def filled(cls, count: int, parts: Iterable[tuple[slice, "Pairs"]]) -> Self:
        """Return so many rows, of which each part has some; no more is held than the rows and one part.

        A column that was made of one number for the first part was so for all.
        """
        columns: dict[str, Any] = {}
        for at, part in parts:
            for column in fields(cls):
                own = getattr(part, column.name)
                if column.name not in columns:
                    columns[column.name] = _same(count, int(own[0])) if _is_same(own) else np.empty(count, own.dtype)
                if not _is_same(columns[column.name]):
                    columns[column.name][at] = own
        none = np.zeros(0, dtype=np.int32)
        return cls(**columns) if columns else cls(none, none, none, none, np.zeros(0), np.zeros(0), *(none,) * 5)

    @classmethod
    def make(
        cls, a: Whole, b: Whole, kind: Whole | str, via: Whole | int = -1, *, value: Floats, full: Floats, **more: Whole
    ) -> Self:
        """Return rows with the smaller end first; columns that are not given are unknown."""
        swapped, n = a > b, len(a)
        p, q = (more.get(name, _same(n, -1)) for name in ("p", "q"))
        if swapped.any():
            a, b = np.minimum(a, b), np.maximum(a, b)
            if p.strides[0] or q.strides[0]:
                p, q = np.where(swapped, q, p), np.where(swapped, p, q)
        return cls(
            _small(a),
            _small(b),
            _same(n, KINDS.index(kind)) if isinstance(kind, str) else _small(kind),
            _same(n, via) if isinstance(via, int) else _small(via),
            value,
            full,
            _small(more["day"]),
            _small(more["one"]),
            _small(more.get("other", _same(n, -1))),
            _small(p),
            _small(q),
        )


def _small(column: Whole) -> Places:
    return column.astype(np.int32, copy=False)


def _same(count: int, value: int) -> Places:
    """Return a column that says the same in each row, and takes no room for it."""
    return np.broadcast_to(np.int32(value), (count,))


def _is_same(column: Whole | Floats) -> bool:
    return len(column) > 0 and column.strides[0] == 0


def _taken(column: Any, rows: Mask | Ints) -> Any:
    if not _is_same(column):
        return column[rows]
    return _same(int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows), int(column[0]))


def _moved(column: Any, to: Ints, rows: Ints) -> Any:
    """Return a column in which some places have what others had."""
    if _is_same(column):
        return column
    found = column if column.flags.writeable else column.copy()
    found[to] = column[rows]
    return found


def _inserted(column: Any, more: Any, at: Ints) -> Any:
    if _is_same(column) and (not len(more) or (_is_same(more) and more[0] == column[0])):
        return _same(len(column) + len(more), int(column[0]))
    return np.insert(column, at, more)


def _together(columns: Sequence[Any]) -> Any:
    some = [column for column in columns if len(column)]
    if some and all(_is_same(column) and column[0] == some[0][0] for column in some):
        return _same(sum(map(len, some)), int(some[0][0]))
    return np.concatenate(columns)


def pairs_within(group: Whole, size_limit: int = LARGEST_GROUP) -> tuple[Places, Places]:
    """Return all pairs of places that are in one group, as two arrays; `group` is sorted.

    >>> [found.tolist() for found in pairs_within(np.array([1, 1, 1, 2]))]
    [[0, 0, 1], [1, 2, 2]]
    """
    _, starts, sizes = np.unique(group, return_index=True, return_counts=True)
    ones: list[Places] = [np.zeros(0, dtype=np.int32)]
    others: list[Places] = [np.zeros(0, dtype=np.int32)]
    for size in np.unique(sizes):
        if 2 <= size <= size_limit:
            i, j = (side.astype(np.int32) for side in np.triu_indices(size, 1))
            at = starts[sizes == size][:, np.newaxis].astype(np.int32)
            ones.append((at + i).ravel())
            others.append((at + j).ravel())
    return np.concatenate(ones), np.concatenate(others)
