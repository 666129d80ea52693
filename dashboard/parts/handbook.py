"""The handbook, taken apart into its chapters, and which of them is about which page."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKAGED = Path(__file__).with_name("handbuch")  # where the wheel has docs/handbuch.md and its pictures
_DOCS = Path(__file__).parents[2] / "docs"
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)]*)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([\w-]+\.png)\)")

#: The chapter of each page, as its anchor in the handbook.
CHAPTERS: Mapping[str, str] = {
    "today": "die-seite-heute",
    "overview": "die-seite-überblick",
    "network": "die-seite-netz",
    "actor": "die-seite-akteur",
    "intake": "die-seite-import",
    "ways": "die-seite-wege",
    "compare": "die-seite-vergleich",
    "gaps": "die-seite-lücken",
    "ratings": "die-seite-einschätzung",
    "events": "die-seite-veranstaltungen",
    "briefing": "die-seite-briefing",
    "review": "die-seite-prüfen",
    "sources": "die-seite-quellen",
    "privacy": "die-seite-datenschutz",
    "log": "die-seite-protokoll",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its anchor, its title, and its text as Markdown without the title."""

    anchor: str
    title: str
    text: str


def anchor_of(title: str) -> str:
    """Return the anchor of a heading, as GitHub makes it.

    >>> anchor_of("Wie stark ist ein Kontakt?"), anchor_of("Die Seite Überblick")
    ('wie-stark-ist-ein-kontakt', 'die-seite-überblick')
    """
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the chapters of the handbook in their order."""
    folder = _folder()
    text = (folder / "handbuch.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return tuple(
        Chapter(anchor_of(title), title, _for_page(body)) for title, body in zip(parts[::2], parts[1::2], strict=True)
    )


@cache
def contents() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the parts of the handbook by their titles, each with the anchors of its chapters."""
    head = (_folder() / "handbuch.md").read_text(encoding="utf-8").partition("\n## ")[0]
    parts = re.findall(r"^- \*\*(.+?):\*\* (.+)$", head, flags=re.MULTILINE)
    return tuple((title, tuple(re.findall(r"\]\(#([^)]+)\)", line))) for title, line in parts)


def picture(name: str) -> str:
    """Return a picture of the handbook as an address that needs no other request."""
    return "data:image/png;base64," + b64encode((_folder() / "pictures" / name).read_bytes()).decode("ascii")


def pieces(text: str) -> list[tuple[str, str]]:
    """Return a chapter as pieces in their order: ("text", Markdown), or (description, name of a picture)."""
    found: list[tuple[str, str]] = []
    at = 0
    for shown in _PICTURE.finditer(text):
        found += [("text", text[at : shown.start()]), (shown[1], shown[2])]
        at = shown.end()
    return [*found, ("text", text[at:])]


def _folder() -> Path:
    return _PACKAGED if (_PACKAGED / "handbuch.md").exists() else _DOCS


def _for_page(text: str) -> str:
    """Return a chapter whose links lead to chapters of the page; what leads out of the handbook is only named."""

    def led(link: re.Match[str]) -> str:
        label, target = link[1], link[2]
        if target.startswith("#"):
            return f"[{label}](/hilfe?chapter={target[1:]})"
        return link[0] if target.startswith("https://") else label

    return _LINK.sub(led, text).strip()
