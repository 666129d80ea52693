"""A table that grows row by row as it is read, in any order, and is sorted at the end."""

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import nan
from typing import Any

import numpy as np

from graph.columns.table import ELSEWHERE, GONE, THERE, FactColumns, NodeColumns, Table, taken
from graph.columns.texts import GrowingTexts, Lists, Longs, Rows, Texts
from graph.model.fold import fold
from graph.model.schema import RelationshipType, Schema
from graph.network import Node, Relation, is_over

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Properties = Mapping[str, Any]


class GrowingTable:
    """Takes in nodes and facts as the database has them."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._places = {name: i for i, name in enumerate(schema.relationships)}
        self._words: dict[str, int] = {"": 0}
        self._rows: dict[str, int] = {}
        self._texts = {name: GrowingTexts() for name in ("name", "folded", "search", "said", "fact", "place")}
        self._keys, self._claims = _GrowingLists(), _GrowingLists()
        self._node = array("i")
        self._xy = array("d")
        self._fact = array("i")
        self._sources = array("i")
        self._evidence = array("q", [0])

    def node(self, label: str, row: Properties, *, whole: bool = True) -> None:
        """Take in a node; one that was retired, withdrawn or restricted is gone."""
        if row.get("retired_at") or row.get("restricted") or (label == "Source" and row.get("withdrawn_at")):
            self._without(str(row["id"]), GONE, whole=whole, unfinished=bool(row.get("unfinished")))
            return
        kind = self._schema.nodes[label]
        said = {name: row[name] for name in kind.fields if row.get(name) not in (None, "", [])}
        flags = bool(row.get("invented")), bool(label == "Source" and row.get("unfinished"))
        words = self._words_of(label, str(said.get(kind.kind_field, "")), said)
        self._add(str(row["id"]), (THERE, int(whole), *map(int, flags), *words), row)
        self._texts["said"].add(_encode(said) if said else "")

    def gone(self, node_id: str, *, whole: bool = True) -> None:
        """Take in that a node is not there."""
        self._without(node_id, GONE, whole=whole)

    def fact(self, kind: RelationshipType, start: str, end: str, row: Properties) -> None:
        """Take in a fact; one that was retired or corrected, or is between two that were merged, is left out."""
        if is_over(row, start, end) or not row["evidence"]:
            return
        self._fact_as_said(kind.type, (start, end), row, flipped=not kind.directed and end < start)

    def made_node(self, node: Node) -> None:
        """Take in a node that was made elsewhere."""
        words = self._words_of(node.label, node.kind, node.fields)
        x, y = node.position or (None, None)
        row = {"name": node.name, "search_text": node.search_text, "keys": node.keys, "claims": node.claims}
        self._add(node.id, (THERE, 1, int(node.invented), 0, *words), row | {"map_x": x, "map_y": y})
        self._texts["said"].add(_encode(dict(node.fields)))

    def made_fact(self, fact: Relation) -> None:
        """Take in a fact that was made elsewhere, as it is."""
        names = ("id", "role", "valid_from", "valid_to", "evidence", "recorded_at")
        row = {name: getattr(fact, name) for name in names} | {"was_retired": fact.retired_at}
        self._fact_as_said(fact.type, (fact.start, fact.end), row, flipped=False)

    def _fact_as_said(self, type_: str, between: tuple[str, str], row: Properties, *, flipped: bool) -> None:
        start, end = between
        ends = (self._row(end), self._row(start)) if flipped else (self._row(start), self._row(end))
        said = (row.get("role"), row.get("valid_from"), row.get("valid_to"), row["recorded_at"], row.get("was_retired"))
        self._fact.extend((self._places[type_], *ends, flipped, *(self._word(text or "") for text in said)))
        self._texts["fact"].add(row["id"])
        for item in row["evidence"]:
            source, mark, place = item.partition("#")
            self._sources.append(self._word(source))
            self._texts["place"].add(mark + place)
        self._evidence.append(len(self._sources))

    def done(self) -> Table:
        """Return the table, sorted."""
        words = Texts.of(self._words)
        order = words.order()
        code = _inverse(order)
        ids = Texts.of(self._rows)
        by_id = ids.order()
        nodes = taken(self._nodes(ids, code), by_id)
        facts = self._facts(code, _inverse(by_id))
        by_type = facts.ids.order()
        by_type = by_type[np.argsort(facts.type[by_type], kind="stable")]
        return Table.of(nodes, taken(facts, by_type), words.take(order))

    def _add(self, node_id: str, numbers: tuple[int, ...], row: Properties) -> None:
        self._rows[node_id] = len(self._rows)
        self._node.extend(numbers)
        name, x, y = row.get("name") or "", row.get("map_x"), row.get("map_y")
        self._xy.extend((nan, nan) if x is None or y is None else (x, y))
        for column, text in (("name", name), ("folded", fold(name)), ("search", row.get("search_text") or "")):
            self._texts[column].add(text)
        self._keys.add(row.get("keys") or ())
        self._claims.add(row.get("claims") or ())

    def _without(self, node_id: str, state: int, *, whole: bool, unfinished: bool = False) -> None:
        self._add(node_id, (state, int(whole), 0, int(unfinished), 0, 0, 0, 0), {})
        self._texts["said"].add("")

    def _words_of(self, label: str, kind: str, said: Properties) -> tuple[int, ...]:
        """Return the words of label and kind, and of the days of an event or a source."""
        days = {"Event": (said.get("start"), said.get("end")), "Source": (said.get("date"), None)}
        return tuple(self._word(str(text or "")) for text in (label, kind, *days.get(label, ("", ""))))

    def _row(self, node_id: str) -> int:
        if node_id not in self._rows:
            self._without(node_id, ELSEWHERE, whole=False)
        return self._rows[node_id]

    def _word(self, text: str) -> int:
        return self._words.setdefault(text, len(self._words))

    def _nodes(self, ids: Texts, code: Rows) -> NodeColumns:
        numbers = np.array(self._node, dtype=np.int32).reshape(-1, 8)
        state, whole, invented, unfinished, label, kind, begin, until = (numbers[:, i] for i in range(8))
        places = np.array(self._xy, dtype=np.float64).reshape(-1, 2)
        return NodeColumns(
            ids=ids,
            state=state.astype(np.uint8),
            whole=whole.astype(np.uint8),
            invented=invented.astype(np.uint8),
            unfinished=unfinished.astype(np.uint8),
            name=self._texts["name"].done(),
            folded=self._texts["folded"].done(),
            search=self._texts["search"].done(),
            said=self._texts["said"].done(),
            label=code[label],
            kind=code[kind],
            begin=code[begin],
            until=code[until],
            x=places[:, 0],
            y=places[:, 1],
            keys=self._keys.done(),
            claims=self._claims.done(),
        )

    def _facts(self, code: Rows, row: Rows) -> FactColumns:
        numbers = np.array(self._fact, dtype=np.int32).reshape(-1, 9)
        type_, start, end, flipped, *said = (numbers[:, i] for i in range(9))
        role, begin, until, recorded, retired = (code[column] for column in said)
        evidence = Lists(np.array(self._evidence, dtype=np.int64), self._texts["place"].done())
        return FactColumns(
            self._texts["fact"].done(),
            type_,
            row[start],
            row[end],
            flipped.astype(np.uint8),
            role,
            begin,
            until,
            recorded,
            retired,
            evidence,
            code[np.array(self._sources, dtype=np.int64)],
        )


class _GrowingLists:
    def __init__(self) -> None:
        self._at, self._items = array("q", [0]), GrowingTexts()

    def add(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._items.add(text)
        self._at.append(len(self._items))

    def done(self) -> Lists:
        return Lists(np.array(self._at, dtype=np.int64), self._items.done())


def _inverse(order: Longs) -> Rows:
    """Return where each place went."""
    found = np.empty(len(order), dtype=np.int32)
    found[order] = np.arange(len(order), dtype=np.int32)
    return found


def renamed(table: Table, code: Rows, words: Texts) -> Table:
    """Return a table that names other words: `code` gives for each of its own the place among those."""
    of_nodes = ("label", "kind", "begin", "until")
    nodes = replace(table.nodes, **{name: code[getattr(table.nodes, name)] for name in of_nodes})
    names = ("role", "begin", "until", "recorded", "retired", "sources")
    facts = replace(table.facts, **{name: code[getattr(table.facts, name)] for name in names})
    return replace(table, nodes=nodes, facts=facts, words=words)
