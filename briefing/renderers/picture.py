"""SVG and PNG: the map alone, with its legend; PNG at 300 dpi."""

from pathlib import Path

from briefing.documents.document import Briefing, Map
from briefing.drawing.picture import Picture
from briefing.drawing.raster import png
from briefing.drawing.svg import svg
from briefing.renderers import RenderOptions
from briefing.renderers.drawn import below, drawn, first_map, seen_in, spelled_out


def render(briefing: Briefing, out: Path, *, template: Path | None = None, options: RenderOptions) -> None:
    """Write the first map of the briefing; one without a map is an empty picture that says so in its description."""
    block = first_map(briefing) or Map(Picture((), (), language=briefing.language), briefing.subtitle)
    drawing = drawn(block)
    description = " ".join((seen_in(block, drawing), *below(block, drawing), *spelled_out(drawing)))
    if out.suffix.lower() == ".png":
        written = svg(drawing, title=briefing.title, description=description, typesetting=True)
        out.write_bytes(png(written, drawing.width))
    else:
        out.write_text(svg(drawing, title=briefing.title, description=description), encoding="utf-8")
