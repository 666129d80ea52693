"""A talk of four to six slides out of the two pages: each says one thing in its title, the sources are in its notes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from briefing.documents.document import Block, Briefing, Map, NotedText, Paragraph, Points, Section, Table
from briefing.drawing.layout import draw
from briefing.drawing.lettering import LEADING, clean, width, wrap
from briefing.drawing.picture import Drawing
from briefing.drawing.style import MUTED, PAPER, TEXT
from briefing.drawing.style import table as table_of_looks
from briefing.renderers.columns import shares
from briefing.renderers.drawn import below, seen_in, spelled_out
from briefing.renderers.footnotes import clean_line
from briefing.renderers.master import FOOT, HEIGHT, MARGIN, SMALLEST, TOP, WIDTH, rgb
from briefing.renderers.slide_map import Frame, put

_SCALES = (2.4, 2.0, 1.75, 1.5)  # of the map: with the last what is 8 pt on paper is 12 pt here
_LEAST = 0.5  # share of the room below its title that a panel takes at least
_WIDE, _HIGH = WIDTH - 2 * MARGIN, HEIGHT - TOP - FOOT
_TEXT = (30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
_GAP = 18.0
_TALL = 7  # names that stand in one column
_ROWS = 9  # of a table of figures on a slide
_TWO = ("introductions", "closed", "raise", "commitments", "changes")  # what shares the last slide
_FEWEST = 4  # slides
_LITTLE = 150  # letters that are no slide of their own
_FIRST = 0.18  # share of the first column of a table of figures
_CARD = 3  # columns of what is shown as cards
_LONGEST = 180  # letters of a title
Cell = Sequence[NotedText]


class TalkSlides:
    """The slides of one briefing; `new` makes one with a title."""

    def __init__(self, new: Callable[[str], Any], briefing: Briefing) -> None:
        self._new, self._briefing = new, briefing
        self._colour = briefing.letterhead.colour

    def write(self) -> None:
        """Make the slides: what it is about, the map, people, ways or who is there, and what is open."""
        sections = {section.id: section for section in self._briefing.sections if section.page}
        if len(sections) < _FEWEST + 1:  # a map of the annex shows more than an empty slide
            sections |= {s.id: s for s in self._briefing.sections if s.id == "map" and s.id not in sections}
        lead = (
            _said([piece for cell in _cells(sections["lead"].blocks) for piece in cell]) if "lead" in sections else ""
        )
        small = [s for s in sections.values() if s.id not in ("lead", "map") and _is_little(s)]
        told = [text for s in small for cell in _told(s) if (text := _said(cell)) and text not in lead]
        last = [s for name in _TWO if (s := sections.get(name)) and s not in small]
        others = [s for s in sections.values() if s.id not in _TWO and s not in small]
        for section in others:
            self._one(section, told)
        each = 1 if len(others) + (len(last) + 1) // 2 < _FEWEST else 2
        for start in range(0, len(last), each):
            self._open(last[start : start + each])

    def _one(self, section: Section, more: Sequence[str]) -> None:
        drawn = next((block for block in section.blocks if isinstance(block, Map)), None)
        table = next((block for block in section.blocks if isinstance(block, Table)), None)
        if drawn is not None:
            self._map(section, drawn)
        elif section.id == "lead":
            self._lead(section, more)
        elif table is not None and (table.look == "grid" or _has_facts(table)):
            self._grid(section, table)
        elif table is not None and len(table.rows) <= 3 and len(table.columns) == 3:
            self._cards(section, table)
        elif table is not None:
            self._list(section, table)
        else:
            self._points(section)

    def _slide(self, title: str, shown: Iterable[Cell], more: Sequence[str] = ()) -> Any:
        slide = self._new(clean(title))
        numbers = {number for pieces in shown for piece in pieces for number in piece.notes}
        sources = [f"[{n.number}] {n.text} {n.url}".strip() for n in self._briefing.notes if n.number in numbers]
        if said := [clean(line) for line in (*more, *sources) if line]:
            slide.notes_slide.notes_text_frame.text = "\n".join(said)
        return slide

    def _lead(self, section: Section, more: Sequence[str]) -> None:
        """Make the first slide: the message as its title, the sentences below it, large."""
        pieces = [piece for block in section.blocks if isinstance(block, Paragraph) for piece in block.pieces]
        first = next((p for p in pieces if p.place == "lead.door"), pieces[0] if pieces else NotedText(""))
        # Somebody may have written the sentence anew: then all of it is the message, where it is no more than that.
        message = next((s for s in (section.message, first.text.strip()) if s and first.text.strip().startswith(s)), "")
        message = message if len(message) <= _LONGEST else ""
        slide = self._slide(message.rstrip(".") or self._briefing.title, [pieces])
        rest = [p.text.replace(message, "", 1) if p is first else p.text for p in pieces]
        told = [text.strip() for text in (*rest, *more) if text.strip()] or [message]
        head = self._briefing.title if message else section.title
        size = _size([head, *told], _WIDE - 48, _HIGH - 40, 12)
        self._panel(slide, (MARGIN, TOP, _WIDE, self._high([head, *told], _WIDE - 48, size, 12)))
        box = _box(slide, (MARGIN + 24, TOP + 16, _WIDE - 48, _HIGH - 32))
        _write(box, 0, [NotedText(head)], size, bold=True, colour=self._colour, after=12)
        for n, text in enumerate(told, 1):
            _write(box, n, [NotedText(text)], size, after=12)

    def _map(self, section: Section, block: Map) -> None:
        drawing, scale = fitted_map(block)
        said = " ".join(below(block, drawing))
        slide = self._slide(block.title or section.title, [], [seen_in(block, drawing), said, *spelled_out(drawing)])
        left = (WIDTH - drawing.width * scale) / 2
        put(slide.shapes, drawing, Frame(left, TOP, scale))
        if said:
            box = _box(slide, (MARGIN, TOP + drawing.height * scale, _WIDE, 18))
            _write(box, 0, [NotedText(said)], SMALLEST, colour=MUTED)

    def _cards(self, section: Section, table: Table) -> None:
        """Make a slide of up to three cards side by side, each with its heading."""
        slide = self._slide(section.message or section.title, [cell for row in table.rows for cell in row])
        wide = (_WIDE - _GAP * (len(table.rows) - 1)) / max(1, len(table.rows))
        bodies = [[_said(cell) for cell in row if cell] for row in table.rows]
        size = min((_size(body, wide - 36, _HIGH - 74, 14) for body in bodies), default=20.0)
        high = max((min(_HIGH, self._high(body, wide - 36, size, 14) + 30) for body in bodies), default=_HIGH)
        for n, row in enumerate(table.rows):
            x = MARGIN + n * (wide + _GAP)
            self._panel(slide, (x, TOP, wide, high))
            box = _box(slide, (x + 18, TOP + 14, wide - 36, _HIGH - 28))
            for place, cell in enumerate([cell for cell in row if cell]):
                _write(box, place, cell, size + 2 if not place else size, bold=not place, after=12)

    def _list(self, section: Section, table: Table) -> None:
        """Make a slide of names with what they do, in as many columns as they need."""
        twice = len(table.columns) == 4 and table.columns[0] == table.columns[2]
        cells = [pair for start in ((0, 2) if twice else (0,)) for pair in _pairs(table, start, whole=not twice)]
        slide = self._slide(section.message or section.title, [piece for pair in cells for piece in pair])
        for columns in (1, 2, 3) if len(cells) <= _TALL else (2, 3):
            each = (len(cells) + columns - 1) // columns
            wide = (_WIDE - _GAP * (columns - 1)) / columns
            parts = [cells[n * each : (n + 1) * each] for n in range(columns)]
            sizes = [_size([_line(pair) for pair in part], wide - 30, _HIGH - 24, 4) for part in parts if part]
            size = min(sizes)
            if size >= 16 or columns == 3:
                break
        shown = 0
        for n, part in enumerate(filter(None, parts)):
            x = MARGIN + n * (wide + _GAP)
            high = self._high([_line(pair) for pair in part], wide - 30, size, 6)
            self._panel(slide, (x, TOP, wide, high))
            box = _box(slide, (x + 16, TOP + 12, wide - 28, _HIGH - 20))
            taken = 0.0
            for place, pair in enumerate(part):
                taken += _needs(_line(pair), wide - 30, size) + 4
                if taken > _HIGH - 20:
                    break
                _write(box, place, [replace(pair[0][0], text=_said(pair[0]), notes=())], size, bold=True, after=4)
                if _said(pair[1]):
                    _more(box, place, [NotedText(f", {_said(pair[1])}")], size)
                shown += 1
        if shown < len(cells):
            text = f"+ {len(cells) - shown}"
            _write(_box(slide, (WIDTH - MARGIN - 60, TOP + _HIGH - 22, 60, 18)), 0, [NotedText(text)], SMALLEST)

    def _grid(self, section: Section, table: Table) -> None:
        """Make a slide of a table of figures."""
        slide = self._slide(section.message or section.title, [cell for row in table.rows for cell in row])
        shown = table.rows[:_ROWS]
        wides = [_WIDE * share for share in (_even(table) if table.look == "grid" else shares(table))]
        head = [(NotedText(name),) for name in table.columns]
        sizes = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, SMALLEST)
        size, highs = next(
            (size, highs)
            for size in sizes
            for highs in ([_row_high(row, wides, size) for row in (head, *shown)],)
            if sum(highs) <= _HIGH or size == SMALLEST
        )
        spread = max(1.0, min(1.6, _HIGH * 0.8 / max(1.0, sum(highs))))
        place = map(Pt, (MARGIN, TOP, _WIDE, min(_HIGH, spread * sum(highs))))
        made = slide.shapes.add_table(len(shown) + 1, max(1, len(table.columns)), *place).table
        for column, wide in zip(made.columns, wides, strict=False):
            column.width = Pt(wide)
        for made_row, row, high in zip(made.rows, [head, *shown], highs, strict=True):
            made_row.height = Pt(high * spread)
            for cell, pieces in zip(made_row.cells, row, strict=False):
                cell.margin_left = cell.margin_right = Pt(4)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.text_frame.text = _said(pieces)
        for column, (cell, wide) in enumerate(zip(made.rows[0].cells, wides, strict=False)):
            lines = wrap(
                _said(head[column]), (wide - 10) / 1.05, size, most=3, bold=True
            )  # it breaks words at a hyphen
            cell.text_frame.text = "\n".join(lines)
        for made_row in made.rows:
            for cell in made_row.cells:
                for paragraph in cell.text_frame.paragraphs:
                    paragraph.font.size = Pt(size)
                    for run in paragraph.runs:
                        run.font.size = Pt(size)
        self._in_colour(made)

    def _in_colour(self, made: Any) -> None:
        """Give the head of a table the office's colour, white letters on it."""
        for cell in made.rows[0].cells:
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(self._colour)
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.color.rgb, run.font.bold = rgb(PAPER), True

    def _points(self, section: Section) -> None:
        cells = list(_cells(section.blocks))
        slide = self._slide(section.message or section.title, cells)
        texts = list(map(_said, cells))
        high = self._high(texts, _WIDE - 48, _size(texts, _WIDE - 48, _HIGH - 28, 10), 10)
        self._panel(slide, (MARGIN, TOP, _WIDE, high))
        self._column(slide, cells, (MARGIN + 24, TOP + 14, _WIDE - 48, _HIGH - 28))

    def _open(self, sections: Sequence[Section]) -> None:
        """Make the last slide: what is open and what one should raise, side by side."""
        told = [(section, list(_short(section))) for section in sections]
        shown = [cell for section, _ in told for cell in _cells(section.blocks)]
        whole = [_said(cell) for section, _ in told for cell in _cells(section.blocks) if section.id == "raise"]
        slide = self._slide(told[0][0].message or told[0][0].title, shown, whole)
        x = MARGIN
        for (section, cells), wide in zip(told, _widths([cells for _, cells in told]), strict=True):
            size = _size(list(map(_said, cells)), wide - 36, _HIGH - 64, 10)
            high = 44 + self._high(list(map(_said, cells)), wide - 36, size, 10)
            self._panel(slide, (x, TOP, wide, min(_HIGH, high)))
            head = _box(slide, (x + 20, TOP + 12, wide - 36, 26))
            _write(head, 0, [NotedText(section.title)], 18, bold=True, colour=self._colour)
            self._column(slide, cells, (x + 20, TOP + 46, wide - 36, _HIGH - 58))
            x += wide + _GAP

    def _column(self, slide: Any, cells: Sequence[Cell], room: tuple[float, float, float, float]) -> None:
        """Write sentences below each other, as large as they go; what has no room is in the notes of the slide."""
        size = _size(list(map(_said, cells)), room[2], room[3], 10)
        box, left = _box(slide, room), room[3]
        for place, cell in enumerate(cells):
            left -= _needs(_said(cell), room[2], size) + 10
            if left < -2 and place:
                slide.notes_slide.notes_text_frame.text += "\n" + "\n".join(map(_said, cells[place:]))
                return
            _write(box, place, cell, size, after=10)

    def _high(self, texts: Sequence[str], wide: float, size: float, gap: float) -> float:
        """Return how high a panel is for texts below each other: no slide is less than a third full."""
        return max(_HIGH * _LEAST, min(_HIGH, sum(_needs(text, wide, size) + gap for text in texts) + 30))

    def _panel(self, slide: Any, room: tuple[float, float, float, float]) -> None:
        """Put a quiet ground behind something, with the office's colour at its left."""
        for colour, wide in ((table_of_looks().zones.paper, room[2]), (self._colour, 5.0)):
            shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, (room[0], room[1], wide, room[3])))
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(colour)
            shape.line.fill.background()
            for effect in shape._element.iter(qn("a:effectRef")):  # the theme's shadow
                effect.set("idx", "0")


def fitted_map(block: Map, wide: float = _WIDE, high: float = _HIGH - 20) -> tuple[Drawing, float]:
    """Return the map for a slide, no letter below twelve points, and how much larger than drawn it stands there."""
    if not block.picture.arranged:
        return _free(block, wide, high), _SCALES[-1]
    found = [_at(block, scale, wide, high) for scale in _SCALES]
    most = max(len(drawing.boxes) for drawing in found)
    best = next(n for n, drawing in enumerate(found) if len(drawing.boxes) == most)
    return found[best], _SCALES[best]


def _at(block: Map, scale: float, wide: float, high: float) -> Drawing:
    return draw(replace(block.picture, smallest=8.0), wide / scale, high / scale)


def _free(block: Map, wide: float, high: float) -> Drawing:
    """Return a map that has no groups, with as many boxes as have letters of twelve points."""
    for most in (25, 20, 15, 10, 6):
        drawing = draw(block.picture, wide / _SCALES[-1], high / _SCALES[-1], most=most)
        if min((box.size for box in drawing.boxes), default=8.0) >= SMALLEST / _SCALES[-1]:
            break
    return drawing


def _short(section: Section) -> Iterator[Cell]:
    """Yield what a slide has room for: of what one should raise the finding and the advice, without the reasons."""
    for cell in _cells(section.blocks):
        advice = [piece for piece in cell[1:] if piece.place.startswith("raise")]
        yield [cell[0], *advice] if advice else cell


def _is_little(section: Section) -> bool:
    """Return whether a section says too little for a slide of its own: it stands on the first."""
    return len(" ".join(_said(cell) for cell in _told(section))) < _LITTLE and not _is_cards(section)


def _is_cards(section: Section) -> bool:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return any(table.look != "table" or len(table.rows) > 1 or len(table.columns) == _CARD for table in tables)


def _told(section: Section) -> Iterator[Cell]:
    """Yield what a section says: its sentences, and each row of its tables in one."""
    yield from _cells(section.blocks)
    for block in section.blocks:
        if isinstance(block, Table):
            yield from ([NotedText(", ".join(filter(None, map(_said, row))))] for row in block.rows)


def _has_facts(table: Table) -> bool:
    """Return whether the columns of a table each say something else, so that their heads are needed."""
    return len(table.columns) > _CARD and table.columns[0] != table.columns[2]


def _even(table: Table) -> list[float]:
    """Return the shares of the columns of figures: all the same behind the first."""
    others = max(1, len(table.columns) - 1)
    return [_FIRST, *[(1 - _FIRST) / others] * others]


def _row_high(row: Sequence[Cell], wides: Sequence[float], size: float) -> float:
    return max(_needs(_said(cell), wide - 12, size) for cell, wide in zip(row, wides, strict=False)) + 8


def _widths(columns: Sequence[Sequence[Cell]]) -> list[float]:
    """Return how wide columns are: the more is said in one, the wider, but none narrow."""
    free = _WIDE - _GAP * (len(columns) - 1)
    if len(columns) == 1:
        return [free]
    said = [sum(len(_said(cell)) for cell in cells) for cells in columns]
    first = min(0.64, max(0.36, said[0] / max(1, sum(said))))
    return [free * first, free * (1 - first)]


def _pairs(table: Table, start: int, *, whole: bool) -> Iterator[tuple[Cell, Cell]]:
    """Yield names with what stands beside them: one cell, or all the row."""
    for row in table.rows:
        beside = row[start + 1 :] if whole else row[start + 1 : start + 2]
        said = ", ".join(text for cell in beside if (text := _said(cell)))
        numbers = tuple(number for cell in beside for piece in cell for number in piece.notes)
        name, what = row[start], (NotedText(said, numbers),)
        if _said(name):
            yield name, what


def _line(pair: tuple[Cell, Cell]) -> str:
    return f"{_said(pair[0])}, {_said(pair[1])}"


def _cells(blocks: Iterable[Block]) -> Iterator[Cell]:
    for block in blocks:
        match block:
            case Paragraph(pieces):
                yield pieces
            case Points(items):
                yield from items


def _said(cell: Cell) -> str:
    return "".join(clean_line(piece.text) for piece in cell)


def _needs(text: str, wide: float, size: float) -> float:
    lines = max(1, int(width(clean(text), size) * 1.1 / max(wide, 1.0)) + 1)
    return lines * size * LEADING


def _size(texts: Sequence[str], wide: float, high: float, gap: float) -> float:
    """Return the largest size of letters in which texts below each other fit."""
    for size in _TEXT:
        if sum(_needs(text, wide, size) + gap for text in texts) <= high:
            return size
    return _TEXT[-1]


def _box(slide: Any, room: Sequence[float]) -> Any:
    box = slide.shapes.add_textbox(*map(Pt, room))
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return box


def _write(
    box: Any, place: int, cell: Cell, size: float, *, bold: bool = False, colour: str = TEXT, after: float = 8.0
) -> None:
    frame = box.text_frame
    paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
    paragraph.space_after = Pt(after)
    for piece in cell:
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = clean_line(piece.text), Pt(size), bold
        run.font.color.rgb = rgb(colour)


def _more(box: Any, place: int, cell: Cell, size: float) -> None:
    paragraph = box.text_frame.paragraphs[place]
    for piece in cell:
        run = paragraph.add_run()
        run.text, run.font.size = clean_line(piece.text), Pt(size)
        run.font.color.rgb = rgb(TEXT)
