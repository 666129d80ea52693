"""What is asked of all nodes and facts at once, answered by columns: none of them is made for that."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from graph.columns.columns import Mask
from graph.columns.network import ColumnNetwork, columns_of
from graph.columns.texts import Longs, Rows, utf8, viewed
from graph.model.facts import is_invented
from graph.network import Network, Node, Relation


def columnar(network: Network) -> ColumnNetwork:
    """Return a network in columns; one of objects is put into them."""
    if isinstance(network, ColumnNetwork):
        return network
    return ColumnNetwork(network.schema, columns_of(network), network.version)


class Facts(Sequence[Relation]):
    """Some facts of a network by their positions, each made when it is looked at."""

    def __init__(self, network: ColumnNetwork, positions: Longs) -> None:
        self._network, self._positions = network, positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, index: int) -> Relation: ...
    @overload
    def __getitem__(self, index: slice) -> list[Relation]: ...
    def __getitem__(self, index: int | slice) -> Relation | list[Relation]:
        """Return a fact, or some."""
        if isinstance(index, slice):
            return [self._network.relations[i] for i in self._positions[index].tolist()]
        return self._network.relations[int(self._positions[index])]


class Overall:
    """All nodes and facts of a network, by their positions in its columns; masks have a place for each."""

    def __init__(self, network: Network) -> None:
        self.network = columnar(network)
        self._columns = columns = self.network.columns
        rows = columns.fact_rows
        self.start: Rows = columns.start[rows]
        self.end: Rows = columns.end[rows]
        self._type = columns.fact_column("type")[rows]

    @cached_property
    def _label(self) -> Rows:
        return self._columns.node_column("label")[self._columns.node_rows]

    @cached_property
    def _kind(self) -> Rows:
        return self._columns.node_column("kind")[self._columns.node_rows]

    @cached_property
    def facts_around(self) -> Longs:
        """In how many facts each node stands."""
        return self.degrees(np.ones(len(self.start), dtype=np.bool_))

    def degrees(self, facts: Mask) -> Longs:
        """Return in how many of some facts each node stands."""
        ends = np.concatenate([self.start[facts], self.end[facts]])
        return np.bincount(ends, minlength=len(self._label)).astype(np.int64)

    def neighbours(self, node: int) -> set[int]:
        """Return the nodes at the other ends of the facts of one."""
        facts = self._columns.around(node)
        both = zip(self.start[facts].tolist(), self.end[facts].tolist(), strict=True)
        return {end if start == node else start for start, end in both}

    def labelled(self, labels: Iterable[str]) -> Mask:
        """Return the nodes with one of the labels."""
        return self._is(self._label, labels)

    def of_kind(self, kinds: Iterable[str]) -> Mask:
        """Return the nodes of one of the kinds, whatever their label."""
        return self._is(self._kind, kinds)

    def _is(self, codes: Rows, words: Iterable[str]) -> Mask:
        wanted = [code for word in words if (code := self._columns.words.find(word)) >= 0]
        return np.asarray(np.isin(codes, wanted), dtype=np.bool_)

    def kinds(self) -> set[tuple[str, str]]:
        """Return which labels and kinds occur together."""
        words, count = self._columns.words, len(self._columns.words)
        pairs = np.unique(self._label * np.int64(count) + self._kind).tolist()
        return {(words[pair // count], words[pair % count]) for pair in pairs}

    def fact_words(self, name: str) -> Rows:
        """Return a column of words of all facts, as codes."""
        return self._columns.fact_column(name)[self._columns.fact_rows]

    def word(self, code: int) -> str:
        """Return the word of a code."""
        return self._columns.words[code]

    def source_date(self, code: int) -> str:
        """Return the date of the source whose id is the word of a code, "" where it has none."""
        source = self.network.nodes.get(self.word(code))
        return str(source.fields.get("date") or "") if source else ""

    def recorded_after(self, moment: str, type_: str) -> Facts:
        """Return the facts of a type that a source said after a moment; what came after it is among them."""
        codes = self.fact_words("recorded")
        used = np.unique(codes[self.is_type(type_)])
        later = used[[self.word(code) > moment for code in used.tolist()]]
        return Facts(self.network, np.flatnonzero(np.isin(codes, later) & self.is_type(type_)).astype(np.int64))

    def with_ids(self, ids: Collection[str]) -> Facts:
        """Return the facts with some ids, as far as they are there."""
        columns, rows = self._columns, viewed(self._columns.facts_by_id()) if ids else ()
        places = (bisect_left(rows, utf8(one), key=columns.raw_id) for one in sorted(ids))
        found = (
            rows[i]
            for i, one in zip(places, sorted(ids), strict=True)
            if i < len(rows) and columns.raw_id(rows[i]) == utf8(one)
        )
        return Facts(self.network, np.sort(columns.fact_position[list(found)]).astype(np.int64))

    def is_type(self, name: str) -> Mask:
        """Return the facts of a type."""
        types = self._columns.types
        return np.asarray(self._type == (types.index(name) if name in types else -1), dtype=np.bool_)

    def parts(self) -> Mask:
        """Return the nodes that are a part of another."""
        return self.ends(self.start, self.is_type("PART_OF"))

    def ends(self, side: Rows, facts: Mask) -> Mask:
        """Return the nodes that some facts have at a side, `start` or `end`."""
        found = np.zeros(len(self._label), dtype=np.bool_)
        found[side[facts]] = True
        return found

    def named(self, ids: Iterable[str]) -> Mask:
        """Return the nodes that have these ids; ids of none are left out."""
        found = np.zeros(len(self._label), dtype=np.bool_)
        found[[place for i in ids if (place := self._columns.position(i)) >= 0]] = True
        return found

    def ids(self, nodes: Mask) -> set[str]:
        """Return the ids of some nodes."""
        return {self._columns.id_at(i) for i in np.flatnonzero(nodes).tolist()}

    def nodes(self, positions: Collection[int]) -> Iterator[Node]:
        """Yield nodes by their positions."""
        return (self.network.nodes[self._columns.id_at(i)] for i in positions)

    def relations(self, facts: Mask) -> list[Relation]:
        """Return some facts, in their order."""
        return [self.network.relations[i] for i in np.flatnonzero(facts).tolist()]

    def without_place(self, labels: Iterable[str]) -> Mask:
        """Return the nodes with one of the labels that do not stand anywhere on the map."""
        columns = self._columns
        nowhere = np.isnan(columns.node_column("x")[columns.node_rows])
        return np.asarray(nowhere & self.labelled(labels), dtype=np.bool_)

    def count_invented(self) -> Mapping[str, int]:
        """Return how many nodes of each label are invented."""
        columns = self._columns
        invented = columns.node_column("invented")[columns.node_rows] > 0
        codes, counts = np.unique(self._label[invented], return_counts=True)
        return {columns.words[code]: count for code, count in zip(codes.tolist(), counts.tolist(), strict=True)}

    def count_invented_facts(self) -> int:
        """Return how many facts invented sources alone state."""
        facts, sources = self.said
        words = self._columns.words
        real = np.zeros(len(words), dtype=np.bool_)
        real[[code for code in np.unique(sources).tolist() if not is_invented(words[code])]] = True
        return len(self.start) - len(np.unique(facts[real[sources]]))

    def stated(self) -> Mapping[str, "Facts"]:
        """Return the facts each source states, by its id."""
        facts, sources = self.said
        words, count = self._columns.words, np.int64(max(len(self.start), 1))
        both = np.unique(sources * count + facts)
        codes, begins = np.unique(both // count, return_index=True)
        parts = np.split(both % count, begins[1:])
        return {
            words[code]: Facts(self.network, part) for code, part in zip(codes.tolist(), parts, strict=bool(len(codes)))
        }

    @cached_property
    def said(self) -> tuple[Rows, Rows]:
        """The facts and sources of all evidence that counts."""
        facts, sources = self._columns.sightings()
        words = self._columns.words
        hidden = [code for source in self._columns.hidden if (code := words.find(source)) >= 0]
        counts = (facts >= 0) & ~np.isin(sources, hidden)
        return facts[counts], sources[counts]
