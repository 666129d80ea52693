"""What is invented is marked as often as a reader needs it: no name twice within a paragraph or a row."""

from collections.abc import Iterator
from dataclasses import replace

from briefing.documents.document import Block, Briefing, NotedText, Paragraph, Points, Section, Table

_ARTICLES = frozenset(["der", "die", "das", "den", "dem", "des", "beim", "zum", "zur", "vom", "im", "am"])
Pieces = tuple[NotedText, ...]


def marked_once(briefing: Briefing) -> Briefing:
    """Return a briefing whose two pages mark each invented name once a paragraph; what was written by hand stays.

    Also where all is invented each name is marked: a paragraph marked in part reads as if the rest were real.
    """
    mark = f" [{briefing.words.get('invented', '')}]"
    sections = tuple(_section(section, mark) if section.page else section for section in briefing.sections)
    return replace(briefing, sections=sections)


def _section(section: Section, mark: str) -> Section:
    return replace(section, blocks=tuple(_block(block, mark) for block in section.blocks))


def _block(block: Block, mark: str) -> Block:
    match block:
        case Paragraph(pieces):
            return Paragraph(_once([pieces], mark)[0])
        case Points(items):
            return Points(tuple(_once([item], mark)[0] for item in items))
        case Table(rows=rows):
            return replace(block, rows=tuple(tuple(_once(row, mark)) for row in rows))
    return block


def _once(cells: list[Pieces] | tuple[Pieces, ...], mark: str) -> list[Pieces]:
    known: list[list[str]] = []
    return [
        tuple(piece if piece.edited else replace(piece, text=_said(piece.text, mark, known)) for piece in cell)
        for cell in cells
    ]


def _said(text: str, mark: str, known: list[list[str]]) -> str:
    first, *rest = text.split(mark)
    return first + "".join(_parts(first, rest, mark, known))


def _parts(before: str, rest: list[str], mark: str, known: list[list[str]]) -> Iterator[str]:
    for after in rest:
        name = before.split()[-2:]
        again = any(_is_same(name, other) for other in known)
        known.append(name)
        stop = after.startswith(".") and before.endswith(".")  # "e. V." at the end of a sentence
        yield after[stop:] if again else mark + after
        before = after


def _is_same(name: list[str], other: list[str]) -> bool:
    """Return whether the last two words before two marks are one name; an article may stand in another case."""
    if not name or not other or name[-1] != other[-1]:
        return False
    bare = [[word for word in words[:-1] if word.casefold() not in _ARTICLES] for words in (name, other)]
    return bare[0] == bare[1]
