"""Reading an export or a backup back: every line is checked before the first one is written."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from graph.bookkeeping import KEPT_RECORDS, META, PLACE
from graph.errors import InputError, SchemaMismatch
from graph.files.erasure_key import named
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
_END = 4096  # bytes that hold the last line, which is short


@dataclass(frozen=True, slots=True)
class Stored:
    """One line: a node or a relationship with its properties; `start` and `end` of relationships only."""

    label: str
    properties: Mapping[str, Any]
    start: str = ""
    end: str = ""


class Backup(Protocol):
    """What can be written back into an empty store."""

    def check(self, schema: Schema, newest: int) -> int:
        """Return the number of lines when everything is well; `newest` is our version of the schema.

        Raises:
            SchemaMismatch: a newer program wrote it.
            InputError: it can not be read, is cut off or was changed, or holds what this program does not know.
        """
        ...

    def version(self) -> int:
        """Return the version of the schema it was written with, once it is checked."""
        ...

    def erasure_key(self) -> str:
        """Return the id of the key of erasures it goes with; "" where it names none, or is not whole.

        Raises:
            InputError: it can not be read.
        """
        ...

    def stored(self, schema: Schema) -> Iterator[Stored]:
        """Yield what the lines hold, once they are checked.

        Raises:
            InputError: a line can not be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class JsonLines:
    """An export of the whole store: one file of lines, the last of which counts the others."""

    path: Path

    def stored(self, schema: Schema) -> Iterator[Stored]:
        """Yield what the lines hold."""
        for number, text in _texts(self.path):
            stored = parsed(self.path.name, number, text, schema)
            if stored.label != META:
                yield stored

    def version(self) -> int:
        """Return the version of the schema it was written with; the last line says it."""
        return int(self._end().get("schema_version", 0))

    def erasure_key(self) -> str:
        """Return the id of the key of erasures it goes with; the last line may say it."""
        try:
            return named(self._end().get("erasure_key", ""))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return ""  # `check` says what is not well

    def _end(self) -> Mapping[str, Any]:
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - _END))
            last = file.read().decode(errors="replace").splitlines()[-1]
        properties: Mapping[str, Any] = json.loads(last)["properties"]
        return properties

    def check(self, schema: Schema, newest: int) -> int:
        """Return the number of lines when everything is well."""
        name, fitting = self.path.name, Fitting(schema)
        count, digest, end = 0, hashlib.sha256(), None
        for number, text in _texts(self.path):
            if end is not None:
                raise InputError("backup_not_whole", file=name, row=number)
            stored = parsed(name, number, text, schema)
            if stored.label == META:
                end = stored.properties
                continue
            fitting.take(name, number, stored)
            count += 1
            digest.update(f"{text}\n".encode())
        if end is None or end.get("lines") != count or end.get("sha256") != digest.hexdigest():
            raise InputError("backup_not_whole", file=name, row=count + 1)
        refuse_newer(int(end.get("schema_version", 0)), newest)
        return count


def refuse_newer(version: int, newest: int) -> None:
    """Refuse what was written with a newer schema.

    Raises:
        SchemaMismatch: it was.
    """
    if version > newest:
        raise SchemaMismatch("schema_newer", database=version, program=newest)


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


def parsed(file: str, number: int, text: str, schema: Schema) -> Stored:
    """Return what a line holds.

    Raises:
        InputError: it is no line of an export, or holds what this program does not know.
    """
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


@dataclass(slots=True)
class Fitting:
    """Whether lines fit to those before them, as the constraints of a database ask: ids, keys, ends."""

    schema: Schema
    ids: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def take(self, file: str, number: int, stored: Stored) -> None:
        """Take the next line in.

        Raises:
            InputError: it does not fit.
        """
        own = f"{stored.label}:{stored.properties['id']}" if stored.label in KEPT_RECORDS else stored.properties["id"]
        if own in self.ids:
            raise InputError("backup_twice", file=file, row=number, value=own)
        self.ids.add(own)
        if stored.start:
            self._ends(file, number, stored)
        elif stored.label in self.schema.nodes:
            for key in stored.properties.get("keys", ()):
                if key in self.keys:
                    raise InputError("backup_twice", file=file, row=number, value=key)
                self.keys.add(key)

    def _ends(self, file: str, number: int, stored: Stored) -> None:
        kind = self.schema.relationships[stored.label]
        known = stored.start in self.ids and stored.end in self.ids
        if not known or not kind.allows(self.schema.label_of(stored.start), self.schema.label_of(stored.end)):
            raise InputError("backup_ends", file=file, row=number, value=f"{stored.start} {stored.label} {stored.end}")
