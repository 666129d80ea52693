"""Matrices of a network: how many organisations of each kind deal with a topic, are active in a region, work together.

Pure counts of facts. A cell is a gap where its row and its column hold something and it holds nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal

from graph.network import Network, Relation

Sort = Literal["topic", "region", "kind"]
SORTS: tuple[Sort, ...] = ("topic", "region", "kind")
_TYPES = {"topic": "DEALS_WITH", "region": "ACTIVE_IN"}
_BETWEEN = frozenset({"COOPERATES_WITH", "MEMBER_OF", "FUNDS"})
_MOST_ROWS = 25


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column: rows are ids of topics or regions, or kinds; columns are kinds of organisations."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]

    def at(self, row: str, column: str) -> int:
        """Return how many there are in a cell."""
        return self.cells.get((row, column), 0)

    @property
    def gaps(self) -> frozenset[tuple[str, str]]:
        """The cells that hold nothing though their row and column do."""
        return frozenset((row, column) for row in self.rows for column in self.columns if not self.at(row, column))


def matrix(network: Network, sort: Sort, most: int = _MOST_ROWS) -> Matrix:
    """Return the matrix of one sort, the fullest rows first, at most so many of them."""
    cells = _kinds(network) if sort == "kind" else _by(network, _TYPES[sort], sort)
    full: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for (row, column), count in cells.items():
        full[row] += count
        columns[column] += count
    rows = nlargest(most, full, key=lambda row: (full[row], row))
    shown = frozenset(rows)
    kept = {place: count for place, count in cells.items() if place[0] in shown}
    return Matrix(tuple(rows), tuple(sorted({c for _, c in kept}, key=lambda c: (-columns[c], c))), kept)


def _going(relations: Iterable[Relation]) -> Iterable[Relation]:
    return (r for r in relations if not r.retired_at)


def _by(network: Network, of_type: str, sort: Sort) -> dict[tuple[str, str], int]:
    """Return how many organisations of a kind have a fact to each topic or region, or to a part of it."""
    there: dict[tuple[str, str], set[str]] = defaultdict(set)
    for relation in _going(network.relations):
        if relation.type != of_type or network.nodes[relation.start].label != "Organisation":
            continue
        kind = network.nodes[relation.start].kind or "other"
        for end in _with_wholes(network, relation.end) if sort == "region" else (relation.end,):
            there[end, kind].add(relation.start)
    return {place: len(found) for place, found in there.items()}


def _with_wholes(network: Network, node_id: str) -> list[str]:
    found = [node_id]
    for node in found:  # grows while it is gone through
        found += [whole for whole in network.wholes(node) if whole not in found]
    return found


def _kinds(network: Network) -> dict[tuple[str, str], int]:
    """Return how many pairs of organisations of two kinds work together, are members of or fund one another."""
    pairs: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for relation in _going(network.relations):
        ends = network.nodes[relation.start], network.nodes[relation.end]
        if relation.type in _BETWEEN and all(end.label == "Organisation" for end in ends):
            one, other = (end.kind or "other" for end in ends)
            for place in {(one, other), (other, one)}:
                pairs[place].add(frozenset((relation.start, relation.end)))
    return {place: len(found) for place, found in pairs.items()}
