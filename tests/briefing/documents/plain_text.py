"""All that a briefing says, line by line, as the tests read it."""

from collections.abc import Iterator

from briefing.documents.document import Block, Briefing, Map, Paragraph, Points, Table


def text(briefing: Briefing, *sections: str) -> str:
    """Return what some sections say, all without any."""
    blocks = (b for s in briefing.sections if s.id in sections or not sections for b in s.blocks)
    return "\n".join(line for block in blocks for line in _lines(block))


def everything(briefing: Briefing) -> list[str]:
    """Return all lines with headings and messages, captions of maps too."""
    heads = [line for s in briefing.sections for line in (s.title, s.message) if line]
    captions = [b.caption for s in briefing.sections for b in s.blocks if isinstance(b, Map)]
    return [briefing.title, *heads, *filter(None, captions), *text(briefing).splitlines()]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(pieces):
            yield "".join(p.text for p in pieces)
        case Points(items):
            yield from ("".join(p.text for p in item) for item in items)
        case Table(rows=rows):
            yield from ("".join(p.text for p in cell) for row in rows for cell in row)
        case Map(title=title):
            yield title
