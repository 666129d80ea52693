"""YAML and JSON with the line of each value, so that an error can name it."""

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import yaml

from graph.errors import InputError

LARGEST = 20 * 1024 * 1024
DEEPEST = 20
MOST_VALUES = 2_000_000
_YAML = "tag:yaml.org,2002:"
_TAGS = {f"{_YAML}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_VALUE = re.compile(r"[^ \t\n\r,:]")
_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Marked:
    """A value with its line: `value` is None, a str, a list of Marked, or a dict of str to Marked.

    The line of a value with a name is that of the name.
    """

    value: "str | list[Marked] | dict[str, Marked] | None"
    line: int


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file of moderate size.

    Raises:
        InputError: too large, not UTF-8, or blank.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise InputError("too_large", file=path.name, detail=f"{-(-size >> 20)} MB > {LARGEST >> 20} MB")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        raise InputError(
            "not_utf8",
            file=path.name,
            row=before.count(b"\n") + 1,
            position=error.start + 1,
            value=f"0x{error.object[error.start]:02x}",
        ) from error
    if not text.strip():
        raise InputError("empty_file", file=path.name)
    return text


def read_json(text: str, file: str) -> Marked:
    """Return the content of a JSON text; all scalars stay text as they are written.

    Raises:
        InputError: not JSON, with line and column.
    """
    return _read_json(text, file)


def read_marked(path: Path) -> Marked:
    """Return the content of a YAML or JSON file; all scalars stay text as they are written.

    Raises:
        InputError: not readable as what its ending says, with line and column.
    """
    text = read_text(path)
    if path.suffix.lower() == ".json":
        return _read_json(text, path.name)
    try:
        return _read_yaml(text, path.name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            "bad_yaml",
            file=path.name,
            row=mark.line + 1 if mark else None,
            column=str(mark.column + 1) if mark else "",
            detail=error.problem or error.context or "",
        ) from error
    except yaml.YAMLError as error:
        raise InputError("bad_yaml", file=path.name, detail=str(error).splitlines()[0]) from error


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read; `name` waits for its value."""

    items: list[Marked] | dict[str, Marked]
    line: int
    anchor: str | None
    before: int
    name: str | None = None
    name_line: int = 0


@dataclass(slots=True)
class _Builder:
    """Puts values together as they are met, without recursion: a file may be nested as deeply as its writer likes."""

    file: str
    error: str
    root: Marked | None = None
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Marked, int]] = field(default_factory=dict)
    values: int = 0

    def refuse(self, line: int, detail: str) -> NoReturn:
        raise InputError(self.error, file=self.file, row=line, detail=detail)

    def scalar(self, text: str | None, line: int, anchor: str | None = None) -> None:
        if text is not None and _NO_TEXT.search(text):
            self.refuse(line, "U+0000, U+D800")
        if self._expects_name():
            top = self.stack[-1]
            top.name, top.name_line = text or "", line
            if isinstance(top.items, dict) and top.name in top.items:
                self.refuse(line, f"{top.name}: 2x")
            return
        before = self.values
        self.values += 1
        self._add(Marked(None if text is None else text.strip(), line), anchor, before)

    def open(self, items: list[Marked] | dict[str, Marked], line: int, anchor: str | None = None) -> None:
        if self._expects_name():
            self.refuse(line, "[…]: …")
        if len(self.stack) >= DEEPEST:
            self.refuse(line, f"> {DEEPEST} [[…]]")
        self.stack.append(_Open(items, line, anchor, self.values))
        self.values += 1

    def close(self) -> None:
        done = self.stack.pop()
        self._add(Marked(done.items, done.line), done.anchor, done.before)

    def alias(self, anchor: str, line: int) -> None:
        if self._expects_name() or anchor not in self.anchors:
            self.refuse(line, f"*{anchor}")
        marked, size = self.anchors[anchor]
        before = self.values
        self.values += size
        self._add(replace(marked, line=line), None, before)

    def _expects_name(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].items, dict) and self.stack[-1].name is None

    def _add(self, marked: Marked, anchor: str | None, before: int) -> None:
        if self.values > MOST_VALUES:
            self.refuse(marked.line, f"> {MOST_VALUES}")
        if anchor:
            self.anchors[anchor] = (marked, self.values - before)
        if not self.stack:
            self.root = marked
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            top.items.append(marked)
        else:
            top.items[top.name or ""] = Marked(marked.value, top.name_line)
            top.name = None


def _read_yaml(text: str, file: str) -> Marked:
    builder = _Builder(file, "bad_yaml")
    documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    builder.refuse(line, "---")
            case yaml.AliasEvent():
                builder.alias(event.anchor or "", line)
            case yaml.ScalarEvent():
                _refuse_tag(builder, event.tag, line)
                builder.scalar(None if _is_null(event) else event.value, line, event.anchor)
            case yaml.SequenceStartEvent():
                _refuse_tag(builder, event.tag, line)
                builder.open([], line, event.anchor)
            case yaml.MappingStartEvent():
                _refuse_tag(builder, event.tag, line)
                builder.open({}, line, event.anchor)
            case yaml.CollectionEndEvent():
                builder.close()
    return builder.root or Marked(None, 1)


def _refuse_tag(builder: _Builder, tag: str | None, line: int) -> None:
    if tag not in (None, "!", *_TAGS):
        builder.refuse(line, str(tag).replace(_YAML, "!!"))


def _is_null(event: yaml.ScalarEvent) -> bool:
    return event.tag == f"{_YAML}null" or (event.implicit[0] and event.value in _NULLS)


def _read_json(text: str, file: str) -> Marked:
    builder = _Builder(file, "bad_json")
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_no_constant)
    try:
        decoder.decode(text)
    except json.JSONDecodeError as error:
        raise InputError("bad_json", file=file, row=error.lineno, column=str(error.colno), detail=error.msg) from error
    except RecursionError as error:
        raise InputError("bad_json", file=file, detail=f"> {DEEPEST} [[…]]") from error
    except ValueError as error:
        raise InputError("bad_json", file=file, detail=str(error)) from error
    _take_apart(text, decoder, builder)
    return builder.root or Marked(None, 1)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _take_apart(text: str, decoder: json.JSONDecoder, builder: _Builder) -> None:
    """Give the builder the values of a text that is known to be JSON."""
    position, counted, line = 0, 0, 1
    while found := _VALUE.search(text, position):
        position = found.start()
        char = text[position]
        line += text.count("\n", counted, position)
        counted = position
        if char in "{[":
            builder.open({} if char == "{" else [], line)
        elif char in "}]":
            builder.close()
        else:
            value, position = decoder.raw_decode(text, position)
            builder.scalar(_json_text(value), line)
            continue
        position += 1


def _json_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
