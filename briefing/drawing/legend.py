"""The legend at the foot of a drawing: the kinds and lines that occur, in rows."""

from typing import Literal

from briefing.drawing.lettering import width
from briefing.drawing.picture import Key, Picture
from briefing.drawing.style import stroke_width
from briefing.drawing.words import words

SIGN = (22.0, 9.0)  # width and height of the sign before the text
_BETWEEN, _AFTER_SIGN, _MARGIN, ROW = 16.0, 5.0, 6.0, 14.0
SIZE = 8.0
_SEEN = 0.35  # points by which lines differ where one sees it
_Entry = tuple[Literal["kind", "line", "width"], str, str]


def keys(picture: Picture, wide: float) -> tuple[tuple[Key, ...], float]:
    """Return the entries in their places as if the legend began at the top, and how high it is."""
    placed: list[Key] = []
    x, y = _MARGIN, _MARGIN / 2
    for sign, value, text in (*_kinds(picture), *_lines(picture), *_widths(picture)):
        needs = SIGN[0] + _AFTER_SIGN + width(text, SIZE)
        if x > _MARGIN and x + needs > wide - _MARGIN:
            x, y = _MARGIN, y + ROW
        placed.append(Key(sign, value, text, x, y))
        x += needs + _BETWEEN
    return tuple(placed), (y + ROW if placed else 0.0)


def _kinds(picture: Picture) -> list[_Entry]:
    present = {figure.kind for figure in picture.figures}
    known = [kind for kind in picture.kinds if kind in present]
    unknown = sorted(kind for kind in present - set(known) if kind)
    return [("kind", kind, picture.kinds.get(kind) or kind) for kind in (*known, *unknown)]


def _lines(picture: Picture) -> list[_Entry]:
    present = {link.line for link in picture.links if not link.invented}
    lines = ["firm"] if "firm" in present else []
    lines += [line for line in ("past", "uncertain") if line in present]
    if any(link.invented for link in picture.links) or any(figure.invented for figure in picture.figures):
        lines.append("invented")
    return [("line", line, words(line, picture.language)) for line in lines]


def _widths(picture: Picture) -> list[_Entry]:
    """Return what the thickness of lines says, where they differ."""
    heaviest = max((link.weight for link in picture.links), default=1.0)
    still = [link for link in picture.links if link.line != "past"]  # what is over is thinner whatever it weighed
    wide = [stroke_width(link, heaviest) for link in still]
    differ = bool(wide) and max(wide) - min(wide) > _SEEN
    return [("width", "", words("thick", picture.language))] if differ else []
