"""Which of many names come first for what somebody typed, seen in the columns: only these are made and compared.

It is the order of `graph.network.search`: the whole name, its words in another order, its beginning, beginnings of
words, anything else; within each, short names first. Where a row may be better than the columns tell, it stays in.
"""

from collections.abc import Sequence

import numpy as np

from graph.columns.columns import NetworkColumns
from graph.columns.table import NodeColumns
from graph.columns.texts import Longs, Rows

_BEGINS, _WORDS, _INSIDE = 2, 3, 4  # ranks
_SEVERAL = 4  # times as many as wanted are not worth a choice


def closest(columns: NetworkColumns, positions: Longs, wanted: str, limit: int) -> Longs:
    """Return those of some positions that can be among the first so many for a folded text."""
    if len(positions) <= _SEVERAL * limit:
        return positions
    rows, count = columns.node_rows[positions], columns.layers.node_count
    rank, length = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    unsure = np.zeros(len(rows), dtype=np.bool_)
    for nodes, inside, first in ((columns.base.nodes, rows < count, 0), (columns.changes.nodes, rows >= count, count)):
        rank[inside], length[inside], unsure[inside] = _graded(nodes, rows[inside] - np.int32(first), wanted)
    order = np.lexsort((length, rank))
    order = order[~unsure[order]]
    if len(order) <= limit:
        return positions
    last = order[limit - 1]
    kept = unsure | (rank < rank[last]) | ((rank == rank[last]) & (length <= length[last]))
    return np.asarray(positions[kept], dtype=np.int64)


def _graded(
    nodes: NodeColumns, rows: Rows, wanted: str
) -> tuple[Longs, Longs, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]:
    """Return at which rank rows stand at least, how long their names are, and which may stand higher."""
    names = nodes.folded
    length = names.at[1:][rows] - names.at[:-1][rows] - 1
    begun = np.isin(rows, names.beginning(wanted))
    words = np.isin(rows, _all_of([nodes.search.beginning(word, words=True) for word in wanted.split()]))
    rank = np.where(begun, _BEGINS, np.where(words, _WORDS, _INSIDE)).astype(np.int64)
    unsure = (length == len(wanted)) | np.isin(rows, nodes.said.containing('"short_name":'))
    unsure |= np.isin(rows, nodes.said.containing('"aliases":'))
    unsure |= np.isin(rows, names.containing(f" {wanted}")) | begun  # an abbreviation at the end, or at the beginning
    return rank, length, unsure


def _all_of(found: Sequence[Longs]) -> Longs:
    common = found[0]
    for rows in found[1:]:
        common = np.intersect1d(common, rows, assume_unique=True)
    return common
