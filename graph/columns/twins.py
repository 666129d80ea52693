"""Facts that say the same: under different keys, or from the other side."""

from collections.abc import Sequence

import numpy as np

from graph.columns.texts import Longs, Rows

_HALF = np.int64(1 << 32)


def twins_of(start: Rows, end: Rows, says: Sequence[Rows]) -> tuple[Longs, Longs]:
    """Return the places of facts that say what an earlier one does, and the places of the first that do."""
    pair = start * _HALF + end
    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    again = ordered[1:] == ordered[:-1]
    beside = np.zeros(len(order), dtype=np.bool_)
    beside[1:] |= again
    beside[:-1] |= again
    near = order[beside]
    columns = [pair[near], *(column[near] for column in says)]
    fine = np.lexsort([near, *reversed(columns)])
    equal = np.ones(max(len(fine) - 1, 0), dtype=np.bool_)
    for column in columns:
        equal &= column[fine][1:] == column[fine][:-1]
    twin = np.append(False, equal)[: len(fine)]
    first = np.maximum.accumulate(np.where(twin, 0, np.arange(len(fine))))
    places = near[fine]
    return places[twin], places[first[twin]]
