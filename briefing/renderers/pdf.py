"""PDF by typst: PDF/A-2b and PDF/UA-1 in one file, the map as vectors, sources as footnotes.

Typst gets the briefing as data (JSON), never as markup, and finds no font but the shipped one.
"""

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from typing import Any

from briefing.documents.document import (
    Block,
    Briefing,
    Letterhead,
    Map,
    NotedText,
    Paragraph,
    Points,
    Section,
    SourceNote,
    Table,
)
from briefing.drawing.lettering import clean, typeset
from briefing.drawing.raster import fonts
from briefing.drawing.svg import svg
from briefing.renderers import RenderOptions
from briefing.renderers.columns import shares
from briefing.renderers.drawn import below, drawn, imprint, lowered, marked, seen_in, spelled_out
from briefing.renderers.logo import logo_size
from briefing.renderers.reading import as_read
from briefing.renderers.room import MARGIN, map_room, sheet
from graph.model.dates import format_date

_NO_TITLE = "–"  # PDF/UA knows no heading without words
_MORE = (80.0, 40.0, 0.0)  # points that a map is given beyond what is sure, as long as it stays on its page
_AROUND_MAP = 172.0  # points of a page that head, foot, heading and the sentences below a map take
Json = dict[str, Any]


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as PDF; there is no template.

    Raises:
        OSError: the file can not be written.
    """
    import typst

    whole = typst.compile(
        _source(),
        format="pdf",
        sys_inputs=_inputs(briefing, options),
        font_paths=fonts(),
        pdf_standards=["a-2b", "ua-1"],
        timestamp=_moment(briefing.made_at),
    )
    assert isinstance(whole, bytes)
    out.write_bytes(whole)


def pages(briefing: Briefing, options: RenderOptions, *, dots: float = 90.0, most: int = 2) -> list[bytes]:
    """Return the first pages of the PDF as pictures (PNG), so many dots an inch."""
    import typst

    inputs = _inputs(as_read(_front(briefing), ".pdf"), options)
    made = typst.compile(_source(), format="png", ppi=dots, sys_inputs=inputs, font_paths=fonts())
    found: Any = made  # a list where there are several pages, whatever its stub says
    return list(found if isinstance(found, list) else [found])[:most]


def _front(briefing: Briefing) -> Briefing:
    """Return a briefing without its annex, which nobody looks at on a page; one that has only that as it is."""
    front = tuple(section for section in briefing.sections if section.page)
    if not front or len(front) == len(briefing.sections):
        return briefing
    shown = replace(briefing, sections=front)
    kept = marked(shown)
    return replace(shown, notes=tuple(note for note in briefing.notes if note.number in kept))


def _source() -> bytes:
    return files(__package__).joinpath("briefing.typ").read_bytes()


def _inputs(briefing: Briefing, options: RenderOptions) -> dict[str, str]:
    """Return the data, the map of the first page as high as that page has room for."""
    for more in _MORE:
        inputs = {"briefing": json.dumps(_document(briefing, options, more), ensure_ascii=False)}
        if not more or not _can_grow(briefing, options, more) or _ends_on_first(inputs):
            break
    return inputs


def _can_grow(briefing: Briefing, options: RenderOptions, more: float) -> bool:
    """Return whether the map of the first page is higher with more room."""
    heights = [(map_room(briefing, s, options), map_room(briefing, s, options, more)) for s in briefing.sections]
    return any(higher > high for high, higher in heights)


def _ends_on_first(inputs: dict[str, str]) -> bool:
    """Return whether what belongs on the first page ends there."""
    import typst

    found = typst.query(_source(), "<first-page-end>", field="value", one=True, sys_inputs=inputs, font_paths=fonts())
    return bool(json.loads(found) == 1)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _document(briefing: Briefing, options: RenderOptions, more: float = 0.0) -> Json:
    rooms = [map_room(briefing, section, options, more) for section in briefing.sections]
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
        "sections": [_section(*it) for it in zip(briefing.sections, repeat(options), rooms, strict=False)],
        "kind": _text(briefing.words.get(f"kind_{briefing.kind}", "")),
        "head": _head(briefing.letterhead),
        "day": _text(format_date(briefing.as_of, briefing.language)),
        "annex": _text(briefing.words.get("annex", "")) or _NO_TITLE,
        "notes": {str(n.number): _note(n) for n in briefing.notes},
        "sources": _text(briefing.words.get("sources", "")) or "–",
        "unset": [_note(n) for n in briefing.notes if n.number not in marked(briefing)],
    }


def _note(note: SourceNote) -> Json:
    return {"number": str(note.number), "text": _text(note.text), "url": _address(note.url)}


def _head(head: Letterhead) -> Json:
    kind = "jpeg" if head.logo[:2] == b"\xff\xd8" else "png"
    data = b64encode(head.logo).decode("ascii")
    wide, high = logo_size(head.logo) if head.logo else (0.0, 0.0)
    drawn_as = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">'
        f'<image width="{wide:g}" height="{high:g}" href="data:image/{kind};base64,{data}"/></svg>'
    )
    return {
        "sender": [_text(line) for line in head.sender],
        "recipient": [_text(line) for line in head.recipient.splitlines()],
        "reference": _text(head.reference),
        "classification": _text(head.classification),
        "colour": head.colour,
        "logo": drawn_as if head.logo else "",
        "labels": {name: _text(head.labels.get(name, "")) for name in ("to", "reference", "day", "logo")},
    }


def _section(section: Section, options: RenderOptions, room: float) -> Json:
    return {
        "title": _text(section.title) or _NO_TITLE,
        "page": section.page,
        "id": section.id,
        "blocks": [_block(block, options, room) for block in section.blocks],
    }


def _block(block: Block, options: RenderOptions, room: float) -> Json:
    match block:
        case Paragraph(pieces):
            return {"kind": "paragraph", "pieces": _pieces(pieces)}
        case Points(items):
            return {"kind": "points", "items": [_pieces(item) for item in items]}
        case Table():
            return _table(block)
        case Map():
            return _map(block, options, room)


def _table(table: Table) -> Json:
    return {
        "kind": table.look,
        "title": _text(table.title),
        "columns": [_text(column) for column in table.columns],
        "numeric": [column > 0 and table.look == "grid" for column in range(len(table.columns))],
        "shares": shares(table),
        "rows": [[_pieces(cell) for cell in row] for row in table.rows],
    }


def _map(block: Map, options: RenderOptions, room: float) -> Json:
    wide, high = sheet(options)
    drawing = drawn(block, round(wide - 2 * MARGIN), round(room) or lowered(block, high - _AROUND_MAP))
    return {
        "kind": "map",
        "title": _text(block.title),
        "svg": svg(drawing, typesetting=True),
        "alternative": _text(seen_in(block, drawing)) or _text(block.caption) or "–",
        "below": [_text(sentence) for sentence in (*below(block, drawing), *spelled_out(drawing))],
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
