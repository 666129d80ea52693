"""Schedules in XML, as pentabarf, frab and pretalx write them."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from graph.errors import InputError
from ingest.readers.probe import Probe
from ingest.readers.xml import reading_xml
from ingest.sources.schedule.programme import Content, Programme, ProgrammeSession

LARGEST = 50 * 1024 * 1024
_FIRST_ELEMENT = re.compile(r"<(?:\w+:)?([A-Za-z_][\w.-]*)")


def recognises(probe: Probe) -> bool:
    """Return whether the first element of an XML file is a schedule."""
    first = _FIRST_ELEMENT.search(re.sub(r"(?s)<!--.*?-->", "", probe.head))
    return bool(first) and first[1].lower() == "schedule" if first else False


def read_xml(path: Path) -> Programme:
    """Return the programme of a schedule in XML.

    Raises:
        InputError: not XML, not safe to read, or no schedule with a conference.
    """
    root = _root(path)
    conference = root.find("conference")
    if conference is None:
        raise InputError("not_a_schedule", file=path.name, value="conference")

    def sessions() -> Iterator[ProgrammeSession]:
        for day in root.iter("day"):
            for room in day.iter("room"):
                for event in room.iter("event"):
                    yield ProgrammeSession(_fields(event), None, day.get("date", ""), room.get("name", ""))

    return Programme(_fields(conference), sessions, "frab")


def _root(path: Path) -> Element:
    with reading_xml(path, LARGEST):
        root = parse(path, forbid_dtd=True).getroot()
    if root is None or root.tag != "schedule":
        raise InputError("not_a_schedule", file=path.name, value="schedule")
    return root


def _fields(element: Element) -> dict[str, Content]:
    """Return attributes and children of an element by name; texts as they are, persons as a list."""
    fields: dict[str, Content] = dict(element.attrib)
    for child in element:
        if child.tag in ("persons", "moderators"):
            fields[child.tag] = [{**person.attrib, "#text": _text(person)} for person in child]
        elif text := _text(child):
            fields.setdefault(child.tag, text)
        elif len(child):
            fields.setdefault(child.tag, [child.tag])
    return fields


def _text(element: Element) -> str:
    return " ".join((element.text or "").split())
