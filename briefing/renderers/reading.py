"""A briefing as it is read: pages as few as will do, names marked once, sources numbered as one comes upon them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefing.documents.document import Block, Briefing, NotedText, Paragraph, Points, Section, SourceNote, Table
from briefing.renderers.marks import marked_once
from briefing.renderers.room import on_one_page

_PAGES, _FOOTNOTES = (".pdf", ".docx"), (".pdf", ".docx", ".pptx")
Pieces = tuple[NotedText, ...]


def as_read(briefing: Briefing, ending: str) -> Briefing:
    """Return a briefing as a format shows it to people; with footnotes a piece of text has one mark."""
    noted = _in_order(briefing, joined=ending in _FOOTNOTES)
    return marked_once(on_one_page(noted) if ending in _PAGES else noted)


def _in_order(briefing: Briefing, *, joined: bool) -> Briefing:
    """Return a briefing with its sources numbered in the order of their first marks, those without one last.

    `joined`: what a piece of text rests on is one note, and whoever rests on the same shares it.
    """
    known = {note.number: note for note in briefing.notes}
    wanted: dict[tuple[int, ...], int] = {}
    for section in briefing.sections:
        for pieces in _texts(section):
            for piece in pieces:
                for numbers in _together(piece, known, joined=joined):
                    wanted.setdefault(numbers, len(wanted) + 1)
    used = {number for numbers in wanted for number in numbers}
    for number in known:
        if number not in used:
            wanted[number,] = len(wanted) + 1
    notes = tuple(_one([known[n] for n in numbers], number) for numbers, number in wanted.items())

    def numbered(pieces: Pieces) -> Pieces:
        return tuple(
            replace(p, notes=tuple(sorted(wanted[numbers] for numbers in _together(p, known, joined=joined))))
            if p.notes
            else p
            for p in pieces
        )

    sections = tuple(replace(s, blocks=tuple(_block(block, numbered) for block in s.blocks)) for s in briefing.sections)
    return replace(briefing, sections=sections, notes=notes)


def _together(piece: NotedText, known: dict[int, SourceNote], *, joined: bool) -> list[tuple[int, ...]]:
    """Return the numbers that become a note each."""
    numbers = tuple(number for number in piece.notes if number in known)
    if joined:
        return [numbers] if numbers else []
    return [(number,) for number in numbers]


def _one(notes: Sequence[SourceNote], number: int) -> SourceNote:
    """Return one note of several: an address only where there is one that all have."""
    if len(notes) == 1:
        return replace(notes[0], number=number)
    text = "; ".join(" ".join(filter(None, (note.text, note.url))) for note in notes)
    return SourceNote(number, text, "", all(note.invented for note in notes))


def _texts(section: Section) -> Iterator[Pieces]:
    for block in section.blocks:
        match block:
            case Paragraph(pieces):
                yield pieces
            case Points(items):
                yield from items
            case Table(rows=rows):
                yield from (cell for row in rows for cell in row)


def _block(block: Block, numbered: Callable[[Pieces], Pieces]) -> Block:
    match block:
        case Paragraph(pieces):
            return Paragraph(numbered(pieces))
        case Points(items):
            return Points(tuple(numbered(item) for item in items))
        case Table(rows=rows):
            return replace(block, rows=tuple(tuple(numbered(cell) for cell in row) for row in rows))
    return block
