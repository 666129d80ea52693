"""Markdown: text for a mail, with numbered notes at the end; names arrive as text, whatever signs are in them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.documents.document import Block, Briefing, Map, NotedText, Paragraph, Points, SourceNote, Table
from briefing.renderers import RenderOptions
from briefing.renderers.drawn import head_lines

_SIGNS = re.compile(r"([\\`*_\[\]|~<>&$^#@{}]|!(?=\[)|://|(?<=www)\.)")
_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])")


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as Markdown; there is no template and no paper."""
    out.write_text("\n".join(_lines(briefing)) + "\n", encoding="utf-8")


def _lines(briefing: Briefing) -> Iterator[str]:
    yield from _head(briefing)
    yield f"# {plain(briefing.title)}"
    yield ""
    yield plain(briefing.subtitle)
    for section in briefing.sections:
        yield ""
        yield f"## {plain(section.title)}"
        for block in section.blocks:
            yield ""
            yield from _block(block, briefing)
    if briefing.notes:
        yield ""
        yield f"## {plain(briefing.words['sources'])}"
        yield ""
        yield from (_note(note) for note in briefing.notes)


def _head(briefing: Briefing) -> Iterator[str]:
    """Yield who writes to whom, under which reference; nothing where the office has no face."""
    sender, beside = head_lines(briefing)
    for lines in (sender, beside):
        if lines:
            yield "  \n".join(map(plain, lines))
            yield ""


def _block(block: Block, briefing: Briefing) -> Iterator[str]:
    match block:
        case Paragraph(pieces):
            yield _line(pieces)
        case Points(items):
            yield from (f"- {_line(item)}" for item in items)
        case Table():
            yield from _table(block)
        case Map():
            yield from filter(None, (plain(block.title), plain(block.alternative), plain(block.caption)))


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"**{plain(table.title)}**"
        yield ""
    yield _row(map(plain, table.columns))
    yield _row("---" for _ in table.columns)
    yield from (_row(map(_cell, row)) for row in table.rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(pieces: tuple[NotedText, ...]) -> str:
    return "".join(f"{plain(p.text)}{_marks(p.notes)}" for p in pieces)


def _line(pieces: tuple[NotedText, ...]) -> str:
    return _LINE_START.sub(r"\1\\\2", "".join(f"{plain(p.text)}{_marks(p.notes)}" for p in pieces))


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _note(note: SourceNote) -> str:
    url = f" {plain(note.url)}" if note.url else ""
    return f"[^{note.number}]: {plain(note.text)}{url}"


def plain(text: str) -> str:
    """Return text on one line whose signs Markdown does not read; an address does not become a link by itself."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split(" "))
    return _SIGNS.sub(_escaped, shown)


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    return ":\\//" if sign == "://" else f"\\{sign}"
