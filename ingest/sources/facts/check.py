"""A facts file held against the schema: the first thing that does not fit is an error with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from graph.errors import InputError
from graph.model.dates import first_day, last_day, parse_date
from graph.model.facts import Value
from graph.model.fold import fold
from graph.model.keys import normal_email
from graph.model.schema import FieldType, NodeType, RelationshipType, load
from ingest.readers.marked import Marked
from ingest.records import Options
from ingest.records.lengths import longest, too_long

SOURCE_FIELDS = ("title", "kind", "publisher", "date", "url", "confidentiality", "invented")
SECTIONS = ("source", "nodes", "relationships")
NODE_FIELDS = ("ref", "type", "name", "at")
RELATIONSHIP_FIELDS = ("type", "from", "to", "role", "valid_from", "valid_to", "at")
_NUMBER = re.compile(r"[0-9]{1,9}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
# Signs that turn text round, or break lines, where one sees it.
_TURNS = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))) | {
    0x2028: " ",
    0x2029: " ",
}
_ADDRESSES = ("url", "website")
_WITH_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")  # "werk.example:8080" has none
# Schemes of the keys that are made from names and addresses; a file must not state these by itself.
_OUR_SCHEMES = frozenset({"mail", "name", "org", "event", "topic", "region", "nuts", "source"})
_SHAPES: dict[type, str] = {list: "[…]", dict: "{…}"}
_TRUE, _FALSE = frozenset({"true", "yes", "ja"}), frozenset({"false", "no", "nein"})


@dataclass(frozen=True, slots=True)
class DeclaredNode:
    """A node as the file declares it."""

    ref: str
    label: str
    name: str
    place: str
    values: Mapping[str, Value]
    line: int


@dataclass(frozen=True, slots=True)
class RelationshipSaid:
    """A relationship as the file states it; `start` and `end` are refs."""

    type: str
    start: str
    end: str
    place: str
    role: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(slots=True)
class CheckedFacts:
    """A facts file in which everything fits."""

    source: dict[str, Any]
    nodes: dict[str, DeclaredNode] = field(default_factory=dict)
    relationships: list[RelationshipSaid] = field(default_factory=list)


def check(content: Marked, file: str, options: Options) -> CheckedFacts:
    """Return the file's statements.

    Raises:
        InputError: the first thing that does not fit, with file, line and field.
    """
    return _Check(file, options).file(content)


class _Check:
    def __init__(self, file: str, options: Options) -> None:
        self.file_name, self.options, self.schema = file, options, load()

    def file(self, content: Marked) -> CheckedFacts:
        if not isinstance(content.value, dict):
            self.refuse("not_a_facts_file", content)
        sections = content.value
        self.known(sections, SECTIONS, content)
        if "source" not in sections and not self.options.title:
            self.refuse("missing_field", content, value="source")
        checked = CheckedFacts(self.source(sections.get("source", Marked({}, 1))))
        for item in self.items(sections.get("nodes")):
            node = self.node(item)
            if node.ref in checked.nodes:
                self.refuse("double_ref", item, "ref", node.ref)
            checked.nodes[node.ref] = node
        for item in self.items(sections.get("relationships")):
            checked.relationships.append(self.relationship(item, checked.nodes))
        if not checked.nodes:
            self.refuse("missing_field", content, value="nodes")
        return checked

    def source(self, item: Marked) -> dict[str, Any]:
        said = self.mapping(item)
        self.known(said, SOURCE_FIELDS, item)
        values = {name: text for name, marked in said.items() if (text := self.text(marked, name))}
        own = {"title": self.options.title, "publisher": self.options.publisher, "date": self.options.date}
        values |= {name: text for name, text in own.items() if text}
        if "title" not in values:
            self.refuse("missing_field", item, value="title")
        if "date" in values:
            values["date"] = self.date(values["date"], said.get("date", item), "date")
        kind = self.schema.nodes["Source"]
        self.one_of(values.get("kind"), kind.kinds, said.get("kind", item), "kind")
        allowed = kind.fields["confidentiality"].values
        self.one_of(values.get("confidentiality"), allowed, said.get("confidentiality", item), "confidentiality")
        invented = fold(values.get("invented", "false"))
        self.one_of(invented, _TRUE | _FALSE, said.get("invented", item), "invented")
        is_invented = invented in _TRUE if self.options.invented is None else self.options.invented
        return {**values, "invented": "true" if is_invented else "false"}

    def node(self, item: Marked) -> DeclaredNode:
        said = self.mapping(item)
        label = self.required(said, "type", item)
        labels = [name for name in self.schema.nodes if name != "Source"]
        if label not in labels:
            self.refuse("unknown_type", said["type"], "type", label, known=", ".join(labels))
        kind = self.schema.nodes[label]
        self.known(said, (*NODE_FIELDS, *kind.fields), item)
        name = self.required(said, "name", item)
        if not fold(name):
            self.refuse("missing_field", said["name"], value="name")
        values = {n: self.value(m, n, kind) for n, m in said.items() if n in kind.fields and m.value is not None}
        begin, until = (str(values.get(side, "")) for side in ("start", "end"))
        if begin and until and last_day(until) < first_day(begin):
            self.refuse("dates_swapped", said["end"], "end", until, start=begin)
        ref = self.required(said, "ref", item)
        return DeclaredNode(ref, label, name, self.place(said, item), values, item.line)

    def value(self, marked: Marked, name: str, kind: NodeType) -> Value:
        definition = kind.fields[name]
        if definition.list:
            items = marked.value if isinstance(marked.value, list) else [marked]
            return tuple(filter(None, (self.single(item, name, definition, kind) for item in items)))
        return self.single(marked, name, definition, kind)

    def single(self, marked: Marked, name: str, definition: FieldType, kind: NodeType) -> str:
        text = self.text(marked, name)
        if definition.date:
            return self.date(text, marked, name)
        if not text:
            return ""
        if definition.number and not _NUMBER.fullmatch(text):
            self.refuse("not_a_number", marked, name, text)
        if name == "emails":
            return normal_email(text) or self.refuse("bad_email", marked, name, text)
        if name == "external_ids":
            return self.external_id(text, marked)
        if name == kind.kind_field and kind.kinds:
            self.one_of(text, kind.kinds, marked, name)
        if definition.values:
            self.one_of(text, definition.values, marked, name)
        return text

    def external_id(self, text: str, marked: Marked) -> str:
        scheme, _, number = text.partition(":")
        if not _SCHEME.fullmatch(scheme) or scheme.lower() in _OUR_SCHEMES or not number.strip():
            self.refuse("bad_external_id", marked, "external_ids", text)
        return f"{scheme.lower()}:{number.strip()}"

    def relationship(self, item: Marked, nodes: Mapping[str, DeclaredNode]) -> RelationshipSaid:
        said = self.mapping(item)
        self.known(said, RELATIONSHIP_FIELDS, item)
        name = self.required(said, "type", item)
        if name not in self.schema.relationships:
            self.refuse("unknown_type", said["type"], "type", name, known=", ".join(self.schema.relationships))
        kind = self.schema.relationships[name]
        start, end = (self.end(said, side, item, nodes) for side in ("from", "to"))
        if not kind.allows(start.label, end.label):
            known = ", ".join(f"{s} -> {e}" for s, e in kind.ends())
            self.refuse("wrong_ends", item, "type", type=name, start=start.label, end=end.label, known=known)
        begin, until = (self.optional_date(said, side) for side in ("valid_from", "valid_to"))
        if begin and until and last_day(until) < first_day(begin):
            self.refuse("dates_swapped", said["valid_to"], "valid_to", until, start=begin)
        role = self.role(said, kind)
        return RelationshipSaid(name, start.ref, end.ref, self.place(said, item), role, begin, until)

    def end(
        self, said: Mapping[str, Marked], side: str, item: Marked, nodes: Mapping[str, DeclaredNode]
    ) -> DeclaredNode:
        ref = self.required(said, side, item)
        if ref not in nodes:
            self.refuse("unknown_ref", said[side], side, ref)
        return nodes[ref]

    def role(self, said: Mapping[str, Marked], kind: RelationshipType) -> str:
        if "role" not in said:
            return ""
        text = self.text(said["role"], "role")
        role = kind.find_role(text)
        if role is None:
            self.refuse("unknown_role", said["role"], "role", text, type=kind.type, known=", ".join(kind.roles))
        return role

    def optional_date(self, said: Mapping[str, Marked], name: str) -> str:
        return self.date(self.text(said[name], name), said[name], name) if name in said else ""

    def date(self, text: str, marked: Marked, name: str) -> str:
        try:
            return parse_date(text) if text else ""
        except ValueError as error:
            raise InputError("no_date", file=self.file_name, row=marked.line, column=name, value=text) from error

    def place(self, said: Mapping[str, Marked], item: Marked) -> str:
        return (self.text(said["at"], "at") if "at" in said else "") or f"line {item.line}"

    def items(self, marked: Marked | None) -> list[Marked]:
        if marked is None or marked.value is None:
            return []
        return (
            marked.value if isinstance(marked.value, list) else self.refuse("must_be_list", marked, value=marked.value)
        )

    def mapping(self, marked: Marked) -> dict[str, Marked]:
        return (
            marked.value
            if isinstance(marked.value, dict)
            else self.refuse("must_be_mapping", marked, value=marked.value)
        )

    def text(self, marked: Marked, name: str) -> str:
        if marked.value is None:
            return ""
        if not isinstance(marked.value, str):
            self.refuse("must_be_text", marked, name, "…")
        if len(marked.value) > longest(name):
            raise too_long(marked.value, self.file_name, name, row=marked.line)
        text = marked.value.translate(_TURNS)
        if name in _ADDRESSES and _WITH_SCHEME.match(text) and not text.lower().startswith(("http://", "https://")):
            self.refuse("bad_url", marked, name, text)
        return text

    def required(self, said: Mapping[str, Marked], name: str, item: Marked) -> str:
        text = self.text(said[name], name) if name in said else ""
        return text or self.refuse("missing_field", item, value=name)

    def known(self, said: Mapping[str, Marked], names: Iterable[str], item: Marked) -> None:
        for name, marked in said.items():
            if name not in names:
                self.refuse("unknown_field", marked, name, name, known=", ".join(names))

    def one_of(self, text: str | None, allowed: Iterable[str], marked: Marked, name: str) -> None:
        if text and text not in allowed:
            self.refuse("unknown_value", marked, name, text, known=", ".join(sorted(allowed)))

    def refuse(self, key: str, marked: Marked, column: str = "", value: object = "", **more: object) -> NoReturn:
        shown = value if isinstance(value, str) else _SHAPES.get(type(value), "")
        raise InputError(key, file=self.file_name, row=marked.line, column=column, value=shown, **more)
