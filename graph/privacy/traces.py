"""Where a person stands in what is stored: everything is looked through, nothing is left to what ought to be there.

Where it is known by which words she is named, only what may name her is taken apart (`graph.privacy.sieve`): nodes are
handed over one by one, of relationships each text once, and only those of a text that passes. The relationships in
which she stands are found from her node; those of a node whose keys may name her, from that one. Where only
fingerprints are known everything is taken apart.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from graph.bookkeeping import DECISION, ENTRY, KEPT_RECORDS, PRIVACY, PROPOSAL
from graph.model.decisions import kept_nodes
from graph.model.schema import RelationshipType, Schema
from graph.privacy.scrubbing import Scrubber
from graph.privacy.sieve import Sieve
from graph.store.about import is_about
from graph.store.hiding import RESTRICTING
from graph.store.view import View

Fate = Literal["delete", "change"]
Rows = dict[str, dict[str, Any]]
_MOST = 300  # ids and keys that are looked for in each note; of more, all notes are taken apart


@dataclass(frozen=True, slots=True)
class Trace:
    """One stored thing in which a person stands: `label` of a node or type of a relationship, and what becomes of it.

    `changed` are its properties without her, where it is about others as well.
    """

    label: str
    id: str
    fate: Fate
    properties: Mapping[str, Any]
    changed: Mapping[str, Any] = field(default_factory=dict)
    start: str = ""
    end: str = ""

    @property
    def book(self) -> str:
        """The book of a note, "" for anything else."""
        return str(self.properties.get("book", "")) if self.label == ENTRY else ""


@dataclass(frozen=True, slots=True)
class Search:
    """Looks for some people: `ids` of their nodes, and what finds them in texts."""

    view: View
    schema: Schema
    ids: frozenset[str]
    keys: frozenset[str]
    scrubber: Scrubber
    facts: Mapping[str, Rows]  # those they stand in, by type and id
    sieve: Sieve | None  # what may name them; None where that is not known

    @classmethod
    def of(
        cls,
        view: View,
        schema: Schema,
        ids: frozenset[str],
        keys: frozenset[str],
        scrubber: Scrubber,
        words: Collection[str] | None = None,
    ) -> "Search":
        """Return a search that also knows the relationships these nodes stand in, and the nodes that they took up."""
        ids |= {node for node, now in kept_nodes(view.decisions_on(ids)).items() if now in ids}
        facts = _facts_of(view, schema, ids)
        scrubber.gone = frozenset({*ids, *keys, *(fact for some in facts.values() for fact in some)})
        exactly = {form for one in ids | keys for form in (one, json.dumps(one, ensure_ascii=False)[1:-1])}
        sieve = None if words is None else Sieve(frozenset(words), frozenset(exactly))
        return cls(view, schema, ids, keys, scrubber, facts, sieve)

    def traces(self) -> Iterator[Trace]:
        """Yield everything in which they stand: nodes, relationships, decisions, proposals, notes."""
        near: dict[str, list[str]] = {}  # whose keys may name them: what they stand in says them too
        for label in self.schema.nodes:
            for node in self._nodes(label):
                own = str(node["id"])
                if self.sieve and label != "Source" and self.sieve.passes(node.get("keys") or ()):
                    near.setdefault(label, []).append(own)
                yield from self._trace(label, own, node, "delete" if own in self.ids else None)
        for name in self.schema.relationships:
            for fact, row in self._facts(name, near).items():
                fate: Fate | None = "delete" if self.ids & {row["start"], row["end"]} else None
                for trace in self._trace(name, fact, row["f"], fate):
                    yield Trace(name, fact, trace.fate, trace.properties, trace.changed, row["start"], row["end"])
        for label in KEPT_RECORDS:
            for record in self._records(label):
                yield from self._trace(label, str(record["id"]), record, self._fate(label, record))

    def _nodes(self, label: str) -> Iterable[dict[str, Any]]:
        if not self.sieve:
            return self.view.nodes(label)
        may = self.sieve
        return (n for n in self.view.stream_nodes(label) if n["id"] in self.ids or may.any_of(n.values()))

    def _facts(self, name: str, near: Mapping[str, Collection[str]]) -> Rows:
        """Return the relationships of a type that may say something of them."""
        if not self.sieve:
            return by_id(self.view.facts(name))
        kind, found = self.schema.relationships[name], dict(self.facts.get(name, {}))
        for label, some in near.items():
            found |= facts_of(self.view, name, kind, label, some)
        bare = self.sieve.without_digits()
        may, is_bare = bare or self.sieve, bare is not None
        shapes = {shape for shape in self.view.shapes_of_facts(name, bare=is_bare) if may.passes(shape)}
        return found | (by_id(self.view.facts_shaped(name, shapes, bare=is_bare)) if shapes else {})

    def _records(self, label: str) -> Iterable[Mapping[str, Any]]:
        if not self.sieve:
            return self.view.records(label)
        may = replace(self.sieve, exactly=self.sieve.exactly | {*self.scrubber.gone})
        if len(may.exactly) > _MOST:
            return self.view.records(label)
        return (record for record in self.view.records(label) if may.any_of(record.values()))

    def _trace(self, label: str, own: str, properties: Mapping[str, Any], fate: Fate | None) -> Iterator[Trace]:
        if fate == "delete":
            yield Trace(label, own, fate, properties)
            return
        kept = {name: value for name, value in properties.items() if name != "id"}
        changed = self.scrubber.scrubbed(kept | self._without_words(kept) if label == ENTRY else kept)
        if changed != kept:
            yield Trace(label, own, "change", properties, changed)

    def _fate(self, label: str, record: Mapping[str, Any]) -> Fate | None:
        if label == DECISION:
            named = {record["keep"], record["other"], *record["keep_keys"], *record["keys"]}
            return "delete" if named & {*self.ids, *self.keys} else None
        if label == PROPOSAL:
            return "delete" if self.scrubber.matcher.finds(str(record["name"])) else None
        return self._fate_of_note(record)

    def _fate_of_note(self, record: Mapping[str, Any]) -> Fate | None:
        own, body = str(record["id"]), json.loads(record["body"])
        is_hers = is_about(record["book"], own, body, self.ids) or self.scrubber.matcher.finds(own)
        return "delete" if is_hers else None

    def _without_words(self, note: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body of the note of her restriction without the words by which she was found in texts."""
        if note["book"] != PRIVACY:
            return {}
        body = json.loads(note["body"])
        if body.get("what") not in RESTRICTING or body.get("person") not in self.ids:
            return {}
        return {"body": json.dumps(body | {"hidden": {}}, ensure_ascii=False, sort_keys=True)}


def _facts_of(view: View, schema: Schema, ids: Collection[str]) -> dict[str, Rows]:
    """Return the relationships that start or end at some nodes, by type and id."""
    found: dict[str, Rows] = {}
    for label, some in schema.by_label(ids).items():
        for name, kind in schema.relationships.items():
            found.setdefault(name, {}).update(facts_of(view, name, kind, label, some))
    return found


def facts_of(view: View, name: str, kind: RelationshipType, label: str, ids: Collection[str]) -> Rows:
    """Return the relationships of a type that start or end at some nodes of a label, by id."""
    found: Rows = {}
    for ends, read in ((kind.start, view.facts_from), (kind.end, view.facts_to)):
        if label in ends and ids:
            found |= by_id(read(name, label, sorted(ids)))
    return found


def by_id(rows: Iterable[dict[str, Any]]) -> Rows:
    """Return relationships by their ids."""
    return {str(row["f"]["id"]): row for row in rows}
