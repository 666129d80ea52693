"""A table and what changed since, one over the other: which rows count, in their order, without copying either."""

from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np

from graph.columns.growing import renamed
from graph.columns.table import ELSEWHERE, Table, followed, taken
from graph.columns.texts import Bytes, Longs, Rows, Texts, utf8

Column = TypeVar("Column", Rows, Bytes)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where rows of the changes belong among those of the base; `same` is the row of the same node there, or -1."""

    same: Rows
    node: Longs
    fact: Longs

    @classmethod
    def of(cls, base: Table, changes: Table) -> "RowPlaces":
        """Return where the rows belong."""
        ids, node = base.nodes.ids, np.zeros(len(changes.nodes.ids), dtype=np.int64)
        same = np.full(len(node), -1, dtype=np.int32)
        for i, node_id in enumerate(changes.nodes.ids.all()):
            node[i] = ids.place(node_id)
            if node[i] < len(ids) and ids.raw(int(node[i])) == utf8(node_id):
                same[i] = node[i]
        types = changes.facts.type
        begins, ends = (np.searchsorted(base.facts.type, types, side=side).tolist() for side in _SIDES)
        texts = changes.facts.ids.all()
        fact = [base.facts.ids.place(text, low, high) for text, low, high in zip(texts, begins, ends, strict=True)]
        return cls(same, node, np.array(fact, dtype=np.int64))


class Layers:
    """Rows of the base come first, those of the changes are counted on from there.

    `nodes` and `facts` are the rows that count, in order; `at` is for each row of a node its place in `nodes`: that of
    the row which replaces it, where one does.
    """

    def __init__(self, base: Table, changes: Table, places: RowPlaces | None = None) -> None:
        self.base, self.changes, self.places = base, changes, places or RowPlaces.of(base, changes)
        self.node_count, self.fact_count = len(base.nodes.ids), len(base.facts.ids)
        self._order_nodes()
        self._order_facts()

    def _order_nodes(self) -> None:
        same, count = self.places.same, self.node_count
        added = np.arange(count, count + len(same), dtype=np.int32)
        order = np.insert(np.arange(count, dtype=np.int32), self.places.node, added)
        named = (self.changes.nodes.state == ELSEWHERE) & (same >= 0)
        counts = np.ones(count + len(same), dtype=np.bool_)
        counts[same[(same >= 0) & ~named]] = False
        counts[added[named]] = False
        self.nodes: Rows = order[counts[order]]
        self.at: Rows = np.full(len(counts), -1, dtype=np.int32)
        self.at[self.nodes] = np.arange(len(self.nodes), dtype=np.int32)
        replaced = (same >= 0) & ~named
        self.at[same[replaced]] = self.at[added[replaced]]
        self.at[added[named]] = self.at[same[named]]

    def _order_facts(self) -> None:
        facts, same, count = self.base.facts, self.places.same, self.fact_count
        added = np.arange(count, count + len(self.changes.facts.ids), dtype=np.int32)
        read_again = np.zeros(self.node_count, dtype=np.bool_)
        read_again[same[(same >= 0) & (self.changes.nodes.whole > 0)]] = True
        counts = np.ones(count + len(added), dtype=np.bool_)
        if read_again.any():
            begins = np.where(facts.flipped > 0, facts.end, facts.start)
            counts[:count] = ~read_again[begins]
        order = np.insert(np.arange(count, dtype=np.int32), self.places.fact, added)
        self.facts: Rows = order[counts[order]]

    @property
    def is_plain(self) -> bool:
        """Whether nothing has changed."""
        return not len(self.changes.nodes.ids)

    def both(self, base: Column, changes: Column) -> Column:
        """Return a column of all rows."""
        return base if self.is_plain else np.concatenate([base, changes])

    def start(self) -> Rows:
        """Return for each row of a fact the place in `nodes` of one end."""
        changed = (self.changes.facts.start + self.node_count).astype(np.int32)
        found: Rows = self.at[self.both(self.base.facts.start, changed)]
        return found

    def end(self) -> Rows:
        """Return for each row of a fact the place in `nodes` of the other end."""
        changed = (self.changes.facts.end + self.node_count).astype(np.int32)
        found: Rows = self.at[self.both(self.base.facts.end, changed)]
        return found


def merged(layers: Layers) -> Table:
    """Return one table that is what two say together."""
    words = Texts.of(sorted({*layers.base.words.all(), *layers.changes.words.all()}))
    base, changes = (_with_words(table, words) for table in (layers.base, layers.changes))
    nodes = taken(followed(base.nodes, changes.nodes), layers.nodes)
    whole = np.zeros(len(layers.nodes), dtype=np.uint8)
    np.maximum.at(whole, layers.at, layers.both(base.nodes.whole, changes.nodes.whole))
    facts = taken(followed(base.facts, changes.facts), layers.facts)
    facts = replace(facts, start=layers.start()[layers.facts], end=layers.end()[layers.facts])
    return Table.of(replace(nodes, whole=whole), facts, words)


def _with_words(table: Table, words: Texts) -> Table:
    places = {word: i for i, word in enumerate(words.all())}
    return renamed(table, np.array([places[word] for word in table.words.all()], dtype=np.int32), words)
