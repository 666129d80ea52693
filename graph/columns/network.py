"""A network over columns: nodes and facts are made when somebody looks at one."""

import json
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from datetime import date, timedelta
from math import isnan
from typing import Any, overload

import numpy as np

from graph.columns.closeness import closest
from graph.columns.columns import NetworkColumns
from graph.columns.growing import GrowingTable
from graph.columns.lately import Lately
from graph.columns.layers import Layers
from graph.columns.texts import Longs, Rows, viewed
from graph.model.dates import first_day, last_day
from graph.model.facts import LEVELS, Confidentiality
from graph.model.schema import Schema
from graph.network import Network, Node, Relation
from graph.network.audience import AudienceSight, load_rules

_NODES, _FACTS = 15_000, 40_000  # of those made last at least so many are kept, at most twice as many
_new = object.__new__
_NODE = tuple(getattr(Node, name).__set__ for name in ("_maker", "_row", "id", "label"))
_row_of = Relation._row.__get__  # type: ignore[attr-defined]
_FACT = tuple(getattr(Relation, name).__set__ for name in ("_maker", "_row", "type", "start", "end"))


class _NodeMaker:
    """Makes nodes, and says what they are when they are asked."""

    def __init__(self, columns: NetworkColumns) -> None:
        self._columns, self._made = columns, Lately[int, Node](_NODES)
        self.count = 0  # nodes that were made

    def __call__(self, position: int) -> Node:
        """Return the node at a position."""
        found = self._made.get(position)
        if found is None:
            self.count += 1
            found = self._made.put(position, self._new(position))
        return found

    def _new(self, position: int) -> Node:
        columns, made = self._columns, _new(Node)
        row = int(columns.node_rows[position])
        table, at = columns.node_at(row)
        said = self, row, columns.id_at(position), columns.words[int(table.nodes.label[at])]
        for put, value in zip(_NODE, said, strict=True):
            put(made, value)
        return made

    def value(self, row: int, name: str) -> Any:
        """Return one attribute of the node in a row."""
        table, at = self._columns.node_at(row)
        nodes = table.nodes
        match name:
            case "name":
                return nodes.name[at]
            case "search_text":
                return nodes.search[at]
            case "kind":
                return self._columns.words[int(nodes.kind[at])]
            case "fields":
                said = nodes.said[at]
                return json.loads(said) if said else {}
            case "keys" | "claims":
                return getattr(nodes, name)[at]
            case "invented":
                return bool(nodes.invented[at])
            case "position":
                x, y = float(nodes.x[at]), float(nodes.y[at])
                return None if isnan(x) else (x, y)
        raise AttributeError(name)


class _FactMaker:
    """Makes facts, and says what they are when they are asked."""

    def __init__(self, columns: NetworkColumns) -> None:
        self._columns, self._made = columns, Lately[int, Relation](_FACTS)
        self._types, self._id_at = columns.types, columns.id_at
        arrays = columns.fact_rows, columns.fact_column("type"), columns.start, columns.end
        self._rows, self._type, self._start, self._end = map(viewed, arrays)
        self.count = 0  # facts that were made

    def __call__(self, position: int) -> Relation:
        """Return the fact at a position."""
        found = self._made.get(position)
        if found is None:
            self.count += 1
            found = self._made.put(position, self._new(position))
        return found

    def _new(self, position: int) -> Relation:
        made, row = _new(Relation), self._rows[position]
        maker_is, row_is, type_is, start_is, end_is = _FACT
        maker_is(made, self)
        row_is(made, row)
        type_is(made, self._types[self._type[row]])
        start_is(made, self._id_at(self._start[row]))
        end_is(made, self._id_at(self._end[row]))
        return made

    def value(self, row: int, name: str) -> Any:
        """Return one attribute of the fact in a row."""
        columns = self._columns
        table, at = columns.fact_at(row)
        facts, words = table.facts, columns.words
        match name:
            case "id":
                return facts.ids[at]
            case "role":
                return words[int(facts.role[at])]
            case "valid_from":
                return words[int(facts.begin[at])]
            case "valid_to":
                return words[int(facts.until[at])]
            case "evidence":
                return columns.evidence(row)
            case "recorded_at":
                return min(columns.said(row, "recorded"))
            case "retired_at":
                found = columns.said(row, "retired")
                return max(found) if all(found) else ""
        raise AttributeError(name)


class _Values(ValuesView[Node]):
    """All nodes in the order of their ids."""

    def __init__(self, nodes: "_Nodes") -> None:
        super().__init__(nodes)
        self._nodes = nodes

    def __iter__(self) -> Iterator[Node]:
        return self._nodes.made()


class _Items(ItemsView[str, Node]):
    """All ids and nodes in the order of the ids."""

    def __init__(self, nodes: "_Nodes") -> None:
        super().__init__(nodes)
        self._nodes = nodes

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return zip(self._nodes, self._nodes.made(), strict=True)


class _Nodes(Mapping[str, Node]):
    """All nodes by id."""

    def __init__(self, columns: NetworkColumns, make: _NodeMaker) -> None:
        self._columns, self._make = columns, make

    def __getitem__(self, node_id: str) -> Node:
        """Return a node."""
        position = self._columns.position(node_id)
        if position < 0:
            raise KeyError(node_id)
        return self._make(position)

    def __contains__(self, node_id: object) -> bool:
        """Return whether there is a node with an id."""
        return self._columns.position(node_id) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.ids)

    def __len__(self) -> int:
        return len(self._columns.node_rows)

    def made(self) -> Iterator[Node]:
        """Return all of them in order."""
        return map(self._make, range(len(self)))

    def values(self) -> ValuesView[Node]:
        """Return all nodes."""
        return _Values(self)

    def items(self) -> ItemsView[str, Node]:
        """Return all ids with their nodes."""
        return _Items(self)


class _Relations(Sequence[Relation]):
    """All facts in order."""

    def __init__(self, columns: NetworkColumns, make: _FactMaker) -> None:
        self._columns, self._make = columns, make

    @overload
    def __getitem__(self, index: int) -> Relation: ...
    @overload
    def __getitem__(self, index: slice) -> list[Relation]: ...
    def __getitem__(self, index: int | slice) -> Relation | list[Relation]:
        """Return a fact, or some."""
        places = range(len(self))
        return self._make(places[index]) if isinstance(index, int) else [self._make(i) for i in places[index]]

    def __iter__(self) -> Iterator[Relation]:
        return map(self._make, range(len(self)))

    def __len__(self) -> int:
        return len(self._columns.fact_rows)

    def __eq__(self, other: object) -> bool:
        """Return whether other facts are the same in the same order."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class ColumnNetwork(Network):
    """A network whose nodes and facts are rows until they are looked at."""

    __slots__ = ("_facts_of", "_make", "_make_fact", "columns")

    def __init__(self, schema: Schema, columns: NetworkColumns, version: int) -> None:
        self.columns, self.schema, self.version, self.known_at = columns, schema, version, None
        self._make, self._make_fact = _NodeMaker(columns), _FactMaker(columns)
        self._facts_of = Lately[str, list[Relation]](_FACTS)
        self.nodes = _Nodes(columns, self._make)
        self.relations = _Relations(columns, self._make_fact)

    @property
    def made(self) -> tuple[int, int]:
        """How many nodes and facts were made of rows."""
        return self._make.count, self._make_fact.count

    def place_of(self, fact: Relation) -> int:
        """Return the place of a fact that was made here among all of them."""
        return int(self.columns.fact_position[_row_of(fact)])

    def around(self, node_id: str) -> list[Relation]:
        """Return the facts a node stands in."""
        found = self._facts_of.get(node_id)
        if found is None:
            found = [self._make_fact(i) for i in self.columns.around(self._position(node_id))]
            found = self._facts_of.put(node_id, found, len(found) + 1)
        return found

    def by_label(self, *labels: str) -> list[Node]:
        """Return the nodes with one of the labels, by name as German readers sort."""
        positions = self._labelled(labels).tolist()
        names = self.columns.node_texts("folded")
        return [self._make(i) for i in sorted(positions, key=lambda i: (names[i], i))]

    def count_labels(self) -> Mapping[str, int]:
        """Return how many nodes there are of each label."""
        columns = self.columns
        codes, counts = np.unique(columns.node_column("label")[columns.node_rows], return_counts=True)
        return {columns.words[code]: count for code, count in zip(codes.tolist(), counts.tolist(), strict=True)}

    def count_types(self) -> Mapping[str, int]:
        """Return how many facts there are of each type."""
        columns = self.columns
        places, counts = np.unique(columns.fact_column("type")[columns.fact_rows], return_counts=True)
        return {columns.types[place]: count for place, count in zip(places.tolist(), counts.tolist(), strict=True)}

    def containing(self, words: Collection[str], labels: Collection[str] = ()) -> Iterable[Node]:
        """Return the nodes, of some labels or all, whose search text contains each of the words."""
        return [self._make(i) for i in self._containing(words, labels).tolist()]

    def closest(self, wanted: str, labels: Collection[str], limit: int) -> Iterable[Node]:
        """Return the nodes that contain each word of a folded text, as far as they can be among the first so many."""
        found = self._containing(wanted.split(), labels)
        return [self._make(i) for i in closest(self.columns, found, wanted, limit).tolist()]

    def _containing(self, words: Collection[str], labels: Collection[str]) -> Longs:
        found = self.columns.containing(list(words))
        return np.intersect1d(found, self._labelled(labels), assume_unique=True) if labels else found

    def saying(self, field_name: str) -> Iterable[Node]:
        """Return the nodes of which a field is known."""
        found = map(self._make, self.columns.naming(field_name).tolist())
        return (node for node in found if field_name in node.fields)

    def folded_names(self, without: str) -> Mapping[str, str]:
        """Return the folded name of each node that does not have a label, by id."""
        columns = self.columns
        named = np.ones(len(columns.node_rows), dtype=np.bool_)
        named[self._labelled((without,))] = False
        ids, names = columns.ids, columns.node_texts("folded")
        return {ids[i]: names[i] for i in np.flatnonzero(named).tolist()}

    def search_texts(self, labels: Collection[str]) -> Mapping[str, str]:
        """Return the folded names of each node with one of the labels, all of them in one text, by id."""
        ids, texts = self.columns.ids, self.columns.node_texts("search")
        return {ids[i]: texts[i] for i in sorted(self._labelled(tuple(labels)).tolist())}

    def reaches_to(self, today: date) -> date | None:
        """Return the newest day up to today that anything here is evidence of; None where nothing has a day."""
        columns = self.columns
        days_of_nodes = columns.node_column("begin")[columns.node_rows]  # of sources and events
        texts = self._distinct(days_of_nodes) | self._distinct(columns.fact_column("begin")[columns.fact_rows])
        days = [last_day(text) for text in texts if first_day(text) <= today]
        ends = (last_day(text) for text in self._distinct(columns.fact_column("until")[columns.fact_rows]))
        days += [end + timedelta(days=1) for end in ends if end < today]
        return min(max(days), today) if days else None

    def parts(self, node_id: str, holds: Callable[[Relation], bool] = lambda fact: True) -> list[Relation]:
        """Return the facts that say what is a part of a node itself, as far as they hold."""
        return [r for r in self._part_of(node_id) if r.end == node_id and holds(r)]

    def wholes(self, node_id: str) -> list[str]:
        """Return what a node is a part of itself."""
        return sorted(r.end for r in self._part_of(node_id) if r.start == node_id)

    def _part_of(self, node_id: str) -> list[Relation]:
        columns = self.columns
        positions = np.array(columns.around(self._position(node_id)), dtype=np.int64)
        types = columns.fact_column("type")[columns.fact_rows[positions]]
        return [self._make_fact(i) for i in positions[types == columns.types.index("PART_OF")].tolist()]

    def _position(self, node_id: str) -> int:
        position = self.columns.position(node_id)
        if position < 0:
            raise KeyError(node_id)
        return position

    def _labelled(self, labels: Iterable[str]) -> Rows:
        columns = self.columns
        codes = [columns.words.find(label) for label in labels]
        return np.flatnonzero(np.isin(columns.node_column("label")[columns.node_rows], codes))  # type: ignore[return-value]

    def _distinct(self, codes: Rows) -> set[str]:
        words = self.columns.words
        used = np.zeros(len(words), dtype=np.bool_)
        used[codes] = True
        return {words[code] for code in np.flatnonzero(used).tolist()} - {""}


def columns_of(network: Network) -> NetworkColumns:
    """Return the columns of a network; one of objects, as tests and audiences have it, is put into columns first."""
    if isinstance(network, ColumnNetwork):
        return network.columns
    return _columns(network.schema, network.nodes.values(), network.relations)


def seen_in_columns(network: Network, audience: Confidentiality) -> Network:
    """Return what `seen_by` does, in columns: not all nodes and facts are there as objects at once."""
    if audience == LEVELS[-1]:
        return network
    sight, nodes = AudienceSight(network, audience, load_rules()), set[str]()

    def named() -> Iterator[Node]:
        for node in sight.nodes():
            nodes.add(node.id)
            yield node

    return ColumnNetwork(network.schema, _columns(network.schema, named(), sight.facts(nodes)), network.version)


def _columns(schema: Schema, nodes: Iterable[Node], facts: Iterable[Relation]) -> NetworkColumns:
    table = GrowingTable(schema)
    for node in nodes:
        table.made_node(node)
    for fact in facts:
        table.made_fact(fact)
    return NetworkColumns(schema, Layers(table.done(), GrowingTable(schema).done()), united=False)
