"""JSON lines: one object a line, each read by itself, also out of a file packed with gzip."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from ingest.readers.packed import open_bytes

LONGEST_LINE = 4 * 1024 * 1024
DEEPEST = 40
_ODD = frozenset(map(chr, (0, *range(0xD800, 0xE000))))


@dataclass(frozen=True, slots=True)
class Line:
    """One object with the number of its line."""

    number: int
    content: dict[str, Any]


def read_lines(path: Path) -> Iterator[Line | InputError]:
    """Yield the objects of a file, blank lines left out; an error stands for a line that is none.

    Raises:
        InputError: a line is too long, or a packed file is broken.
    """
    with open_bytes(path) as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise InputError("line_too_long", file=path.name, row=number, limit=LONGEST_LINE)
            raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if raw.strip():
                yield _line(raw, path.name, number)


def _line(raw: bytes, file: str, number: int) -> Line | InputError:
    try:
        content = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        value = f"0x{error.object[error.start]:02x}"
        return InputError("not_utf8", file=file, row=number, position=error.start + 1, value=value)
    except json.JSONDecodeError as error:
        return InputError("bad_json", file=file, row=number, column=str(error.colno), detail=error.msg)
    except (ValueError, RecursionError) as error:
        return InputError("bad_json", file=file, row=number, detail=str(error)[:80])
    if not isinstance(content, dict):
        return InputError("must_be_mapping", file=file, row=number, value=type(content).__name__)
    if wrong := _wrong(content):
        return InputError("bad_json", file=file, row=number, detail=wrong)
    return Line(number, content)


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _wrong(content: dict[str, Any]) -> str:
    """Return what in an object can not be stored, "" where all can: NUL, halves of characters, endless nesting."""
    left: list[tuple[object, int]] = [(content, 1)]
    while left:
        value, depth = left.pop()
        if depth > DEEPEST:
            return f"> {DEEPEST} [[…]]"
        if isinstance(value, str) and not _ODD.isdisjoint(value):
            return "U+0000, U+D800"
        if isinstance(value, dict):
            left += [(item, depth + 1) for pair in value.items() for item in pair]
        elif isinstance(value, list):
            left += [(item, depth + 1) for item in value]
    return ""
