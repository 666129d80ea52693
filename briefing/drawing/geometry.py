"""Which lines cross, and which go through which boxes: arrays in, arrays out.

A box is its middle and half its size. All functions broadcast, the last axis is x and y.
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]
_TINY = 1e-9
_SLACK = 1e-6


def through(a: Points, b: Points, middle: Points, half: Points) -> Flags:
    """Return whether the line from a to b goes through the inside of the box (slab method, Kay and Kajiya 1986)."""
    # Axis by axis: numpy is slow where the last axis has two entries.
    (x_in, x_out), (y_in, y_out) = (_slab(a[..., n], b[..., n], middle[..., n], half[..., n]) for n in (0, 1))
    enter, leave = np.maximum(x_in, y_in), np.minimum(x_out, y_out)
    inside: Flags = (enter + _TINY < leave) & (leave > _TINY) & (enter < 1 - _TINY)
    return inside


def _slab(a: Points, b: Points, middle: Points, half: Points) -> tuple[Points, Points]:
    """Return at which shares of its way the line enters and leaves the slab between two sides of the box."""
    way = b - a
    way = np.where(np.abs(way) < _TINY, _TINY, way)
    one, other = (middle - half - a) / way, (middle + half - a) / way
    return np.minimum(one, other), np.maximum(one, other)


def meeting(middle: Points, half: Points, others: Points, halves: Points) -> Flags:
    """Return whether two boxes share more than a border."""
    wide = np.abs(middle[..., 0] - others[..., 0]) < half[..., 0] + halves[..., 0] - _SLACK
    high = np.abs(middle[..., 1] - others[..., 1]) < half[..., 1] + halves[..., 1] - _SLACK
    both: Flags = wide & high
    return both


def crossing(a: Points, b: Points, c: Points, d: Points) -> Flags:
    """Return whether the lines a-b and c-d cross, each inside the other; touching at an end is no crossing."""
    first = _turn(a, b, c) * _turn(a, b, d)
    second = _turn(c, d, a) * _turn(c, d, b)
    cross: Flags = (first < -_TINY) & (second < -_TINY)
    return cross


def _turn(a: Points, b: Points, c: Points) -> NDArray[np.float64]:
    turn: NDArray[np.float64] = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return turn


def some(flags: Flags, axis: int) -> Flags:
    """Return whether any is set along the axis."""
    any_set: Flags = np.logical_or.reduce(flags, axis=axis)
    return any_set


def overlap(middle: Points, half: Points, others: Points, halves: Points) -> NDArray[np.float64]:
    """Return the area two boxes share, 0 where they share none."""
    shared = np.minimum(middle + half, others + halves) - np.maximum(middle - half, others - halves)
    area: NDArray[np.float64] = np.clip(shared, 0, None).prod(axis=-1)
    return area


def border(middle: Points, half: Points, towards: Points) -> tuple[float, float]:
    """Return where the line from the middle of a box towards a point leaves the box."""
    way = towards - middle
    reach = np.abs(way) / half
    share = float(reach.max())
    if share <= 1:
        return float(towards[0]), float(towards[1])
    x, y = middle + way / share
    return float(x), float(y)
