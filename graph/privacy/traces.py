"""Where a person stands in what is stored: everything is looked through, nothing is left to what ought to be there.

Where it is known by which words she is named, the database hands over what may name her (`graph.privacy.sieve`), and
the relationships in which she stands are found from her node; where only fingerprints are known all is handed over.
Ids of her relationships stand in no property of the network but their own: they are looked for in decisions, proposals
and notes.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from graph.bookkeeping import DECISION, ENTRY, KEPT_RECORDS, PRIVACY, PROPOSAL
from graph.model.decisions import kept_nodes
from graph.model.schema import RelationshipType, Schema
from graph.privacy.scrubbing import Scrubber
from graph.privacy.sieve import pattern
from graph.store.about import is_about
from graph.store.hiding import RESTRICTING
from graph.store.view import View

Fate = Literal["delete", "change"]
Rows = dict[str, dict[str, Any]]
_MOST = 300  # ids and keys that a database looks for in each note; of more, all notes are handed over


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
    words: frozenset[str] | None  # by which they are named in texts; None where that is not known

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
        return cls(view, schema, ids, keys, scrubber, facts, None if words is None else frozenset(words))

    def traces(self) -> Iterator[Trace]:
        """Yield everything in which they stand: nodes, relationships, decisions, proposals, notes."""
        wanted = "" if self.words is None else pattern(self.words, {*self.ids, *self.keys})
        for label in self.schema.nodes:
            for node in self.view.nodes_like(label, wanted) if wanted else self.view.nodes(label):
                fate: Fate | None = "delete" if node["id"] in self.ids else None
                yield from self._trace(label, str(node["id"]), node, fate)
        for name in self.schema.relationships:
            rows = self.view.facts_like(name, wanted) if wanted else self.view.facts(name)
            for fact, row in {**self.facts.get(name, {}), **by_id(rows)}.items():
                fate = "delete" if self.ids & {row["start"], row["end"]} else None
                for trace in self._trace(name, fact, row["f"], fate):
                    yield Trace(name, fact, trace.fate, trace.properties, trace.changed, row["start"], row["end"])
        for label in KEPT_RECORDS:
            for record in self._records(label):
                yield from self._trace(label, str(record["id"]), record, self._fate(label, record))

    def _records(self, label: str) -> Iterable[Mapping[str, Any]]:
        if self.words is None or len(self.scrubber.gone) > _MOST:
            return self.view.records(label)
        return self.view.records_like(label, pattern(self.words, self.scrubber.gone))

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
