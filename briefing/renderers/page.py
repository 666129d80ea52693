"""HTML: one file that opens without network, an interactive map above, sections and sources below it.

Everything is in the file, and a Content-Security-Policy forbids the browser to fetch or send anything.
"""

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from briefing.documents.document import Block, Briefing, Map, NotedText, Paragraph, Points, Section, Table
from briefing.drawing.legend import SIGN
from briefing.drawing.lettering import clean
from briefing.drawing.picture import Drawing
from briefing.drawing.style import looks
from briefing.drawing.svg import sign, svg
from briefing.renderers import RenderOptions
from briefing.renderers.drawn import below, drawn, head_lines, imprint, seen_in, spelled_out
from briefing.renderers.footnotes import clean_line
from briefing.renderers.vis import library, network


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the briefing as one HTML file; there is no template and no paper."""
    style, script, vis = _own("page.css"), _own("page.js"), library()
    template_text = _own("page.html")
    sections = [_section(section, n) for n, section in enumerate(briefing.sections)]
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template_text)
    has_map = any(block["kind"] == "map" for section in sections for block in section["blocks"])
    written = page.render(
        language=briefing.language,
        policy=_policy(scripts=(vis, script), styles=(style,)),
        title=clean(briefing.title),
        subtitle=clean(briefing.subtitle),
        head=[[clean(line) for line in lines] for lines in head_lines(briefing)],
        logo=_logo(briefing.letterhead.logo),
        logo_name=clean(briefing.letterhead.labels.get("logo", "")) or "Logo",
        sections=sections,
        notes=[{"number": n.number, "text": clean(n.text), "url": _address(n.url)} for n in briefing.notes],
        sources=clean(briefing.words.get("sources", "")),
        imprint=clean(imprint(briefing)),
        pieces=_pieces,
        has_map=has_map,
        # Ours and the library's, no word of the briefing in them.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        library=Markup(vis),  # noqa: S704
    )
    out.write_text(written, encoding="utf-8")


def _logo(logo: bytes) -> str:
    """Return the logo as an address of its own, "" where there is none."""
    kind = "jpeg" if logo[:2] == b"\xff\xd8" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(logo).decode('ascii')}" if logo else ""


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Return what the browser may do: run these scripts, apply these styles, show pictures of the file itself."""
    run = " ".join(_hash(script) for script in scripts)
    # Styles that scripts set on elements need no permission; the attributes of the drawing are no styles.
    apply = " ".join(_hash(style) for style in styles)
    return (
        f"default-src 'none'; script-src {run}; style-src {apply}; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _section(section: Section, number: int) -> dict[str, Any]:
    blocks = [_block(block, f"{number}-{n}") for n, block in enumerate(section.blocks)]
    return {"title": clean(section.title), "blocks": blocks}


def _block(block: Block, number: str) -> dict[str, Any]:
    match block:
        case Paragraph(pieces):
            return {"kind": "paragraph", "pieces": pieces}
        case Points(items):
            return {"kind": "points", "items": items}
        case Table(title, columns, rows):
            return {"kind": "table", "title": clean(title), "columns": [clean(c) for c in columns], "rows": rows}
        case Map():
            return _map(block, number)


def _map(block: Map, number: str) -> dict[str, Any]:
    drawing = drawn(block)
    return {
        "kind": "map",
        "number": number,
        "title": clean(block.title),
        "alternative": clean(seen_in(block, drawing)),
        "below": [clean(sentence) for sentence in (*below(block, drawing), *spelled_out(drawing))],
        "legend": _legend(drawing),
        # Both are escaped where they are made.
        "drawn": Markup(svg(drawing, description=seen_in(block, drawing), with_font=False)),  # noqa: S704
        "data": Markup(network(drawing)),  # noqa: S704
    }


def _legend(drawing: Drawing) -> list[dict[str, Any]]:
    found = looks(figure.kind for figure in drawing.picture.figures)
    signs = []
    for key in drawing.legend:
        box = f"{key.x - 1:.2f} {key.y - 1:.2f} {SIGN[0] + 2:g} {SIGN[1] + 2:g}"
        drawn_as = f'<svg width="36" height="16" viewBox="{box}" aria-hidden="true">{sign(key, found)}</svg>'
        signs.append({"sign": Markup(drawn_as), "text": clean(key.text)})  # noqa: S704
    return signs


def _pieces(pieces: tuple[NotedText, ...]) -> Markup:
    """Return text with its marks as links to the sources."""
    shown = Markup()
    for piece in pieces:
        text = clean_line(piece.text)
        shown += escape(text.rstrip() if piece.notes else text)
        if piece.notes:
            links = (Markup('<a href="#note-{0}">{0}</a>').format(number) for number in piece.notes)
            shown += Markup("<sup>{}</sup>").format(Markup(",").join(links))
            shown += " " if text.endswith(" ") else ""
    return shown


def _address(url: str) -> str:
    """Return an address that may be a link, "" for anything else."""
    return url if re.match(r"https?://\S+$", url) else ""
