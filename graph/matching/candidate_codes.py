"""All pairs worth comparing, as numbers: of actors i < j among n the pair is i * n + j. One array, sorted."""

from collections.abc import Sequence

import numpy as np

from graph.matching.blocking import LARGEST, WINDOW

Codes = np.ndarray[tuple[int], np.dtype[np.int64]]


def codes_of(keys: Sequence[Sequence[int]], order: Sequence[str]) -> tuple[Codes, Codes]:
    """Return the pairs that share a key, and how many keys each shares; `order` sorts those under a key with many.

    >>> [part.tolist() for part in codes_of([[5], [5, 7], [7, 5]], ["x", "y", "z"])]
    [[1, 2, 5], [1, 1, 2]]
    """
    n = len(keys)
    sizes = np.fromiter(map(len, keys), np.int64, n)
    number = np.fromiter((key for own in keys for key in own), np.int64, int(sizes.sum()))
    owner = np.repeat(np.arange(n), sizes)
    rank = np.empty(n, np.int64)
    rank[sorted(range(n), key=lambda i: (order[i], i))] = np.arange(n)
    sorting = np.lexsort((rank[owner], number))
    number, owner = number[sorting], owner[sorting]
    starts = np.flatnonzero(np.diff(number, prepend=number[:1] - 1)) if len(number) else number
    found, counts = np.unique(_pairs(owner, starts, np.diff(starts, append=len(number)), n), return_counts=True)
    return found, counts.astype(np.int64)


def _pairs(owner: Codes, starts: Codes, sizes: Codes, n: int) -> Codes:
    """Return the pairs within each block: all in a small one, neighbours in a large one."""
    parts = [np.empty(0, np.int64)]
    for size in range(2, LARGEST + 1):
        at = starts[sizes == size][:, np.newaxis]
        if len(at):
            i, j = np.triu_indices(size, 1)
            parts.append(_coded(owner[(at + i).ravel()], owner[(at + j).ravel()], n))
    block = np.repeat(np.arange(len(starts)), sizes)
    large = (sizes > LARGEST)[block]
    for step in range(1, WINDOW + 1):
        at = np.flatnonzero(large[:-step] & (block[:-step] == block[step:]))
        parts.append(_coded(owner[at], owner[at + step], n))
    return np.concatenate(parts)


def _coded(one: Codes, other: Codes, n: int) -> Codes:
    return np.asarray(np.minimum(one, other) * n + np.maximum(one, other), dtype=np.int64)


def moved(codes: Codes, places: Codes, n: int) -> Codes:
    """Return pairs after the actors have other numbers, -1 for one of whom one is gone; `n` actors there are now.

    `places` are the new numbers of the old actors, in the same order, -1 for one that is gone.
    """
    if not len(codes):
        return codes
    one, other = places[codes // len(places)], places[codes % len(places)]
    return np.where((one < 0) | (other < 0), -1, one * n + other)
