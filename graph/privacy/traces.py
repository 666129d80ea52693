"""Where a person stands in what is stored: everything is looked through, nothing is left to what ought to be there."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from graph.bookkeeping import DECISION, ENTRY, KEPT_RECORDS, PRIVACY, PROPOSAL
from graph.model.decisions import kept_nodes
from graph.model.schema import Schema
from graph.privacy.scrubbing import Scrubber
from graph.store.about import is_about
from graph.store.hiding import RESTRICTING
from graph.store.view import View

Fate = Literal["delete", "change"]


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

    @classmethod
    def of(cls, view: View, schema: Schema, ids: frozenset[str], keys: frozenset[str], scrubber: Scrubber) -> "Search":
        """Return a search that also knows the relationships these nodes stand in, and the nodes that they took up."""
        ids |= {node for node, now in kept_nodes(view.decisions()).items() if now in ids}
        facts = {f for label, fact, row in _facts(view, schema) if ids & {row["start"], row["end"]} for f in (fact,)}
        scrubber.gone = frozenset({*ids, *keys, *facts})
        return cls(view, schema, ids, keys, scrubber)

    def traces(self) -> Iterator[Trace]:
        """Yield everything in which they stand: nodes, relationships, decisions, proposals, notes."""
        for label in self.schema.nodes:
            for node in self.view.nodes(label):
                fate: Fate | None = "delete" if node["id"] in self.ids else None
                yield from self._trace(label, str(node["id"]), node, fate)
        for name, fact, row in _facts(self.view, self.schema):
            fate = "delete" if self.ids & {row["start"], row["end"]} else None
            for trace in self._trace(name, fact, row["f"], fate):
                yield Trace(name, fact, trace.fate, trace.properties, trace.changed, row["start"], row["end"])
        for label in KEPT_RECORDS:
            for record in self.view.records(label):
                yield from self._trace(label, str(record["id"]), record, self._fate(label, record))

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


def _facts(view: View, schema: Schema) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in schema.relationships:
        for row in view.facts(name):
            yield name, str(row["f"]["id"]), row
