"""Rows that a spreadsheet does not show: hidden by hand or by a filter."""

import re
import zipfile
from pathlib import Path

from ingest.readers.archive import BROKEN_ARCHIVE

_PART = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb"\shidden=\"(?:1|true)\"")
_NUMBER = re.compile(rb"\sr=\"(\d{1,8})\"")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\br:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_LONGEST_TAG = 4096
_LARGEST_LIST = 1 << 20


def hidden_rows(path: Path, index: int) -> frozenset[int]:
    """Return the numbers of the rows that are hidden in a sheet of an XLSX file; none where that can not be told."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part(archive, index)
            return frozenset(_hidden_in(archive, part)) if part in archive.namelist() else frozenset()
    except (*BROKEN_ARCHIVE, KeyError, ValueError, OSError):
        return frozenset()


def _part(archive: zipfile.ZipFile, index: int) -> str:
    """Return the part of an archive that holds a sheet."""
    with archive.open("xl/workbook.xml") as file:
        ids = _SHEET.findall(file.read(_LARGEST_LIST))
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        relations = _RELATION.findall(file.read(_LARGEST_LIST))
    own = (
        next(r for r in relations if re.search(rb"\bId=\"" + re.escape(ids[index]) + rb"\"", r))
        if index < len(ids)
        else b""
    )
    found = re.search(rb"\bTarget=\"([^\"]+)\"", own)
    target = found[1].decode("utf-8", "replace") if found else ""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _hidden_in(archive: zipfile.ZipFile, part: str) -> set[int]:
    found: set[int] = set()
    count, tail = 0, b""
    with archive.open(part) as file:
        while text := file.read(_PART):
            text = tail + text
            end = 0
            for row in _ROW.finditer(text):
                number = _NUMBER.search(row[0])
                count, end = int(number[1]) if number else count + 1, row.end()
                if _HIDDEN.search(row[0]):
                    found.add(count)
            tail = text[max(end, len(text) - _LONGEST_TAG) :]
    return found
