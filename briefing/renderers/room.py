"""How much of the first page is left for the map, once all that is said there has its lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from briefing.documents.document import Briefing, Map, NotedText, Paragraph, Points, Section, SourceNote, Table
from briefing.drawing.lettering import clean, width
from briefing.renderers import RenderOptions
from briefing.renderers.columns import shares

MARGIN = 36.0
_SHEETS = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}
LEAST, _MOST = 210.0, 0.6  # height of a map in points, and as share of the page
_EDGES, _HEADING, _LINE, _NOTE = 100.0, 30.0, 1.4, 1.4
_BODY, _SMALL, _FOOT = 10.0, 8.5, 7.0
_CARDS = 3


def sheet(options: RenderOptions) -> tuple[float, float]:
    """Return width and height of the paper in points."""
    short, long = _SHEETS[options.paper]
    return (long, short) if options.landscape else (short, long)


def on_one_page(briefing: Briefing) -> Briefing:
    """Return a briefing whose second page stands on the first, where both have room there."""
    first, second = ([s for s in briefing.sections if s.page == page] for page in (1, 2))
    if not first or not second:
        return briefing
    wide = _SHEETS["A4"][0]
    maps = [block for section in first for block in section.blocks if isinstance(block, Map)]
    high = sum(_height(section, wide - 2 * MARGIN) for section in (*first, *second))
    high += sum(_readable(block) for block in maps)
    high += _EDGES + _head(briefing) + _notes(briefing, [*first, *second], wide)
    if high > _SHEETS["A4"][1]:
        return briefing
    return replace(briefing, sections=tuple(replace(s, page=1) if s.page == 2 else s for s in briefing.sections))


def map_room(briefing: Briefing, section: Section, options: RenderOptions, more: float = 0.0) -> float:
    """Return how high the map of a section on the first page can be, 0 where it stands elsewhere.

    How high everything else is was estimated with care; with `more` points there may be room, too.
    """
    if section.page != 1 or not any(isinstance(block, Map) for block in section.blocks):
        return 0.0
    wide, high = sheet(options)
    first = [s for s in briefing.sections if s.page == 1]
    taken = _EDGES + _head(briefing) + sum(_height(s, wide - 2 * MARGIN) for s in first) + _notes(briefing, first, wide)
    return _between(high - taken + more, high * _MOST, [_needed(b) for b in section.blocks if isinstance(b, Map)])


def _between(left: float, most: float, needed: list[float]) -> float:
    """Return the height of a map: what is left of the page, never more than it can use."""
    wanted = min(most, *needed)
    return max(min(wanted, left), min(wanted, LEAST))


def height_of(section: Section) -> float:
    """Return how high a section is on A4, its map as low as a map may be."""
    wide = _SHEETS["A4"][0] - 2 * MARGIN
    return _height(section, wide) + (LEAST if any(isinstance(block, Map) for block in section.blocks) else 0.0)


def height_of_notes(notes: Iterable[SourceNote]) -> float:
    """Return how high the footnotes of a page are on A4."""
    return _set(notes, _SHEETS["A4"][0])


def page_room(page: int, head: float) -> float:
    """Return how much room the sections of a page have on A4."""
    return _SHEETS["A4"][1] - _EDGES - (head if page == 1 else 0.0)


def _needed(block: Map) -> float:
    """Return how high a map should be at most: one with few boxes is not drawn into an empty page."""
    figures = block.picture.figures
    in_group = Counter(figure.group for figure in figures if figure.group)
    if block.picture.arranged == "columns":
        return 100.0 + 66.0 * max(in_group.values(), default=1)
    return 150.0 + 24.0 * len(figures)


def _readable(block: Map) -> float:
    """Return how high a map has to be, so that a page less is no loss."""
    figures = block.picture.figures
    in_group = Counter(figure.group for figure in figures if figure.group)
    if block.picture.arranged == "columns":
        return max(LEAST - 30, 40.0 + 50.0 * max(in_group.values(), default=1))
    return LEAST + 6.0 * max(0, len(figures) - 12)


def _head(briefing: Briefing) -> float:
    head = briefing.letterhead
    lines = max(len(head.sender), len(head.recipient.splitlines()) + bool(head.reference) + 1)
    title = _lines(briefing.title, 523, 17) * 17 * 1.4
    return 14.0 * lines + title + 42 + (20 if head.logo else 0) + (14 if head.classification else 0)


def _height(section: Section, wide: float) -> float:
    return _HEADING + sum(_block(block, wide) for block in section.blocks)


def _block(block: object, wide: float) -> float:
    match block:
        case Paragraph(pieces):
            return _lines(_said(pieces), wide, _BODY) * _BODY * _LINE + 8
        case Points(items):
            return sum(_lines(_said(item), wide - 14, _BODY) * _BODY * _LINE + 3 for item in items)
        case Table(look="cards", rows=rows):
            return _cards(rows, wide)
        case Table(rows=rows):
            each = [share * wide - 10 for share in shares(block)]
            high = (max(_lines(_said(c), w, _SMALL) for c, w in zip(row, each, strict=False)) for row in rows)
            return sum(lines * _SMALL * _LINE + 5 for lines in high) + 24
        case Map(title=title, caption=caption):
            return (22.0 if title else 0.0) + (14.0 * _lines(caption, wide, 8) if caption else 0) + 10
    return 0.0


def _cards(rows: tuple[tuple[tuple[NotedText, ...], ...], ...], wide: float) -> float:
    each = wide / _CARDS - 30
    high = [sum(_lines(_said(cell), each, _SMALL) for cell in row if cell) * _SMALL * _LINE + 18 for row in rows]
    return sum(max(high[n : n + _CARDS]) for n in range(0, len(high), _CARDS)) + 6


def _notes(briefing: Briefing, sections: list[Section], wide: float) -> float:
    numbers = {n for s in sections for block in s.blocks for n in _numbers(block)}
    return _set([note for note in briefing.notes if note.number in numbers], wide)


def _set(some: Iterable[SourceNote], wide: float) -> float:
    notes = list(some)
    said = (f"{n.number} {n.text} {n.url}" for n in notes)
    lines = sum(_lines(text, wide - 2 * MARGIN - 8, _FOOT) for text in said)
    return lines * _FOOT * _NOTE + len(notes) * 3 + (14 if notes else 0)


def _numbers(block: object) -> set[int]:
    match block:
        case Paragraph(pieces):
            return {n for piece in pieces for n in piece.notes}
        case Points(items):
            return {n for item in items for piece in item for n in piece.notes}
        case Table(rows=rows):
            return {n for row in rows for cell in row for piece in cell for n in piece.notes}
    return set()


def _said(pieces: tuple[NotedText, ...]) -> str:
    return "".join(piece.text + "," * len(piece.notes) * 2 for piece in pieces)


def _lines(text: str, wide: float, size: float) -> int:
    return max(1, ceil(width(clean(text), size) * 1.04 / max(wide, 1.0)))
