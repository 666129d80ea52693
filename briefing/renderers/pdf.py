"""PDF by typst: PDF/A-2b and PDF/UA-1 in one file, the map as vectors, sources as footnotes.

Typst gets the briefing as data (JSON), never as markup, and finds no font but the shipped one.
"""

import json
import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from briefing.documents.document import Block, Briefing, Map, NotedText, Paragraph, Points, Section, SourceNote, Table
from briefing.drawing.lettering import clean, typeset
from briefing.drawing.raster import fonts
from briefing.drawing.svg import svg
from briefing.renderers import RenderOptions
from briefing.renderers.columns import shares
from briefing.renderers.drawn import below, drawn, imprint, lowered, marked

MARGIN = 36.0
_NO_TITLE = "–"  # PDF/UA knows no heading without words
_SHEETS = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}
_AROUND_MAP = 172.0  # points of a page that head, foot, heading and the sentences below a map take
Json = dict[str, Any]


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as PDF; there is no template.

    Raises:
        OSError: the file can not be written.
    """
    import typst

    source = files(__package__).joinpath("briefing.typ").read_bytes()
    data = json.dumps(_document(briefing, options), ensure_ascii=False)
    whole = typst.compile(
        source,
        format="pdf",
        sys_inputs={"briefing": data},
        font_paths=fonts(),
        pdf_standards=["a-2b", "ua-1"],
        timestamp=_moment(briefing.made_at),
    )
    assert isinstance(whole, bytes)
    out.write_bytes(whole)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _document(briefing: Briefing, options: RenderOptions) -> Json:
    return {
        "title": _text(briefing.title) or _NO_TITLE,
        "subtitle": _text(briefing.subtitle),
        "language": briefing.language,
        "paper": options.paper.lower(),
        "landscape": options.landscape,
        "margin": MARGIN,
        "imprint": _text(imprint(briefing)),
        "page": _text(briefing.words.get("page", "")),
        "subjects": [_text(subject) for subject in briefing.subjects],
        "sections": [_section(section, options) for section in briefing.sections],
        "notes": {str(n.number): _note(n) for n in briefing.notes},
        "sources": _text(briefing.words.get("sources", "")) or "–",
        "unset": [_note(n) for n in briefing.notes if n.number not in marked(briefing)],
    }


def _note(note: SourceNote) -> Json:
    return {"number": str(note.number), "text": _text(note.text), "url": _address(note.url)}


def _section(section: Section, options: RenderOptions) -> Json:
    return {"title": _text(section.title) or _NO_TITLE, "blocks": [_block(block, options) for block in section.blocks]}


def _block(block: Block, options: RenderOptions) -> Json:
    match block:
        case Paragraph(pieces):
            return {"kind": "paragraph", "pieces": _pieces(pieces)}
        case Points(items):
            return {"kind": "points", "items": [_pieces(item) for item in items]}
        case Table():
            return _table(block)
        case Map():
            return _map(block, options)


def _table(table: Table) -> Json:
    return {
        "kind": "table",
        "title": _text(table.title),
        "columns": [_text(column) for column in table.columns],
        "shares": shares(table),
        "rows": [[_pieces(cell) for cell in row] for row in table.rows],
    }


def _map(block: Map, options: RenderOptions) -> Json:
    sides = _SHEETS[options.paper]
    wide, high = max(sides) if options.landscape else min(sides), min(sides) if options.landscape else max(sides)
    drawing = drawn(block, round(wide - 2 * MARGIN), lowered(block, high - _AROUND_MAP))
    return {
        "kind": "map",
        "svg": svg(drawing, typesetting=True),
        "alternative": _text(block.alternative) or _text(block.caption) or "–",
        "below": [_text(sentence) for sentence in below(block, drawing)],
    }


def _pieces(pieces: tuple[NotedText, ...]) -> list[Json]:
    return [
        {
            "before": " " if piece.text[:1].isspace() else "",
            "text": _text(piece.text),
            "notes": list(piece.notes),
            "after": " " if piece.text[-1:].isspace() else "",
        }
        for piece in pieces
    ]


def _text(text: str) -> str:
    """Return text that the font can show."""
    return typeset(clean(text))


def _address(url: str) -> str:
    """Return an address that may be a link, "" for anything else."""
    return url if re.match(r"https?://\S+$", url) else ""
