"""The schema: which nodes and relationships exist, read once from the YAML files beside this module.

One file a type. Labels, types and property names in queries come from here alone, never from input.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from graph.model.fold import fold
from graph.packaged import read_yaml

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
# The id of an invented source says so, and with it every piece of evidence: `invented-2f3a...#row 7`.
INVENTED_SOURCE = "invented"
# The id of what somebody entered by hand says so, too.
ENTERED_SOURCE = "entry"
# What is on a map and in the lists beside it: all but sources, in the order of legends and filters.
ON_MAP = ("Person", "Organisation", "Event", "Topic", "Region")
# The facts by which somebody belongs to an organisation.
BELONGS = ("WORKS_FOR", "MEMBER_OF")
# The facts that show an actor in contact with others.
CONTACTS = ("TOOK_PART_IN", "KNOWS", "COOPERATES_WITH", *BELONGS, "FUNDS")
BOOKKEEPING_FIELDS = ("id", "name", "search_text", "keys", "claims", "invented")


class SchemaEntry(BaseModel):
    """Base of all schema entries: unknown words in a YAML file are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(SchemaEntry):
    """A display name in both languages of the interface."""

    de: str
    en: str


class FieldType(SchemaEntry):
    """One property of a node; `list` fields collect values, others hold the best supported one."""

    display: Text
    list: bool = False
    searchable: bool = False
    date: bool = False
    number: bool = False
    flag: bool = False
    values: tuple[str, ...] = ()


class NodeType(SchemaEntry):
    """One label with its fields and kinds."""

    label: Identifier
    display: Text
    plural: Text
    id_prefix: Identifier
    kind_field: Identifier = "kind"
    kinds: dict[Identifier, Text] = Field(default_factory=dict)
    fields: dict[Identifier, FieldType]

    @field_validator("fields")
    @classmethod
    def _no_reserved_names(cls, fields: dict[str, FieldType]) -> dict[str, FieldType]:
        reserved = sorted(set(fields) & set(BOOKKEEPING_FIELDS))
        if reserved:
            raise ValueError(f"reserved field names: {', '.join(reserved)}")
        return fields


# "Referent/in", "Redner*in", "Moderator:innen", "Teilnehmer(in)".
_GENDER_FORM = re.compile(r"\s*[/*:_(]\s*-?in(?:nen)?\)?\s*$", re.IGNORECASE)


class RoleType(SchemaEntry):
    """A role of a closed list, with the words that mean the same."""

    display: Text
    synonyms: tuple[str, ...] = ()


class RelationshipType(SchemaEntry):
    """One relationship type; without `roles` the role is free text."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    type: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]*$")]
    display: Text
    start: tuple[Identifier, ...] = Field(alias="from")
    end: tuple[Identifier, ...] = Field(alias="to")
    directed: bool = True
    same_label: bool = False
    roles: dict[Identifier, RoleType] = Field(default_factory=dict)

    def allows(self, start: str, end: str) -> bool:
        """Return whether the type may lead from a `start` label to an `end` label."""
        return start in self.start and end in self.end and (not self.same_label or start == end)

    def find_role(self, text: str) -> str | None:
        """Return the role that `text` means (its name, display name or a synonym); free text as it is."""
        if not self.roles or not text:
            return text
        return self._role_words.get(fold(text)) or self._role_words.get(fold(_GENDER_FORM.sub("", text)))

    @cached_property
    def _role_words(self) -> dict[str, str]:
        words = {name: (name, r.display.de, r.display.en, *r.synonyms) for name, r in self.roles.items()}
        return {fold(word): name for name, synonyms in words.items() for word in synonyms}

    def ends(self) -> Iterable[tuple[str, str]]:
        """Yield each allowed pair of labels."""
        return ((s, e) for s in self.start for e in self.end if self.allows(s, e))


class Schema(SchemaEntry):
    """All node and relationship types by name."""

    nodes: dict[str, NodeType]
    relationships: dict[str, RelationshipType]

    @model_validator(mode="after")
    def _labels_exist(self) -> Self:
        for kind in self.relationships.values():
            unknown = (set(kind.start) | set(kind.end)) - set(self.nodes)
            if unknown:
                raise ValueError(f"{kind.type}: unknown labels {sorted(unknown)}")
        prefixes = [n.id_prefix for n in self.nodes.values()]
        if len(prefixes) != len(set(prefixes)):
            raise ValueError("two node types share an id_prefix")
        return self

    def label_of(self, node_id: str) -> str:
        """Return the label a node id belongs to.

        Raises:
            KeyError: the id has no known prefix.
        """
        return self._labels_by_prefix[node_id.partition("-")[0]]

    def by_label(self, node_ids: Iterable[str]) -> dict[str, list[str]]:
        """Return ids of nodes by their label, labels and ids sorted.

        Raises:
            KeyError: an id has no known prefix.
        """
        found: dict[str, list[str]] = {}
        for node_id in sorted(node_ids):
            found.setdefault(self.label_of(node_id), []).append(node_id)
        return dict(sorted(found.items()))

    def is_node(self, text: str) -> bool:
        """Return whether a text has the prefix of a node id."""
        return text.partition("-")[0] in self._labels_by_prefix

    @cached_property
    def _labels_by_prefix(self) -> dict[str, str]:
        return {n.id_prefix: n.label for n in self.nodes.values()} | {
            INVENTED_SOURCE: "Source",
            ENTERED_SOURCE: "Source",
        }


def _read(folder: Literal["nodes", "relationships"]) -> list[dict[str, object]]:
    entries = sorted(files(__name__).joinpath(folder).iterdir(), key=lambda f: f.name)
    return [read_yaml(f.read_text(encoding="utf-8")) for f in entries if re.fullmatch(r"\w+\.yaml", f.name)]


@cache
def load() -> Schema:
    """Return the schema of this version of the program."""
    nodes = [NodeType.model_validate(entry) for entry in _read("nodes")]
    relationships = [RelationshipType.model_validate(entry) for entry in _read("relationships")]
    return Schema(
        nodes={n.label: n for n in nodes},
        relationships={r.type: r for r in relationships},
    )
