"""The best groups, by the constraint solver CP-SAT of Google's OR-tools.

A small problem is solved as a whole, and proven. For a larger one the solver betters a part of an assignment at a time,
all others staying where they are (large neighbourhood search; Shaw 1998), until the time is over.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from graph.analysis.groups.problem import Assignment, Blocks
from graph.analysis.groups.search import climb, greedy
from graph.analysis.snapshot import Ints

WHOLE = 900  # pairs times groups up to which a problem is solved as a whole
_FREE = 14  # blocks that the solver places anew at a time
_PART_SECONDS = 0.5
_FEASIBLE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Solution:
    """An assignment of blocks, whether it is proven to be the best, and how many parts were looked at."""

    assignment: Assignment
    proven: bool
    rounds: int


Progress = Callable[[float, int], object]


def solve(
    blocks: Blocks, start: Assignment, seconds: float, seed: int, progress: Progress = lambda share, total: None
) -> Solution:
    """Return the best assignment found within a time, never worse than the start, which keeps all rules."""
    end = time.monotonic() + seconds
    m, g = blocks.count, blocks.problem.groups
    if m * (m - 1) // 2 * g <= WHOLE:
        found, proven = _bettered(blocks, start, np.arange(m), seconds, seed)
        return Solution(found, proven, 1)
    generator = np.random.default_rng(seed)
    best, rounds = climb(blocks, start), 0
    while (left := end - time.monotonic()) > 0.05:
        free = _neighbourhood(blocks, best, generator)
        tried, _ = _bettered(blocks, best, free, min(left, _PART_SECONDS), seed + rounds)
        best = climb(blocks, tried) if blocks.total(tried) > blocks.total(best) else best
        rounds += 1
        progress(1 - left / seconds, blocks.total(best))
    return Solution(best, False, rounds)


def _neighbourhood(blocks: Blocks, found: Assignment, generator: np.random.Generator) -> Ints:
    """Return some blocks of a few groups, to be placed anew; those that count little now are drawn more often."""
    chosen = generator.choice(blocks.problem.groups, size=min(blocks.problem.groups, 3), replace=False)
    pool = np.flatnonzero(np.isin(found, chosen))
    same = found[:, None] == found[None, :]
    worth = (blocks.value * same).sum(axis=1)[pool].astype(np.float64)
    chance = 1 / (1 + worth / max(worth.mean(), 1.0))
    size = min(len(pool), _FREE)
    return generator.choice(pool, size=size, replace=False, p=chance / chance.sum())


def first(blocks: Blocks) -> Assignment | None:
    """Return any assignment that keeps all hard rules, None where there is none.

    Where placing one by one ends in a corner, it is done without the spread of kinds, or not at all, and the solver
    looks for the nearest assignment that keeps all rules.
    """
    quick = greedy(blocks)
    if quick is not None:
        return quick
    loose = greedy(Blocks.make(blocks.problem.without(balance=None)))
    model, x = _model(blocks, np.arange(blocks.count), np.zeros(blocks.count, dtype=np.int64))
    if loose is not None:
        model.maximize(sum(int(blocks.size[b]) * row[int(loose[b])] for b, row in x.items()))
    solver = _solver(_FEASIBLE_SECONDS, 0)
    solver.parameters.relative_gap_limit = 0.02
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return _read(solver, x, np.zeros(blocks.count, dtype=np.int64))


def _bettered(
    blocks: Blocks,
    start: Assignment,
    free: Ints,
    seconds: float,
    seed: int,
) -> tuple[Assignment, bool]:
    """Return the start with some blocks placed anew, and whether the solver has proven these places to be the best."""
    model, x = _model(blocks, free, start)
    fixed = np.ones(blocks.count, dtype=np.bool_)
    fixed[free] = False
    groups = range(blocks.problem.groups)
    inside = (start[fixed][:, None] == np.arange(len(groups))[None, :]).astype(np.int64)
    worth = blocks.wish + blocks.value[:, fixed] @ inside
    terms = [int(worth[b, g]) * x[b][g] for b in x for g in groups]
    ordered = sorted(x)
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if value := int(blocks.value[a, b]):
                terms += [value * _both(model, x[a][g], x[b][g]) for g in groups]
    model.maximize(sum(terms))
    for b in x:
        for g in groups:
            model.add_hint(x[b][g], int(start[b] == g))
    solver = _solver(seconds, seed)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return start, False
    found = _read(solver, x, start)
    better = found if blocks.total(found) >= blocks.total(start) else start
    return better, status == cp_model.OPTIMAL


def _both(model: cp_model.CpModel, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
    both = model.new_bool_var("")
    model.add_implication(both, one)
    model.add_implication(both, other)
    return both


def _model(
    blocks: Blocks,
    free: Ints,
    start: Assignment,
) -> tuple[cp_model.CpModel, dict[int, list[cp_model.IntVar]]]:
    """Return a model of the hard rules in which only the free blocks can move."""
    model, problem = cp_model.CpModel(), blocks.problem
    groups = range(problem.groups)
    x = {int(b): [model.new_bool_var("") for _ in groups] for b in free}
    fixed = [b for b in range(blocks.count) if b not in x]
    for row in x.values():
        model.add_exactly_one(row)
    for g in groups:
        there = [b for b in fixed if start[b] == g]
        size = sum(int(blocks.size[b]) * x[b][g] for b in x) + int(blocks.size[there].sum())
        model.add(size >= problem.sizes.least[g])
        model.add(size <= problem.sizes.most[g])
        if problem.balance is not None:
            for k in range(len(blocks.low)):
                of_kind = sum(int(blocks.kinds[b, k]) * x[b][g] for b in x) + int(blocks.kinds[there, k].sum())
                model.add(of_kind >= int(blocks.low[k, g]))
                model.add(of_kind <= int(blocks.high[k, g]))
    for a, b in np.argwhere(np.triu(blocks.apart)).tolist():
        _keep_apart(model, x, start, a, b)
    return model, x


def _keep_apart(
    model: cp_model.CpModel, x: dict[int, list[cp_model.IntVar]], start: Assignment, a: int, b: int
) -> None:
    if a in x and b in x:
        for one, other in zip(x[a], x[b], strict=True):
            model.add_at_most_one(one, other) if a != b else model.add(one == 0)
    elif a in x:
        model.add(x[a][int(start[b])] == 0)
    elif b in x:
        model.add(x[b][int(start[a])] == 0)


def _solver(seconds: float, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.num_workers = 1  # one is repeatable, and leaves a small machine usable
    return solver


def _read(solver: cp_model.CpSolver, x: dict[int, list[cp_model.IntVar]], start: Assignment) -> Assignment:
    found = start.copy()
    for b, row in x.items():
        found[b] = next(g for g, var in enumerate(row) if solver.boolean_value(var))
    return found
