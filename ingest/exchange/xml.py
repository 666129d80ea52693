"""XML of networks, element by element: no DTD, no entities, bounded in size and depth."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from graph.errors import InputError
from ingest.readers.xml import reading_xml

LARGEST = 64 * 1024 * 1024
DEEPEST = 60
Opened = Callable[[Element, list[Element]], object]


def tag(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def elements(path: Path, done: frozenset[str]) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each element of one of the names in `done` once it is complete, with the elements around it.

    An element is emptied after it was yielded, unless it stands within another such one that is no graph.

    Raises:
        InputError: not XML, not safe to read, too large, or nested too deeply.
    """
    with reading_xml(path, LARGEST), path.open("rb") as file:
        yield from _complete(iterparse(file, events=("start", "end"), forbid_dtd=True), path.name, done)


def _complete(events: Any, file: str, done: frozenset[str]) -> Iterator[tuple[Element, list[Element]]]:
    around: list[Element] = []
    for event, element in events:
        if event == "start":
            around.append(element)
            if len(around) > DEEPEST:
                raise InputError("too_deep", file=file, limit=DEEPEST)
            continue
        around.pop()
        if tag(element) in done:
            yield element, around
            if not any(tag(outer) in done and tag(outer) != "graph" for outer in around):
                element.clear()
                if around:
                    around[-1].remove(element)
