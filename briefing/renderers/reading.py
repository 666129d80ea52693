"""A briefing as it is read: names marked once, sources numbered as one comes upon them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefing.documents.document import Block, Briefing, NotedText, Paragraph, Points, Section, SourceNote, Table
from briefing.renderers.marks import marked_once

_FOOTNOTES = (".pdf", ".docx")
Pieces = tuple[NotedText, ...]
_Numbers = tuple[int, ...]  # of the sources that become one note


def as_read(briefing: Briefing, ending: str) -> Briefing:
    """Return a briefing as a format shows it to people; with footnotes a sentence of the two pages has one mark."""
    return marked_once(_in_order(briefing, joined=ending in _FOOTNOTES))


def _in_order(briefing: Briefing, *, joined: bool) -> Briefing:
    """Return a briefing with its sources numbered in the order of their first marks, those without one last.

    `joined`: on the two pages, what a sentence rests on is one note, and whoever rests on the same shares it; a cell of
    a table names one of the sources that say the same, the one that is named most.
    """
    known = {note.number: note for note in briefing.notes}
    times = Counter(n for section in briefing.sections for piece, _ in _pieces(section) for n in piece.notes)
    wanted: dict[_Numbers, int] = {}
    cited: dict[int, list[_Numbers]] = {}
    for section in briefing.sections:
        for piece, is_cell in _pieces(section):
            numbers = tuple(number for number in piece.notes if number in known)
            found: list[_Numbers] = [(number,) for number in numbers]
            if joined and section.page and numbers:
                found = [(max(numbers, key=lambda n: (times[n], -n)),)] if is_cell else [numbers]
            cited[id(piece)] = found
            for it in found:
                wanted.setdefault(it, len(wanted) + 1)
    marked = {number for numbers in wanted for number in numbers}
    for number in sorted(known.keys() - marked):  # those a cell has no room for, too: each can be found again
        wanted[number,] = len(wanted) + 1

    def numbered(pieces: Pieces) -> Pieces:
        return tuple(
            replace(p, notes=tuple(sorted(wanted[it] for it in cited[id(p)]))) if p.notes else p for p in pieces
        )

    notes = tuple(_one([known[n] for n in numbers], number) for numbers, number in wanted.items())
    sections = tuple(replace(s, blocks=tuple(_block(block, numbered) for block in s.blocks)) for s in briefing.sections)
    return replace(briefing, sections=sections, notes=notes)


def _one(notes: Sequence[SourceNote], number: int) -> SourceNote:
    """Return one note of several: an address only where there is one that all have."""
    if len(notes) == 1:
        return replace(notes[0], number=number)
    text = "; ".join(" ".join(filter(None, (note.text, note.url))) for note in notes)
    return SourceNote(number, text, "", all(note.invented for note in notes))


def _pieces(section: Section) -> Iterator[tuple[NotedText, bool]]:
    """Yield all text of a section as one reads it, and whether it stands in a table."""
    for block in section.blocks:
        match block:
            case Paragraph(pieces):
                yield from ((piece, False) for piece in pieces)
            case Points(items):
                yield from ((piece, False) for item in items for piece in item)
            case Table(rows=rows):
                yield from ((piece, True) for row in rows for cell in row for piece in cell)


def _block(block: Block, numbered: Callable[[Pieces], Pieces]) -> Block:
    match block:
        case Paragraph(pieces):
            return Paragraph(numbered(pieces))
        case Points(items):
            return Points(tuple(numbered(item) for item in items))
        case Table(rows=rows):
            return replace(block, rows=tuple(tuple(numbered(cell) for cell in row) for row in rows))
    return block
