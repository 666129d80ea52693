"""Simple ways to assign people: at random, one block after the other, and improved by moving and swapping."""

import numpy as np

from graph.analysis.groups.problem import Assignment, Blocks
from graph.analysis.snapshot import Ints

_TRIED = 40  # of the best moves, until one keeps all rules


def at_random(blocks: Blocks, generator: np.random.Generator) -> Ints:
    """Return a random group for each person, with regard to the sizes alone."""
    n, sizes = blocks.problem.people, blocks.problem.sizes
    seats = [g for g, least in enumerate(sizes.least) for _ in range(least)]
    spare = [g for g, least in enumerate(sizes.least) for _ in range(sizes.most[g] - least)]
    generator.shuffle(spare)
    dealt = np.array([*seats, *spare[: max(n - len(seats), 0)]][:n], dtype=np.int64)
    generator.shuffle(dealt)
    return dealt


def greedy(blocks: Blocks) -> Assignment | None:
    """Return an assignment made block by block, each put where it counts most; None where the rules leave no place."""
    m, problem = blocks.count, blocks.problem
    found = np.full(m, -1, dtype=np.int64)
    room = np.array(problem.sizes.most, dtype=np.int64)
    kinds = np.zeros_like(blocks.high)
    gain = blocks.wish.astype(np.int64).copy()
    order = np.lexsort((np.arange(m), -blocks.value.sum(axis=1), -blocks.apart.sum(axis=1), -blocks.size))
    for b in order.tolist():
        fits = (blocks.size[b] <= room) & (kinds + blocks.kinds[b][:, None] <= blocks.high).all(axis=0)
        fits[found[blocks.apart[b] & (found >= 0)]] = False
        fits &= _needed(blocks, found, b)
        if not fits.any():
            return None
        best = int(np.where(fits, gain[b], -1).argmax())
        found[b] = best
        room[best] -= blocks.size[b]
        kinds[:, best] += blocks.kinds[b]
        gain[:, best] += blocks.value[b]
    return found if blocks.holds(found) else None


def _needed(blocks: Blocks, found: Assignment, b: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return the groups a block may go to so that the rest can still fill every group to its least size and kinds."""
    amounts = np.vstack([blocks.size[None, :], blocks.kinds.T])
    least = np.vstack([np.array(blocks.problem.sizes.least)[None, :], blocks.low])
    placed = found >= 0
    inside = amounts[:, placed] @ (found[placed][:, None] == np.arange(least.shape[1])[None, :])
    left = amounts[:, ~placed].sum(axis=1) - amounts[:, b]
    missing = np.maximum(least - inside, 0)
    after = missing.sum(axis=1)[:, None] - missing + np.maximum(missing - amounts[:, [b]], 0)
    seats = np.array(blocks.problem.sizes.most) - inside[0] - blocks.size[b]
    reserved = np.maximum(missing[1:] - amounts[1:, [b]], 0).sum(axis=0)  # seats of a group for its least of each kind
    return np.asarray((after <= left[:, None]).all(axis=0) & (reserved <= seats), dtype=np.bool_)


def climb(blocks: Blocks, start: Assignment) -> Assignment:
    """Return the assignment improved by moving one block or swapping two, until no such step counts more."""
    found = start.copy()
    while (step := _step(blocks, found)) is not None:
        found = step
    return found


def _step(blocks: Blocks, found: Assignment) -> Assignment | None:
    m, g = blocks.count, blocks.problem.groups
    inside = (found[:, None] == np.arange(g)[None, :]).astype(np.int64)
    worth = blocks.value @ inside + blocks.wish
    own = worth[np.arange(m), found]
    move = worth - own[:, None]
    there = worth[:, found]  # [b, c]: what b would count in the group of c
    swap = there - own[:, None] + there.T - own[None, :] - 2 * blocks.value
    swap[found[:, None] == found[None, :]] = 0
    gains = np.concatenate([move.ravel(), np.triu(swap).ravel()])
    for at in np.argsort(-gains, kind="stable")[:_TRIED].tolist():
        if gains[at] <= 0:
            return None
        tried = found.copy()
        if at < m * g:
            tried[at // g] = at % g
        else:
            b, c = divmod(at - m * g, m)
            tried[b], tried[c] = found[c], found[b]
        if blocks.holds(tried):
            return tried
    return None
