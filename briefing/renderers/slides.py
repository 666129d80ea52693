"""Text and tables on slides: as much on each as fits, the sources in its notes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pptx.util import Pt

from briefing.documents.document import Briefing, Map, NotedText, Paragraph, Points, Section, Table
from briefing.drawing.lettering import LEADING, clean, width
from briefing.drawing.sizing import NOTE
from briefing.renderers.columns import shares
from briefing.renderers.drawn import below, drawn, seen_in
from briefing.renderers.footnotes import clean_line
from briefing.renderers.slide_map import Frame, put
from briefing.renderers.talk import fitted_map

_POINT = 12_700
_TEXT, _CELL, _SMALL = 16.0, 12.0, 12.0
_LEAST = 10.0  # of the small letters of a map on a slide
_MARGIN, _HEAD = 30.0, 78.0
Pieces = Sequence[NotedText]


class Deck:
    """Slides of one presentation; `new` makes an empty one with a title."""

    def __init__(self, presentation: Any, new: Callable[[str], Any], briefing: Briefing) -> None:
        self._new, self._briefing = new, briefing
        self.width, self.height = presentation.slide_width / _POINT, presentation.slide_height / _POINT

    def section(self, section: Section) -> None:
        """Put a section on as many slides as it needs."""
        spoken: list[tuple[bool, Pieces]] = []
        for block in section.blocks:
            match block:
                case Paragraph(pieces):
                    spoken.append((False, pieces))
                case Points(items):
                    spoken += [(True, item) for item in items]
                case Table():
                    self._spoken(section.title, spoken)
                    spoken = []
                    self._table(section.title, block)
                case Map():
                    self._spoken(section.title, spoken)
                    spoken = []
                    self._map(section.title, block)
        self._spoken(section.title, spoken)

    def sources(self) -> None:
        """Put all sources on slides at the end."""
        notes = [(False, (NotedText(f"[{n.number}] {n.text} {n.url}"),)) for n in self._briefing.notes]
        self._spoken(self._briefing.words.get("sources", ""), notes, _SMALL)

    @property
    def _room(self) -> tuple[float, float]:
        return self.width - 2 * _MARGIN, self.height - _HEAD - _MARGIN

    def _spoken(self, title: str, spoken: Sequence[tuple[bool, Pieces]], size: float = _TEXT) -> None:
        wide, high = self._room
        needs = [_lines(_plain(pieces), wide - 30, size) * size * LEADING * 1.1 + 6 for _, pieces in spoken]
        for part in _parts(needs, high):
            slide = self._slide(title, [spoken[n][1] for n in part])
            box = slide.shapes.add_textbox(Pt(_MARGIN), Pt(_HEAD), Pt(wide), Pt(high))
            box.text_frame.word_wrap = True
            for index, n in enumerate(part):
                is_point, pieces = spoken[n]
                paragraph = box.text_frame.paragraphs[0] if index == 0 else box.text_frame.add_paragraph()
                paragraph.space_after = Pt(6)
                _write(paragraph, (NotedText("•  "), *pieces) if is_point else pieces, size)

    def _table(self, title: str, table: Table) -> None:
        wide, high = self._room
        columns = max(1, len(table.columns))
        wides = [wide * share for share in shares(table)]
        needs = [
            max([_lines(_plain(cell), w - 16, _CELL) for cell, w in zip(row, wides, strict=False)], default=1)
            * _CELL
            * LEADING
            + 8
            for row in table.rows
        ]
        for part in _parts(needs, high - 26) or [[]]:
            rows = [table.rows[n] for n in part]
            name = f"{title}: {table.title}" if table.title else title
            slide = self._slide(name, [cell for row in rows for cell in row])
            made = slide.shapes.add_table(
                len(rows) + 1, columns, Pt(_MARGIN), Pt(_HEAD), Pt(wide), Pt(24 * (len(rows) + 1))
            ).table
            for column, w in zip(made.columns, wides, strict=False):
                column.width = Pt(w)
            for cell, heading in zip(made.rows[0].cells, table.columns, strict=False):
                _write(cell.text_frame.paragraphs[0], (NotedText(heading),), _CELL)
            for n, row in enumerate(rows, 1):
                made.rows[n].height = Pt(needs[part[n - 1]])
                for cell, pieces in zip(made.rows[n].cells, row, strict=False):
                    cell.margin_top = cell.margin_bottom = Pt(2)
                    _write(cell.text_frame.paragraphs[0], pieces, _CELL)

    def _map(self, title: str, block: Map) -> None:
        slide = self._slide(title, [])
        wide, high = self._room
        drawing = drawn(block)
        said = " ".join(below(block, drawing))
        foot = _SMALL * LEADING * _lines(said, wide, _SMALL) + 4 if said else 0.0
        scale = min(wide / drawing.width, (high - foot) / drawing.height)
        if scale * min((box.size * NOTE for box in drawing.boxes), default=_SMALL) < _LEAST:
            foot = _SMALL * LEADING * 2 + 4  # it is drawn anew for this room, and says what it leaves out
            drawing, scale = fitted_map(block, wide, high - foot)
            said = " ".join(below(block, drawing))
        left = (self.width - drawing.width * scale) / 2
        put(slide.shapes, drawing, Frame(left, _HEAD, scale))
        if said:
            top = _HEAD + drawing.height * scale + 2
            box = slide.shapes.add_textbox(Pt(_MARGIN), Pt(top), Pt(wide), Pt(foot))
            box.text_frame.word_wrap = True
            _write(box.text_frame.paragraphs[0], (NotedText(said),), _SMALL)
        self._note(slide, [clean(seen_in(block, drawing)), said])

    def _slide(self, title: str, shown: Iterable[Pieces]) -> Any:
        slide = self._new(clean(title))
        numbers = {number for pieces in shown for piece in pieces for number in piece.notes}
        notes = [n for n in self._briefing.notes if n.number in numbers]
        self._note(slide, [clean(f"[{n.number}] {n.text} {n.url}") for n in notes])
        return slide

    def _note(self, slide: Any, lines: Sequence[str]) -> None:
        if said := [line for line in lines if line]:
            slide.notes_slide.notes_text_frame.text = "\n".join(said)


def _write(paragraph: Any, pieces: Pieces, size: float) -> None:
    for piece in pieces:
        text = clean_line(piece.text)
        _run(paragraph, text.rstrip() if piece.notes else text, size)
        if piece.notes:
            mark = _run(paragraph, ",".join(map(str, piece.notes)), size)
            mark.font._element.set("baseline", "30000")
            _run(paragraph, " " if text.endswith(" ") else "", size)


def _run(paragraph: Any, text: str, size: float) -> Any:
    run = paragraph.add_run()
    run.text, run.font.size = text, Pt(size)
    return run


def _plain(pieces: Pieces) -> str:
    return "".join(clean_line(piece.text) + ",".join(map(str, piece.notes)) for piece in pieces)


def _lines(text: str, wide: float, size: float) -> int:
    return max(1, int(width(text, size) / max(wide, 1.0) * 1.08) + 1)


def _parts(needs: Sequence[float], room: float) -> list[list[int]]:
    """Return the numbers of what stands on each slide."""
    parts: list[list[int]] = []
    left = 0.0
    for n, need in enumerate(needs):
        if not parts or need > left:
            parts.append([])
            left = room
        parts[-1].append(n)
        left -= need
    return parts
