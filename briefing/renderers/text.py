"""Blocks of a briefing as lines of plain text, with the numbers of their notes in brackets."""

from collections.abc import Iterable, Iterator

from briefing.documents.document import Block, Map, NotedText, Paragraph, Points


def with_notes(pieces: Iterable[NotedText]) -> str:
    """Return pieces as one text.

    >>> with_notes([NotedText("works there", (1, 3))])
    'works there [1, 3]'
    """
    return "".join(f"{p.text}{_numbers(p.notes)}" for p in pieces)


def _numbers(notes: tuple[int, ...]) -> str:
    return f" [{', '.join(map(str, notes))}]" if notes else ""


def sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what is said outside tables, line by line."""
    for block in blocks:
        match block:
            case Paragraph(pieces):
                yield with_notes(pieces)
            case Points(items):
                yield from map(with_notes, items)
            case Map():
                yield from filter(None, (block.alternative, block.caption))


def one_line(text: str) -> str:
    r"""Return text without what would begin a new line, and with it a new property.

    >>> one_line("Anna\r\nATTENDEE:x")
    'Anna ATTENDEE:x'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
