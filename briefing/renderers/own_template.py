"""Own templates are files of others: looked through before they are opened."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from graph.errors import UsageError

MOST_BYTES = 250 * 1024 * 1024  # of all parts; more fills the memory
_HYPERLINK = "/hyperlink"


def refuse_unsafe(template: Path, kind: str) -> None:
    """Refuse a template that is broken, would fill the memory, or fetches something when it is opened.

    Raises:
        UsageError: with the file, and what to do.
    """
    try:
        found = next(_fetched(template), "")
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, SyntaxError) as error:
        raise UsageError("template_unreadable", file=str(template), kind=kind) from error
    if found:
        raise UsageError("template_fetches", file=str(template), what=found)


def _fetched(template: Path) -> Iterator[str]:
    """Yield addresses outside that are no links somebody clicks: a picture, a template of the template."""
    with zipfile.ZipFile(template) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise ValueError
        for name in archive.namelist():
            if name.endswith(".rels"):
                yield from _outside(archive.read(name))


def _outside(relations: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in relations:
        raise ValueError
    for tie in ElementTree.fromstring(relations):  # noqa: S314  no entities: a DOCTYPE was refused
        if tie.get("TargetMode") == "External" and not tie.get("Type", "").endswith(_HYPERLINK):
            yield tie.get("Target", "")[:120]
