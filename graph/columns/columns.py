"""The network that tables say: which rows of them are seen, in order, and what each of them is."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

import numpy as np

from graph.columns.growing import GrowingTable, renamed
from graph.columns.layers import Layers, merged
from graph.columns.table import THERE, Table
from graph.columns.texts import Longs, Rows, viewed
from graph.columns.twins import twins_of
from graph.model.claims import Claims
from graph.model.schema import Schema

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
_SINGLE = 2000  # ids that are read one by one before all of them are


class NetworkColumns:
    """Rows of a base and of what changed since, as finished sources have them.

    A position is the place of a node or a fact among those that are seen, in the order of `Network.read`; a row is its
    place in the tables, those of the changes behind those of the base.
    """

    def __init__(self, schema: Schema, layers: Layers, *, united: bool = True) -> None:
        self.schema, self.types = schema, list(schema.relationships)
        self.hidden = _unfinished(layers)
        if self.hidden:
            overlay = _without_hidden(schema, layers, self.hidden)
            layers = Layers(layers.base, merged(Layers(layers.changes, overlay)))
        self.base, self.layers = layers.base, layers
        self.words = WordCodes(layers.base, layers.changes)
        self.changes = renamed(layers.changes, self.words.code, layers.changes.words)
        self._columns: dict[str, Rows] = {}
        self._see_nodes()
        self._see_facts(united=united)
        self._asked = 0

    def _see_nodes(self) -> None:
        layers = self.layers
        seen = layers.both(self.base.nodes.state, self.changes.nodes.state)[layers.nodes] == THERE
        if self.hidden:
            seen &= layers.both(self.base.nodes.unfinished, self.changes.nodes.unfinished)[layers.nodes] == 0
        self.node_rows: Rows = layers.nodes[seen]
        position = np.full(len(layers.nodes), -1, dtype=np.int32)
        position[seen] = np.arange(len(self.node_rows), dtype=np.int32)
        self.node_position: Rows = position[layers.at]

    def _see_facts(self, *, united: bool) -> None:
        """Find which facts are seen: both of their ends are there, a finished source says them, none says it before."""
        self.start, self.end = (self._ends(name) for name in ("start", "end"))
        rows = self.layers.facts
        seen = (self.start[rows] >= 0) & (self.end[rows] >= 0)
        if self.hidden:
            seen &= self._said()[rows]
        rows = rows[seen]
        twins, leaders = self._twins(rows if united else rows[:0])
        single = np.ones(len(self.start), dtype=np.bool_)
        single[twins] = False
        self.fact_rows: Rows = rows[single[rows]]
        self.fact_position: Rows = np.full(len(self.start), -1, dtype=np.int32)
        self.fact_position[self.fact_rows] = np.arange(len(self.fact_rows), dtype=np.int32)
        self.twins: dict[int, list[int]] = {}
        for twin, leader in zip(twins.tolist(), leaders.tolist(), strict=True):
            self.twins.setdefault(leader, [leader]).append(twin)

    def _ends(self, name: str) -> Rows:
        changed = getattr(self.changes.facts, name) + np.int32(self.layers.node_count)
        found: Rows = self.node_position[self.layers.both(getattr(self.base.facts, name), changed)]
        return found

    def _said(self) -> Mask:
        """Return which rows of facts have evidence that is not hidden."""
        return np.concatenate([_any_seen(table, self.hidden) for table in (self.layers.base, self.layers.changes)])

    def _twins(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the rows that say the same as an earlier one, and for each of them that one.

        Those of the base are known; they are looked for where a node has changed, or where sources are hidden.
        """
        if self.hidden or not len(rows):
            return self._twins_among(rows)
        changed = np.append(self.node_rows >= self.layers.node_count, True)
        near = changed[self.start] | changed[self.end]
        kept = ~near[self.base.twins]
        twins, leaders = self._twins_among(rows[near[rows]] if not self.layers.is_plain else rows[:0])
        return np.append(self.base.twins[kept], twins), np.append(self.base.leaders[kept], leaders)

    def _twins_among(self, rows: Rows) -> tuple[Rows, Rows]:
        says = [self.fact_column(name)[rows] for name in ("type", "role", "begin", "until")]
        twin, leader = twins_of(self.start[rows], self.end[rows], says)
        return rows[twin], rows[leader]

    def fact_column(self, name: str) -> Rows:
        """Return a column of all rows of facts."""
        return self._column(f"facts.{name}")

    def node_column(self, name: str) -> Rows:
        """Return a column of all rows of nodes."""
        return self._column(f"nodes.{name}")

    def _column(self, path: str) -> Rows:
        if path not in self._columns:
            read = attrgetter(path)
            self._columns[path] = self.layers.both(read(self.base), read(self.changes))
        return self._columns[path]

    def node_texts(self, name: str) -> list[str]:
        """Return a column of texts of the nodes that are seen, in their order."""
        texts = getattr(self.base.nodes, name).all()
        if not self.layers.is_plain:
            texts += getattr(self.changes.nodes, name).all()
        elif len(self.node_rows) == len(texts):
            return texts  # type: ignore[no-any-return]
        return [texts[row] for row in self.node_rows.tolist()]

    def facts_by_id(self) -> Rows:
        """Return the rows of the facts that are seen in the order of their ids."""
        known = self.base.by_id[self.fact_position[self.base.by_id] >= 0]
        changed = self.changes.by_id + np.int32(self.layers.fact_count)
        changed = changed[self.fact_position[changed] >= 0]
        ids, rows = self.base.facts.ids, viewed(known)
        wanted = (self.changes.facts.ids.raw(row - self.layers.fact_count) for row in changed.tolist())
        places = [bisect_left(rows, one, key=ids.raw) for one in wanted]
        return np.insert(known, places, changed) if places else known

    def raw_id(self, row: int) -> bytes:
        """Return the id of the fact in a row, as it is kept."""
        table, at = self.fact_at(row)
        return table.facts.ids.raw(at)

    @cached_property
    def ids(self) -> list[str]:
        """The ids of all nodes, in order."""
        return self.node_texts("ids")

    @cached_property
    def places(self) -> dict[str, int]:
        """The position of each node."""
        return {node_id: i for i, node_id in enumerate(self.ids)}

    def position(self, node_id: object) -> int:
        """Return the position of a node, -1 where there is none; who asks often makes a list of all."""
        if self._asked > _SINGLE:
            return self.places.get(node_id, -1)  # type: ignore[call-overload, no-any-return]
        self._asked += 1
        if not isinstance(node_id, str):
            return -1
        if not self.layers.is_plain and (row := self.changes.nodes.ids.find(node_id)) >= 0:
            return int(self.node_position[self.layers.node_count + row])
        row = self.base.nodes.ids.find(node_id)
        return int(self.node_position[row]) if row >= 0 else -1

    def id_at(self, position: int) -> str:
        """Return the id of the node at a position."""
        if self._asked > _SINGLE:
            return self.ids[position]
        self._asked += 1
        table, row = self.node_at(int(self.node_rows[position]))
        return table.nodes.ids[row]

    def node_at(self, row: int) -> tuple[Table, int]:
        """Return in which table a row of a node is, and where there."""
        count = self.layers.node_count
        return (self.base, row) if row < count else (self.changes, row - count)

    def fact_at(self, row: int) -> tuple[Table, int]:
        """Return in which table a row of a fact is, and where there."""
        count = self.layers.fact_count
        return (self.base, row) if row < count else (self.changes, row - count)

    def around(self, position: int) -> list[int]:
        """Return the positions of the facts of a node, ascending."""
        row = int(self.node_rows[position])
        count, found = self.layers.node_count, []
        in_base = row if row < count else int(self.layers.places.same[row - count])
        if in_base >= 0:
            at = self.base.around_at
            found.append(self.fact_position[self.base.around[at[in_base] : at[in_base + 1]]])
        if not self.layers.is_plain and (named := self._changed_row(row, in_base)) >= 0:
            at = self.changes.around_at
            rows = self.changes.around[at[named] : at[named + 1]] + np.int32(self.layers.fact_count)
            found.append(self.fact_position[rows])
        positions = found[0] if len(found) == 1 else np.concatenate(found)
        positions = positions[positions >= 0]
        return positions.tolist() if len(found) == 1 else np.sort(positions).tolist()  # type: ignore[no-any-return]

    def _changed_row(self, row: int, in_base: int) -> int:
        """Return the row that the changes have for a node, -1 where they do not name it."""
        if row >= self.layers.node_count:
            return row - self.layers.node_count
        return self._named_in_changes.get(in_base, -1)

    @cached_property
    def _named_in_changes(self) -> dict[int, int]:
        same = self.layers.places.same
        return {base: i for i, base in enumerate(same.tolist()) if base >= 0}

    def containing(self, words: Sequence[str]) -> Longs:
        """Return the positions of the nodes whose search text contains each of the words."""
        found: Longs | None = None
        for word in sorted(words, key=len, reverse=True):
            changed = self.changes.nodes.search.containing(word) + self.layers.node_count
            here = np.append(self.base.nodes.search.containing(word), changed)
            found = here if found is None else np.intersect1d(found, here, assume_unique=True)
        return self._shown(np.zeros(0, dtype=np.int64) if found is None else found)

    def naming(self, field: str) -> Longs:
        """Return the positions of the nodes in whose fields the name of one stands."""
        key = f'"{field}":'
        changed = self.changes.nodes.said.containing(key) + self.layers.node_count
        return self._shown(np.append(self.base.nodes.said.containing(key), changed))

    def _shown(self, rows: Longs) -> Longs:
        """Return the positions of those rows of nodes that are seen."""
        positions = self.node_position[rows]
        shown = positions >= 0
        shown[shown] = self.node_rows[positions[shown]] == rows[shown]  # one that was replaced is not
        return np.sort(positions[shown]).astype(np.int64)

    def said(self, row: int, name: str) -> list[str]:
        """Return what a fact, and each that says the same, has in a column of words."""
        tables = (self.fact_at(twin) for twin in self.twins.get(row, (row,)))
        return [self.words[int(getattr(table.facts, name)[at])] for table, at in tables]

    def sightings(self) -> tuple[Rows, Rows]:
        """Return for each piece of evidence the position of its fact, -1 for what is not seen, and its source."""
        position = self.fact_position.copy()
        for leader, twins in self.twins.items():
            position[twins] = position[leader]
        sizes = np.concatenate([np.diff(table.facts.places.at) for table in (self.base, self.changes)])
        sources = self.layers.both(self.base.facts.sources, self.changes.facts.sources)
        return np.repeat(position, sizes), sources

    def evidence(self, row: int) -> tuple[str, ...]:
        """Return the evidence of a fact, with that of all that say the same."""
        if row in self.twins:
            return tuple(sorted({item for twin in self.twins[row] for item in self._evidence(twin)}))
        return tuple(self._evidence(row))

    def _evidence(self, row: int) -> list[str]:
        table, at = self.fact_at(row)
        places, said = table.facts.places, []
        for item in places.range(at):
            source = self.words[int(table.facts.sources[item])]
            if source not in self.hidden:
                said.append(source + places.items[item])
        return said


class WordCodes:
    """The words of both tables; `code` gives for those of the changes their place among all."""

    def __init__(self, base: Table, changes: Table) -> None:
        self._base, self._more = base.words, list[str]()
        self._known: dict[int, str] = {}
        self.code = np.array([self._coded(word) for word in changes.words.all()], dtype=np.int32)

    def _coded(self, word: str) -> int:
        place = self._base.find(word)
        if place < 0:
            place = len(self._base) + len(self._more)
            self._more.append(word)
        return place

    def __len__(self) -> int:
        return len(self._base) + len(self._more)

    def __getitem__(self, code: int) -> str:
        """Return a word; it is kept, so that equal ones are one."""
        found = self._known.get(code)
        if found is None:
            count = len(self._base)
            found = self._known[code] = self._base[code] if code < count else self._more[code - count]
        return found

    def find(self, word: str) -> int:
        """Return the code of a word, -1 where there is none."""
        place = self._base.find(word)
        return place if place >= 0 or word not in self._more else len(self._base) + self._more.index(word)


def _unfinished(layers: Layers) -> frozenset[str]:
    """Return the ids of the sources whose load goes on or broke off."""
    flags = layers.both(layers.base.nodes.unfinished, layers.changes.nodes.unfinished)[layers.nodes]
    found = (int(row) for row in layers.nodes[flags > 0])
    count = layers.node_count
    return frozenset(
        layers.base.nodes.ids[row] if row < count else layers.changes.nodes.ids[row - count] for row in found
    )


def _any_seen(table: Table, hidden: frozenset[str]) -> Mask:
    """Return which facts of a table have evidence that is not hidden."""
    codes = [code for source in hidden if (code := table.words.find(source)) >= 0]
    kept = np.concatenate([[0], np.cumsum(~np.isin(table.facts.sources, codes))])
    at = table.facts.places.at
    return np.asarray(kept[at[1:]] > kept[at[:-1]], dtype=np.bool_)


def _without_hidden(schema: Schema, layers: Layers, hidden: frozenset[str]) -> Table:
    """Return the nodes of which hidden sources say something, as all others have them."""
    overlay, count = GrowingTable(schema), layers.node_count
    counting = np.zeros(count + len(layers.changes.nodes.ids), dtype=np.bool_)
    counting[layers.nodes] = True
    for table, shift in ((layers.base, 0), (layers.changes, count)):
        rows = np.unique(np.concatenate([table.nodes.claims.containing(source) for source in hidden]))
        for row in rows.tolist():
            if counting[row + shift] and table.nodes.state[row] == THERE:
                _add_without(overlay, schema, table, row, hidden)
    return overlay.done()


def _add_without(overlay: GrowingTable, schema: Schema, table: Table, row: int, hidden: frozenset[str]) -> None:
    nodes = table.nodes
    node_id, label = nodes.ids[row], table.words[int(nodes.label[row])]
    if label == "Source":
        return
    claims = Claims.parse(nodes.claims[row]).without(hidden)
    if not claims.items:
        overlay.gone(node_id, whole=False)
        return
    x, y = float(nodes.x[row]), float(nodes.y[row])
    place = {} if x != x or y != y else {"map_x": x, "map_y": y}
    said = {"id": node_id, "keys": nodes.keys[row], "claims": claims.stored(), **place}
    overlay.node(label, said | claims.properties(schema.nodes[label]), whole=False)
