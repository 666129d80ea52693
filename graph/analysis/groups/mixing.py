"""Groups of people and what they bring: new ties and wishes fulfilled, beside random groups and simple ones."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.analysis.groups.conflict import conflict
from graph.analysis.groups.plan import Plan
from graph.analysis.groups.problem import Blocks, FloatTable, GroupingProblem
from graph.analysis.groups.search import at_random
from graph.analysis.groups.solver import first, solve
from graph.analysis.snapshot import Ints
from graph.errors import UsageError

SECONDS = 8.0  # with reading the data and comparing, groups of 170 people stand within ten seconds
RANDOM = 100
VALUABLE = 0.3  # from here on a new tie has something that speaks for it: topics in common, or ways to each other


@dataclass(frozen=True, slots=True)
class Figures:
    """What groups bring: pairs that are `new` to each other, how many of these are `valuable`, and what all count.

    `wishes` is how many people got their first wish, then their second, and so on.
    """

    value: float
    new: float
    valuable: float
    wishes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mixing:
    """The groups found (as places of people), what they bring, and what random and simple groups would."""

    groups: tuple[tuple[int, ...], ...]
    figures: Figures
    greedy: Figures
    random: Figures
    proven: bool
    rounds: int

    @property
    def times_random(self) -> float:
        """How many times as much these groups count as random ones."""
        return self.figures.value / self.random.value if self.random.value else 1.0


def mix(
    plan: Plan,
    value: FloatTable,
    *,
    seconds: float = SECONDS,
    seed: int = 1,
    progress: Callable[[float, int], object] = lambda share, total: None,
) -> Mixing:
    """Return the best groups found within a time; `value` is what a new tie of each two counts, 0 for known ones.

    Raises:
        UsageError: no groups keep all rules; it names the one in the way.
    """
    problem = as_problem(plan, value)
    blocks = Blocks.make(problem)
    start = first(blocks)
    if start is None:
        raise _refused(plan, problem)
    found = solve(blocks, start, seconds, seed, progress)
    generator = np.random.default_rng(seed)
    dealt = [figures(plan, value, at_random(blocks, generator)) for _ in range(RANDOM)]
    of_people = found.assignment[blocks.of]
    return Mixing(
        tuple(tuple(np.flatnonzero(of_people == g).tolist()) for g in range(problem.groups)),
        figures(plan, value, of_people),
        figures(plan, value, start[blocks.of]),
        _mean(dealt),
        found.proven,
        found.rounds,
    )


def as_problem(plan: Plan, value: FloatTable) -> GroupingProblem:
    """Return a plan in numbers.

    The first wish counts what one person's new ties in a random group do, the second half of it, the third a third.
    """
    n, names = len(plan.people), [g.name for g in plan.groups]
    sizes = plan.sizes()
    worth = plan.wishes * float(value.sum()) / max(n, 1) / max(len(names), 1)
    wish = np.zeros((n, len(names)))
    for i, person in enumerate(plan.people):
        for rank, name in enumerate(person.wishes, start=1):
            wish[i, names.index(name)] = worth / rank
    kinds = sorted({p.kind for p in plan.people})
    kind = np.array([kinds.index(p.kind) for p in plan.people], dtype=np.int64)
    must, must_not = plan.pairs(plan.must), plan.pairs(plan.must_not)
    return GroupingProblem(value, wish, sizes, kind, must, must_not, plan.balance if len(kinds) > 1 else None)


def figures(plan: Plan, value: FloatTable, of_people: Ints) -> Figures:
    """Return what an assignment of people to groups brings."""
    same = np.triu(of_people[:, None] == of_people[None, :], k=1)
    inside = value[same]
    names = [g.name for g in plan.groups]
    ranks = max((len(p.wishes) for p in plan.people), default=0)
    got = [
        sum(
            len(p.wishes) > rank and p.wishes[rank] == names[int(g)]
            for p, g in zip(plan.people, of_people, strict=True)
        )
        for rank in range(ranks)
    ]
    new, valuable = int((inside > 0).sum()), int((inside >= VALUABLE).sum())
    return Figures(float(inside.sum()), new, valuable, tuple(map(float, got)))


def _mean(found: list[Figures]) -> Figures:
    wishes = np.array([f.wishes for f in found]).reshape(len(found), -1).mean(axis=0)
    value, new, valuable = (float(np.mean([getattr(f, name) for f in found])) for name in ("value", "new", "valuable"))
    return Figures(value, new, valuable, tuple(wishes.tolist()))


def _refused(plan: Plan, problem: GroupingProblem) -> UsageError:
    found = conflict(problem)
    a, b = (plan.people[i].name for i in found.pair) if found.pair else ("", "")
    key = f"groups_no_{found.rule}" + ("_pair" if found.pair and found.rule in {"must", "must_not"} else "")
    return UsageError(key, a=a, b=b, count=found.count, limit=found.limit)
