"""A first look at a file: the cells of its header, or what its first XML element is."""

import csv
import io
import re

from ingest.readers.delimited import find_separator
from ingest.readers.probe import Probe

_STATED = re.compile(r'"?sep=([;,|\t])"?\s*\r?\n', re.IGNORECASE)
_ASIDE = re.compile(r"(?s)<!--.*?-->|<\?.*?\?>")
_FIRST_ELEMENT = re.compile(r"<(?:\w+:)?([A-Za-z_][\w.-]*)")


def first_cells(probe: Probe) -> tuple[str, ...]:
    """Return the cells of the first row of a table that holds anything, () where it is none."""
    head = probe.head
    stated = _STATED.match(head)
    head = head[stated.end() :] if stated else head
    separator = stated[1] if stated else find_separator(head[: head.rfind("\n") + 1] or head)
    try:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=separator or ",")
        return next((tuple(row) for row in rows if any(map(str.strip, row))), ())
    except csv.Error:
        return ()


def first_element(probe: Probe) -> str:
    """Return the name of the first element of an XML file, "" where there is none."""
    found = _FIRST_ELEMENT.search(_ASIDE.sub("", probe.head))
    return found[1].lower() if found else ""
