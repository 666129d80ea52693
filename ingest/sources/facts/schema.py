"""The JSON Schema of facts files, generated from the schema of the network, for editors and other programs.

`python -m ingest.sources.facts.schema > docs/facts.schema.json` writes it anew. It can not see whether a ref is
declared, whether the ends fit the type, or whether a day exists: `check.py` decides.
"""

import json
import sys
from typing import Any

from graph.model.schema import FieldType, NodeType, RelationshipType, Text, load
from ingest.sources.facts.check import RELATIONSHIP_FIELDS, SOURCE_FIELDS

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Json = {"type": ["string", "number", "boolean", "null"]}
REQUIRED_TEXT: Json = {"type": ["string", "number"], "pattern": r"\S"}
DATE: Json = {
    "description": "Jahr, Monat oder Tag / year, month or day: 2021, 2021-03, 2021-03-16, 16.3.2021, März 2021",
    "type": ["string", "integer", "null"],
    "pattern": r"^\s*$|[0-9]{2}",
    "minimum": 1800,
    "maximum": 2200,
}
NUMBER: Json = {
    "type": ["string", "integer", "null"],
    "pattern": r"^([0-9]{1,9})?$",
    "minimum": 0,
    "maximum": 999999999,
}
EMAIL: Json = {
    "type": ["string", "null"],
    "pattern": r"^$|^\s*(mailto:)?<?[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s]{2,}$",
}
EXTERNAL_ID: Json = {
    "description": "Register und Nummer / register and number: lobbyregister:R000534",
    "type": ["string", "null"],
    "pattern": r"^$|^[A-Za-z][A-Za-z0-9_.-]*:\s*\S",
}
_SPECIAL = {"emails": EMAIL, "external_ids": EXTERNAL_ID}
_AT: Json = {**TEXT, "description": "Stelle in der Quelle / place in the source: Satz 3, Seite 2, row 7"}
_FLAG: Json = {"enum": [True, False, "true", "false", "yes", "no", "ja", "nein", "", None]}


def json_schema() -> Json:
    """Return the JSON Schema of a facts file."""
    schema = load()
    nodes = {label: kind for label, kind in schema.nodes.items() if label != "Source"}
    return {
        "$schema": DIALECT,
        "title": "Akteursnetz: Faktendatei / facts file",
        "description": "docs/facts.md",
        "type": "object",
        "additionalProperties": False,
        "required": ["source", "nodes"],
        "properties": {
            "source": {"$ref": "#/$defs/Source"},
            "nodes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/node"}},
            "relationships": {"type": ["array", "null"], "items": {"$ref": "#/$defs/relationship"}},
        },
        "$defs": {
            "Source": _source(schema.nodes["Source"]),
            "node": _one_of_types(list(nodes)),
            "relationship": _one_of_types(list(schema.relationships)),
            **{label: _node(kind) for label, kind in nodes.items()},
            **{name: _relationship(kind) for name, kind in schema.relationships.items()},
        },
    }


def _one_of_types(names: list[str]) -> Json:
    cases = [
        {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": {"$ref": f"#/$defs/{name}"}}
        for name in names
    ]
    return {"type": "object", "required": ["type"], "properties": {"type": {"enum": names}}, "allOf": cases}


def _source(kind: NodeType) -> Json:
    fields: Json = dict.fromkeys(SOURCE_FIELDS, TEXT)
    fields |= {name: _field(kind.fields[name], name, kind) for name in SOURCE_FIELDS if name in kind.fields}
    fields |= {"title": REQUIRED_TEXT, "invented": _FLAG}
    return _object(kind.display, ["title"], fields)


def _node(kind: NodeType) -> Json:
    fields: Json = {"ref": REQUIRED_TEXT, "type": {"const": kind.label}, "name": REQUIRED_TEXT, "at": _AT}
    fields |= {name: _field(definition, name, kind) for name, definition in kind.fields.items()}
    return _object(kind.display, ["ref", "type", "name"], fields)


def _relationship(kind: RelationshipType) -> Json:
    fields: Json = dict.fromkeys(RELATIONSHIP_FIELDS, TEXT)
    fields |= {"type": {"const": kind.type}, "from": REQUIRED_TEXT, "to": REQUIRED_TEXT}
    fields |= {"valid_from": DATE, "valid_to": DATE, "at": _AT}
    if kind.roles:
        words = {w for n, r in kind.roles.items() for w in (n, r.display.de, r.display.en, *r.synonyms)}
        fields["role"] = {"enum": [*sorted(words), "", None]}
    described = _object(kind.display, ["type", "from", "to"], fields)
    ends = ", ".join(f"{start} → {end}" for start, end in kind.ends())
    return {**described, "description": f"{described['description']}: {ends}"}


def _object(display: Text, required: list[str], fields: Json) -> Json:
    return {
        "description": f"{display.de} / {display.en}",
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": fields,
    }


def _field(definition: FieldType, name: str, kind: NodeType) -> Json:
    display = f"{definition.display.de} / {definition.display.en}"
    single = {"description": display, **_single(definition, name, kind)}
    if not definition.list:
        return single
    return {"description": display, "anyOf": [single, {"type": "array", "items": single}]}


def _single(definition: FieldType, name: str, kind: NodeType) -> Json:
    values = tuple(kind.kinds) if name == kind.kind_field else definition.values
    if values:
        return {"enum": [*values, "", None]}
    if definition.date:
        return DATE
    return NUMBER if definition.number else _SPECIAL.get(name, TEXT)


def main() -> None:
    """Print the JSON Schema."""
    sys.stdout.write(text())


def text() -> str:
    """Return the JSON Schema as the file in docs has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    main()
