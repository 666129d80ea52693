"""The local search of a drawing: boxes are moved to where fewer lines cross and none goes through a label.

A local search over costs that add up (Davidson and Harel: Drawing Graphs Nicely Using Simulated Annealing, 1996),
without the annealing: a move is taken when it is better. It ends after a number of rounds, not after a time, so that it
repeats exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.drawing.geometry import Points, crossing, meeting, some, through

Indices = NDArray[np.int64]
_THROUGH, _CROSSING, _LENGTH, _NEAR, _HOME, _KEPT, _GROUP = 9.0, 5.0, 0.5, 1.5, 0.1, 900.0, 0.5
_CANDIDATES = 20
_ROUNDS = 16
_MARGIN = 2.0


@dataclass(slots=True)
class Board:
    """What the search works on: places (which it changes), sizes, ties as pairs of numbers, groups (-1: none)."""

    places: Points
    halves: Points
    ties: Indices
    groups: Indices
    firm: NDArray[np.bool_]
    area: Points
    gap: float

    def __post_init__(self) -> None:
        self.area = np.asarray(self.area, dtype=float)

    @property
    def unit(self) -> float:
        """A distance that counts as one: about that of two neighbours on an even page."""
        return float(np.sqrt(self.area.prod() / max(1, len(self.places))))


def improve(board: Board, seed: int) -> None:
    """Move the boxes of the board; none overlaps another afterwards where none did before."""
    if len(board.places) < 2:
        return
    chance = np.random.default_rng(seed)
    homes = board.places.copy()
    widest = float(np.hypot(*board.area)) * 0.35
    for number in range(_ROUNDS):
        reach = widest * 0.72**number
        moved = 0
        for node in chance.permutation(len(board.places)):
            moved += _move(board, int(node), homes, _candidates(board, int(node), reach, chance))
        for one, other in chance.permutation(len(board.places))[: len(board.places) // 2 * 2].reshape(-1, 2):
            moved += _swap(board, int(one), int(other), homes)
        if not moved and reach < board.unit / 2:
            break


def tangles(board: Board) -> float:
    """Return what the lines of the whole board cost: those through labels and those that cross."""
    a, b = board.ties[:, 0], board.ties[:, 1]
    start, end = board.places[a], board.places[b]
    crossed = np.triu(crossing(start[:, None], end[:, None], start[None], end[None]), 1).sum()
    every = np.arange(len(board.places))
    hit = through(start[:, None], end[:, None], board.places[None], (board.halves + _MARGIN)[None])
    hit &= (every != a[:, None]) & (every != b[:, None])
    return float(_CROSSING * crossed + _THROUGH * hit.sum())


def _candidates(board: Board, node: int, reach: float, chance: np.random.Generator) -> Points:
    here = board.places[node]
    angles = chance.uniform(0, 2 * np.pi, _CANDIDATES)
    radii = reach * np.sqrt(chance.uniform(0.02, 1, _CANDIDATES))
    spots = here + np.column_stack([np.cos(angles), np.sin(angles)]) * radii[:, None]
    half = board.halves[node] + board.gap / 2
    return np.vstack([here[None], np.clip(spots, half, board.area - half)])


def _move(board: Board, node: int, homes: Points, spots: Points) -> bool:
    others = np.delete(np.arange(len(board.places)), node)
    half = board.halves[node] + board.gap
    taken = meeting(spots[:, None], half, board.places[others][None], board.halves[others][None])
    free = ~some(taken, axis=1)
    free[0] = True
    spots = spots[free]
    if len(spots) < 2:
        return False
    cost = _lines(board, node, spots) + _room(board, node, spots, others) + _belonging(board, node, spots, homes)
    best = int(cost.argmin())
    if best == 0 or cost[best] > cost[0] - 1e-6:
        return False
    board.places[node] = spots[best]
    return True


def _swap(board: Board, one: int, other: int, homes: Points) -> bool:
    """Let two boxes change places where that is better and both find room."""
    if board.firm[one] or board.firm[other]:
        return False
    before = _cost_of_both(board, one, other, homes)
    board.places[[one, other]] = board.places[[other, one]]
    if _fits(board, one) and _fits(board, other) and _cost_of_both(board, one, other, homes) < before - 1e-6:
        return True
    board.places[[one, other]] = board.places[[other, one]]
    return False


def _cost_of_both(board: Board, one: int, other: int, homes: Points) -> float:
    spots = {node: board.places[node][None] for node in (one, other)}
    return sum(float((_lines(board, n, at) + _belonging(board, n, at, homes))[0]) for n, at in spots.items())


def _fits(board: Board, node: int) -> bool:
    half = board.halves[node] + board.gap / 2
    place = board.places[node]
    hit = meeting(place, half, board.places, board.halves + board.gap / 2)
    hit[node] = False
    return bool((place >= half).all() and (place <= board.area - half).all() and not hit.any())


def _lines(board: Board, node: int, spots: Points) -> NDArray[np.float64]:
    """Return for each spot what its lines cost: through labels, across others, long."""
    own = (board.ties == node).any(axis=1)
    rest = board.ties[~own]
    start, end = board.places[rest[:, 0]], board.places[rest[:, 1]]
    cost: NDArray[np.float64] = _THROUGH * through(
        start[None], end[None], spots[:, None], board.halves[node] + _MARGIN
    ).sum(axis=1)
    mine = board.ties[own]
    if not len(mine):
        return cost
    partners = np.where(mine[:, 0] == node, mine[:, 1], mine[:, 0])
    here, there = spots[:, None, None], board.places[partners][None, :, None]
    hit = through(here, there, board.places[None, None], (board.halves + _MARGIN)[None, None])
    hit[:, :, node] = False
    hit[:, range(len(partners)), partners] = False
    cost = cost + _THROUGH * hit.sum(axis=(1, 2))
    cost = cost + _CROSSING * crossing(here, there, start[None, None], end[None, None]).sum(axis=(1, 2))
    length = np.linalg.norm(spots[:, None] - board.places[partners][None], axis=-1) / board.unit
    long: NDArray[np.float64] = cost + _LENGTH * length.sum(axis=1)
    return long


def _room(board: Board, node: int, spots: Points, others: Indices) -> NDArray[np.float64]:
    """Return for each spot what it costs to stand close to others: white space is what makes labels legible."""
    between = np.abs(spots[:, None] - board.places[others][None]) - board.halves[others] - board.halves[node]
    free = np.hypot(np.maximum(between[..., 0], 0), np.maximum(between[..., 1], 0))
    wanted = board.unit * 0.35
    near: NDArray[np.float64] = _NEAR * (np.clip(1 - free / wanted, 0, None) ** 2).sum(axis=1)
    return near


def _belonging(board: Board, node: int, spots: Points, homes: Points) -> NDArray[np.float64]:
    """Return for each spot how far it is from where the node came from, and from its group."""
    weight = _KEPT if board.firm[node] else _HOME
    cost = weight * (np.linalg.norm(spots - homes[node], axis=1) / board.unit) ** 2 / 4
    fellows = np.flatnonzero(board.groups == board.groups[node])
    if board.groups[node] >= 0 and len(fellows) > 1:
        centre = board.places[fellows[fellows != node]].mean(axis=0)
        cost = cost + _GROUP * np.linalg.norm(spots - centre, axis=1) / board.unit
    near: NDArray[np.float64] = cost
    return near
