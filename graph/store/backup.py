"""Reading an export back: every line is checked before the first one is written."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.bookkeeping import KEPT_RECORDS, META, PLACE
from graph.errors import InputError, SchemaMismatch
from graph.model.schema import BOOKKEEPING_FIELDS, Schema

_NODE_EXTRA = frozenset((*BOOKKEEPING_FIELDS, *PLACE, "retired_at", "former_claims", "title", "about"))
_SOURCE_EXTRA = frozenset(("withdrawn_at", "withdrawn_by", "replaced_by", "unfinished", "titled", "corrected"))
_FACT = frozenset(
    (
        *("id", "role", "valid_from", "valid_to", "recorded_at", "evidence", "from_key", "to_key"),
        *("retired_at", "former_evidence"),
    )
)
LONGEST_LINE = 64 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """One line: a node or a relationship with its properties; `start` and `end` of relationships only."""

    label: str
    properties: Mapping[str, Any]
    start: str = ""
    end: str = ""


def read_backup(path: Path, schema: Schema) -> Iterator[Stored]:
    """Yield what the lines of a checked export hold.

    Raises:
        InputError: a line can not be read.
    """
    for number, text in _texts(path):
        stored = _stored(path.name, number, text, schema)
        if stored.label != META:
            yield stored


def check_backup(path: Path, schema: Schema, newest: int) -> int:
    """Return the number of lines of an export in which everything is well; `newest` is our version of the schema.

    Raises:
        SchemaMismatch: a newer program wrote it.
        InputError: it can not be read, is cut off or was changed, or holds what this program does not know.
    """
    ids: set[str] = set()
    count, digest, end = 0, hashlib.sha256(), None
    for number, text in _texts(path):
        if end is not None:
            raise InputError("backup_not_whole", file=path.name, row=number)
        stored = _stored(path.name, number, text, schema)
        if stored.label == META:
            end = stored.properties
            continue
        _fits(path.name, number, stored, ids, schema)
        count += 1
        digest.update(f"{text}\n".encode())
    if end is None or end.get("lines") != count or end.get("sha256") != digest.hexdigest():
        raise InputError("backup_not_whole", file=path.name, row=count + 1)
    if int(end.get("schema_version", 0)) > newest:
        raise SchemaMismatch("schema_newer", database=end["schema_version"], program=newest)
    return count


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            number = 0
            while text := file.readline(LONGEST_LINE):
                number += 1
                if not text.endswith("\n"):
                    raise InputError("backup_not_whole", file=path.name, row=number)
                yield number, text.removesuffix("\n")
    except FileNotFoundError as error:
        raise InputError("no_such_file", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("unreadable_file", file=str(path), detail=str(error)) from error


def _stored(file: str, number: int, text: str, schema: Schema) -> Stored:
    try:
        said = json.loads(text)
        kind, properties = said["type"], said["properties"]
        label = said["labels"][0] if kind == "node" else said["label"]
        ends = ("", "") if kind == "node" else (str(said["start"]["id"]), str(said["end"]["id"]))
        known = _known(kind, label, schema)
        unknown = sorted(properties.keys() - known) if known is not None and label not in (META, *KEPT_RECORDS) else []
        well = isinstance(properties["id"], str) and all(map(_is_value, properties.values()))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("backup_line", file=file, row=number, value=text) from error
    if known is None or unknown or not well:
        raise InputError("backup_unknown", file=file, row=number, value=", ".join(unknown) or label)
    return Stored(label, properties, *ends)


def _known(kind: str, label: str, schema: Schema) -> frozenset[str] | None:
    """Return the properties that such a line may have, None where this program knows no such line."""
    if kind == "relationship":
        return _FACT if label in schema.relationships else None
    if kind != "node":
        return None
    if label in (META, *KEPT_RECORDS):
        return frozenset()
    if label not in schema.nodes:
        return None
    return frozenset(schema.nodes[label].fields) | _NODE_EXTRA | (_SOURCE_EXTRA if label == "Source" else frozenset())


def _is_value(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str | int | float) for item in value)
    return isinstance(value, str | int | float | bool)


def _fits(file: str, number: int, stored: Stored, ids: set[str], schema: Schema) -> None:
    own = f"{stored.label}:{stored.properties['id']}" if stored.label in KEPT_RECORDS else stored.properties["id"]
    if own in ids:
        raise InputError("backup_twice", file=file, row=number, value=own)
    ids.add(own)
    if stored.start:
        kind = schema.relationships[stored.label]
        known = stored.start in ids and stored.end in ids
        if not known or not kind.allows(schema.label_of(stored.start), schema.label_of(stored.end)):
            raise InputError("backup_ends", file=file, row=number, value=f"{stored.start} {stored.label} {stored.end}")
