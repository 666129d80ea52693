"""The content of an export, the same for every format: actors and facts as rows of plain values, sources as text.

The names of fields are those that our own readers know, so that a file that comes back is the same network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model.dates import format_date
from graph.network import Network, Node, Relation

SEPARATOR = " | "  # between several texts where a format has no lists
# Neither XML nor a workbook can hold these.
_NO_TEXT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportedActor:
    """A node to hand on: its label, and its fields by name, lists as tuples."""

    id: str
    label: str
    name: str
    kind: str
    keys: tuple[str, ...]
    fields: Mapping[str, Value]
    invented: bool
    position: tuple[float, float] | None = None

    def flat(self) -> dict[str, str]:
        """Return `label` (the name), `type`, `keys`, `invented` and the fields as texts, without what is empty."""
        texts = {name: joined(value) for name, value in self.fields.items()}
        named = {"label": self.name, "type": self.label, "keys": joined(self.keys)}
        return {k: v for k, v in {**named, **texts, "invented": "true" if self.invented else ""}.items() if v}


@dataclass(frozen=True, slots=True)
class ExportedFact:
    """A relationship to hand on; `evidence` names its sources and places, as one reads them."""

    id: str
    start: str
    end: str
    type: str
    directed: bool
    role: str
    valid_from: str
    valid_to: str
    recorded_at: str
    evidence: tuple[str, ...]
    invented: bool

    def flat(self) -> dict[str, str]:
        """Return all but the ends as texts, without what is empty."""
        found = {
            "id": self.id,
            "type": self.type,
            "role": self.role,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "recorded_at": self.recorded_at,
            "evidence": joined(self.evidence),
            "invented": "true" if self.invented else "",
        }
        return {name: text for name, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class SourceSaid:
    """A source to hand on, for formats that can carry sources."""

    id: str
    name: str
    fields: Mapping[str, Value]
    invented: bool


@dataclass(frozen=True, slots=True)
class Content:
    """All actors by label and id, all facts by type and id, all sources by id."""

    title: str
    actors: tuple[ExportedActor, ...]
    facts: tuple[ExportedFact, ...]
    sources: tuple[SourceSaid, ...]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # fact id -> `source-id#place`


def joined(value: Value) -> str:
    """Return a value as one text."""
    return value if isinstance(value, str) else SEPARATOR.join(value)


def plain(text: str) -> str:
    """Return a text without characters that neither XML nor a workbook can hold.

    >>> plain("A" + chr(0) + "B")
    'AB'
    """
    return text.translate(_NO_TEXT)


def content_of(network: Network, title: str = "Akteursnetz") -> Content:
    """Return the content of a network: all nodes except sources, and the facts between them."""
    nodes = sorted(network.nodes.values(), key=lambda n: (n.label, n.id))
    facts = sorted(network.relations, key=lambda r: (r.type, r.id))
    return Content(
        plain(title),
        tuple(_actor(n) for n in nodes if n.label != "Source"),
        tuple(_fact(network, r) for r in facts),
        tuple(SourceSaid(n.id, plain(n.name), _fields(n), n.invented) for n in nodes if n.label == "Source"),
        {r.id: r.evidence for r in facts},
    )


def _actor(node: Node) -> ExportedActor:
    keys = tuple(map(plain, node.keys))
    return ExportedActor(
        node.id, node.label, plain(node.name), node.kind, keys, _fields(node), node.invented, node.position
    )


def _fields(node: Node) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in node.fields.items():
        found[name] = tuple(plain(str(v)) for v in value) if isinstance(value, list | tuple) else plain(str(value))
    return found


def _fact(network: Network, relation: Relation) -> ExportedFact:
    return ExportedFact(
        relation.id,
        relation.start,
        relation.end,
        relation.type,
        network.schema.relationships[relation.type].directed,
        plain(relation.role),
        relation.valid_from,
        relation.valid_to,
        relation.recorded_at,
        tuple(plain(_said_by(network, item)) for item in relation.evidence),
        relation.invented,
    )


def _said_by(network: Network, evidence: str) -> str:
    source, place = network.source(evidence), evidence.partition("#")[2]
    if source is None:
        return place
    day = str(source.fields.get("date", ""))
    return ", ".join(filter(None, (source.name, format_date(day, "de") if day else "", place)))
