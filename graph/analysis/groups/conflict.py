"""Which rule stands in the way when no groups can keep them all."""

from dataclasses import dataclass

from graph.analysis.groups.problem import Blocks, GroupingProblem, Sizes
from graph.analysis.groups.solver import first

_MOST_PAIRS = 40  # of a kind, that are left out one by one


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule in the way: `room`, `few`, `large`, `pairs`, `must_not`, `must`, `balance`, `sizes` or `rules`.

    `pair` names two people of it where one pair alone is in the way, `count` and `limit` what does not fit.
    """

    rule: str
    pair: tuple[int, int] | None = None
    count: int = 0
    limit: int = 0


def conflict(problem: GroupingProblem) -> Conflict:
    """Return the rule without which groups would be possible; of several, the one that is easiest to give up."""
    return _counted(problem) or _given_up(problem) or Conflict("rules")


def _counted(problem: GroupingProblem) -> Conflict | None:
    """Return a conflict that mere counting shows: too little room, too few people, a pair both together and apart."""
    n, sizes = problem.people, problem.sizes
    if n > sum(sizes.most):
        return Conflict("room", count=n, limit=sum(sizes.most))
    if n < sum(sizes.least):
        return Conflict("few", count=n, limit=sum(sizes.least))
    blocks = Blocks.make(problem)
    for pair in problem.must_not:
        if blocks.of[pair[0]] == blocks.of[pair[1]]:
            return Conflict("pairs", pair)
    if (largest := int(blocks.size.max(initial=0))) > max(sizes.most):
        return Conflict("large", count=largest, limit=max(sizes.most))
    return None


def _given_up(problem: GroupingProblem) -> Conflict | None:
    if problem.balance is not None and _works(problem.without(balance=None)):
        return Conflict("balance", limit=problem.balance)
    for rule in ("must_not", "must"):
        pairs = getattr(problem, rule)
        if pairs and _works(problem.without(**{rule: ()})):
            return Conflict(rule, _alone(problem, rule, pairs), len(pairs))
    loose = Sizes((0,) * problem.groups, (problem.people,) * problem.groups)
    return Conflict("sizes") if _works(problem.without(sizes=loose)) else None


def _alone(problem: GroupingProblem, rule: str, pairs: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """Return a pair that alone is in the way, None where giving up a single one is not enough."""
    for i, pair in enumerate(pairs[:_MOST_PAIRS]):
        if _works(problem.without(**{rule: pairs[:i] + pairs[i + 1 :]})):
            return pair
    return None


def _works(problem: GroupingProblem) -> bool:
    return first(Blocks.make(problem)) is not None
