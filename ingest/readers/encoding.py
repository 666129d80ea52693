"""The encoding of a text file: UTF-8, UTF-16 or Windows-1252, whichever can read the whole of it."""

import re
from pathlib import Path

from graph.errors import InputError
from ingest.readers.packed import open_bytes, open_text

_PART = 1 << 20
_UNDEFINED = b"\x00\x81\x8d\x8f\x90\x9d"  # bytes that Windows-1252 does not know, and NUL
# UTF-8 umlauts read as Windows-1252 or Latin-1, and the sign that stands for a lost character.
_GARBLED = re.compile("Ã[¤¶¼Ÿ„–œ\x84\x96\x9c\x9f]|\ufffd")
# What MS-DOS and old Macintosh umlauts become when they are read as Windows-1252.
_FOREIGN = re.compile("[A-Za-z][„”Ÿ][a-z]")


def find_encoding(path: Path) -> str:
    """Return the first of UTF-8, UTF-16 and Windows-1252 in which the whole file can be read.

    Raises:
        InputError: none fits; the message names the first byte that fits nowhere.
    """
    with open_bytes(path) as file:
        start = file.read(4)
    candidates = _candidates(start)
    problem: UnicodeError | None = None
    for encoding in candidates:
        try:
            _read_through(path, encoding)
        except UnicodeError as error:
            problem = error
        else:
            return encoding
    wide = candidates[0].startswith("utf-16")
    row, position, value = _where_wide(path, candidates[0]) if wide else _where(path)
    raise InputError("wrong_encoding", file=path.name, row=row, position=position, value=value) from problem


def _candidates(start: bytes) -> list[str]:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if len(start) > 1 and bool(start[0]) != bool(start[1]):  # every other byte of UTF-16 text is NUL
        return ["utf-16-le" if start[0] else "utf-16-be"]
    return ["utf-8-sig", "cp1252"]


def _read_through(path: Path, encoding: str) -> None:
    with open_text(path, encoding) as file:
        while part := file.read(_PART):
            if "\0" in part:
                raise UnicodeError("NUL")


def _where(path: Path) -> tuple[int, int, str]:
    """Return line, position and value of the first byte that Windows-1252 does not know."""
    position, row = 0, 1
    with open_bytes(path) as file:
        while part := file.read(_PART):
            for offset, byte in enumerate(part):
                row += byte == 0x0A
                if byte in _UNDEFINED:
                    return row, position + offset + 1, f"0x{byte:02x}"
            position += len(part)
    return row, position, "?"


def _where_wide(path: Path, encoding: str) -> tuple[int, int, str]:
    """Return line, position and value of the first bytes that are no UTF-16, or stand for NUL."""
    with open_bytes(path) as file:
        data = file.read()
    try:
        text, stop = data.decode(encoding), len(data)
    except UnicodeDecodeError as error:
        stop = error.start
        text = data[:stop].decode(encoding)
    if "\0" in text:
        text = text[: text.index("\0")]
        return text.count("\n") + 1, len(text.encode(encoding)) + 1, "0x00"
    return text.count("\n") + 1, stop + 1, f"0x{data[stop : stop + 2].hex()}"


def garbled_in(text: str) -> str:
    """Return the first umlaut in a text that was converted wrongly, "" where there is none.

    >>> garbled_in("JÃ¼rgen Lang"), garbled_in("Jürgen Lang")
    ('Ã¼', '')
    """
    found = _GARBLED.search(text)
    return found[0] if found else ""


def refuse_garbled(path: Path, encoding: str) -> None:
    """Look for umlauts that were converted wrongly before the file was saved.

    Raises:
        InputError: there are some; the message shows the first.
    """
    patterns = [_GARBLED, _FOREIGN] if encoding == "cp1252" else [_GARBLED]
    before = 1
    with open_text(path, encoding) as file:
        while part := file.read(_PART):
            for found in filter(None, (pattern.search(part) for pattern in patterns)):
                row = before + part.count("\n", 0, found.start())
                line_start = part.rfind("\n", 0, found.start()) + 1
                shown = part[max(found.start() - 10, line_start) : found.end() + 10].splitlines()[0]
                raise InputError("garbled_text", file=path.name, row=row, value=shown)
            before += part.count("\n")
