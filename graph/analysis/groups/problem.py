"""Groups as a problem in numbers. People who must stay together are one block; what follows is about blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.snapshot import Ints

SCALE = 1000  # values are whole numbers of thousandths, as the solver wants them
Assignment = Ints  # the group of each block
Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]
FloatTable = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The least and the most people in each group."""

    least: tuple[int, ...]
    most: tuple[int, ...]

    @classmethod
    def equal(cls, people: int, groups: int) -> "Sizes":
        """Return sizes that are as equal as possible.

        >>> Sizes.equal(7, 2)
        Sizes(least=(3, 3), most=(4, 4))
        """
        return cls((people // groups,) * groups, (-(-people // groups),) * groups)


@dataclass(frozen=True, slots=True)
class GroupingProblem:
    """People by their place in the plan: what each pair and each wish counts, and the hard rules.

    `value` is what a new tie of two counts, `wish` what a group counts for a person, `kind` the kind of each person.
    With a `balance` each kind is spread evenly over the groups, up to so many more or less; None: it is not.
    """

    value: FloatTable
    wish: FloatTable
    sizes: Sizes
    kind: Ints
    must: tuple[tuple[int, int], ...] = ()
    must_not: tuple[tuple[int, int], ...] = ()
    balance: int | None = None

    @property
    def people(self) -> int:
        """The number of people."""
        return len(self.kind)

    @property
    def groups(self) -> int:
        """The number of groups."""
        return len(self.sizes.least)

    def without(self, **rules: object) -> "GroupingProblem":
        """Return the same problem with these rules changed."""
        return replace(self, **rules)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A problem with its people in blocks: how many people each has, of which kinds, and which it must not meet."""

    problem: GroupingProblem
    of: Ints
    size: Ints
    value: Table
    wish: Table
    kinds: Table
    apart: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    low: Table
    high: Table

    @classmethod
    def make(cls, problem: GroupingProblem) -> "Blocks":
        """Return the blocks of a problem."""
        of = _joined(problem.people, problem.must)
        m, n = int(of.max(initial=-1)) + 1, problem.people
        member = np.zeros((m, n), dtype=np.int64)
        member[of, np.arange(n)] = 1
        value = member @ np.rint(problem.value * SCALE).astype(np.int64) @ member.T
        np.fill_diagonal(value, 0)
        kinds = np.zeros((n, int(problem.kind.max(initial=-1)) + 1), dtype=np.int64)
        kinds[np.arange(n), problem.kind] = 1
        apart = np.zeros((m, m), dtype=np.bool_)
        for a, b in problem.must_not:
            apart[of[a], of[b]] = apart[of[b], of[a]] = True
        low, high = _spread(problem, kinds.sum(axis=0))
        wish = member @ np.rint(problem.wish * SCALE).astype(np.int64)
        return cls(problem, of, member.sum(axis=1), value, wish, member @ kinds, apart, low, high)

    @property
    def count(self) -> int:
        """The number of blocks."""
        return len(self.size)

    def total(self, assignment: Assignment) -> int:
        """Return what an assignment of blocks to groups counts."""
        same = assignment[:, None] == assignment[None, :]
        return int(self.value[same].sum() // 2 + self.wish[np.arange(self.count), assignment].sum())

    def holds(self, assignment: Assignment) -> bool:
        """Return whether an assignment keeps all hard rules."""
        g = self.problem.groups
        inside = assignment[:, None] == np.arange(g)[None, :]
        size = self.size @ inside
        kinds = self.kinds.T @ inside
        same = assignment[:, None] == assignment[None, :]
        return bool(
            (size >= self.problem.sizes.least).all()
            and (size <= self.problem.sizes.most).all()
            and (kinds >= self.low).all()
            and (kinds <= self.high).all()
            and not (same & self.apart).any()
        )


def _joined(people: int, must: Sequence[tuple[int, int]]) -> Ints:
    """Return the block of each person."""
    block = np.arange(people, dtype=np.int64)
    for a, b in must:
        block[block == block[a]] = block[b]
    return np.unique(block, return_inverse=True)[1].astype(np.int64)


def _spread(problem: GroupingProblem, count: Ints) -> tuple[Table, Table]:
    """Return how many of each kind (rows) may be in each group (columns), by the room the groups have."""
    most = np.minimum(np.array(problem.sizes.most, dtype=np.float64), problem.people)
    if problem.balance is None or not most.sum():
        none = np.zeros((len(count), problem.groups), dtype=np.int64)
        return none, none + problem.people
    share = count[:, None] * (most / most.sum())[None, :]
    low = np.maximum(np.floor(share + 1e-9).astype(np.int64) - problem.balance, 0)
    return low, np.ceil(share - 1e-9).astype(np.int64) + problem.balance
