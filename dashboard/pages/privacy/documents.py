"""Documents of the page: drawn as tables and text, and written as files to be downloaded."""

import tempfile
from pathlib import Path

from briefing.documents.document import Briefing, Table
from briefing.renderers import RenderOptions, write
from briefing.renderers.text import sentences, with_notes
from dashboard.parts import tables
from dashboard.parts.markup import draw, element, text


def draw_document(paper: Briefing, key: str) -> None:
    """Draw the sections of a document: its tables as tables, all else as text."""
    for section in paper.sections:
        draw(element("h2", text(section.title), css="an-section"))
        for block in section.blocks:
            if isinstance(block, Table):
                cells = [[with_notes(cell) for cell in row] for row in block.rows]
                rows: list[tables.Row] = [dict(zip(block.columns, row, strict=True)) for row in cells]
                tables.table(rows, key=f"privacy_{key}_{section.id}", name=block.title, most=12)
            else:
                for line in sentences([block]):
                    draw(element("p", text(line)))


def written(paper: Briefing, ending: str) -> bytes:
    """Return a document as the bytes of a file."""
    with tempfile.TemporaryDirectory(prefix="akteursnetz-") as folder:
        out = Path(folder) / f"paper{ending}"
        write(paper, out, options=RenderOptions(landscape=ending == ".pdf"))
        return out.read_bytes()
