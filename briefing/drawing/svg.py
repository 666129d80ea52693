"""A drawing as SVG: one file that needs nothing else, with title and description for readers of screens."""

import base64
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO

from briefing.drawing.groups import HEAD_SIZE
from briefing.drawing.legend import SIGN, SIZE
from briefing.drawing.lettering import FAMILY, LEADING, clean, font_file, typeset
from briefing.drawing.picture import Box, Drawing, Key, Link, Stroke
from briefing.drawing.shapes import outline
from briefing.drawing.sizing import NOTE, PADDING
from briefing.drawing.style import (
    INKS,
    MUTED,
    OTHER,
    PAPER,
    TEXT,
    ZONE,
    ZONE_LINE,
    Ink,
    Look,
    frame_width,
    ink,
    looks,
    stroke_width,
    table,
)
from briefing.drawing.words import words

_ASCENT = 0.86  # of a line, where letters stand
_BEND = 5.0  # radius of a bend
Letters = Callable[[str], str]


def svg(
    drawing: Drawing, *, title: str = "", description: str = "", typesetting: bool = False, with_font: bool = True
) -> str:
    """Return the SVG. `typesetting` writes letters the shipped font lacks in Latin ones, and leaves the font out."""
    language = drawing.picture.language
    letters: Letters = (
        (lambda text: escape(typeset(clean(text)))) if typesetting else (lambda text: escape(clean(text)))
    )
    title = clean(title) or words("map", language)
    counted = words("described", language, boxes=len(drawing.boxes), lines=len(drawing.strokes))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:g}pt" height="{drawing.height:g}pt" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="title description" '
        f'lang="{escape(language)}" font-family="\'{FAMILY}\', \'Segoe UI\', Arial, sans-serif" fill="{TEXT}">',
        f'<title id="title">{letters(title)}</title>',
        f'<desc id="description">{letters(clean(description) or counted)}</desc>',
        _font(drawing) if with_font and not typesetting else "",
        f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="{PAPER}"/>',
        *_outlines(drawing, letters),
        *_lines(drawing, letters),
        *_heads(drawing, letters),
        *_boxes(drawing, letters),
        *_legend(drawing, letters),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _outlines(drawing: Drawing, letters: Letters) -> Iterable[str]:
    for zone in drawing.outlines:
        yield (
            f'<rect x="{zone.x + 0.5:.2f}" y="{zone.y + 0.5:.2f}" width="{zone.width - 1:.2f}" '
            f'height="{zone.height - 1:.2f}" rx="6" fill="{ZONE}" stroke="{ZONE_LINE}" stroke-width="0.7"/>'
        )


def _heads(drawing: Drawing, letters: Letters) -> Iterable[str]:
    """Yield the names of the groups, above the lines that run below them."""
    for zone in drawing.outlines:
        yield (
            f'<text x="{zone.x + 7:.2f}" y="{zone.y + HEAD_SIZE + 3:.2f}" font-size="{HEAD_SIZE:g}" '
            f'font-weight="bold" fill="{MUTED}" stroke="{ZONE}" stroke-width="3.5" stroke-linejoin="round" '
            f'paint-order="stroke">{letters(zone.name)}</text>'
        )


def _lines(drawing: Drawing, letters: Letters) -> Iterable[str]:
    heaviest = max((link.weight for link in drawing.picture.links), default=1.0)
    yield '<g fill="none">'
    for stroke in drawing.strokes:
        yield (
            f'<path d="{_path(stroke.points)}" {_pen(ink(stroke.link), stroke_width(stroke.link, heaviest))}>'
            f"<title>{letters(_told(drawing, stroke.link))}</title></path>"
        )
    yield "</g>"
    yield from (_tie_label(stroke, drawing.size, letters) for stroke in drawing.strokes if stroke.label_at)


def _told(drawing: Drawing, link: Link) -> str:
    names = {figure.id: figure.name for figure in drawing.picture.figures}
    told = f"{names[link.a]} – {names[link.b]}"
    return f"{told}: {link.label}" if link.label else told


def _pen(line: Ink, wide: float) -> str:
    return f'stroke="{line.colour}" stroke-width="{wide:.2f}"{_dashes(line)}'


def _dashes(line: Ink) -> str:
    dashes = f' stroke-dasharray="{" ".join(f"{d:g}" for d in line.dashes)}"' if line.dashes else ""
    return dashes + (' stroke-linecap="round"' if line == INKS["invented"] else "")


def _path(points: tuple[tuple[float, float], ...]) -> str:
    """Return a line with rounded bends."""
    (x, y), *rest = points
    path = f"M{x:.2f} {y:.2f}"
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        before, after = _towards((bx, by), (ax, ay)), _towards((bx, by), (cx, cy))
        path += f"L{before[0]:.2f} {before[1]:.2f}Q{bx:.2f} {by:.2f} {after[0]:.2f} {after[1]:.2f}"
    return path + f"L{rest[-1][0]:.2f} {rest[-1][1]:.2f}"


def _towards(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    share = min(_BEND, length / 2) / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _tie_label(stroke: Stroke, size: float, letters: Letters) -> str:
    assert stroke.label_at is not None
    x, y = stroke.label_at
    return (
        f'<text x="{x:.2f}" y="{y + size * 0.35:.2f}" font-size="{size:g}" text-anchor="middle" fill="{MUTED}" '
        f'stroke="{PAPER}" stroke-width="{size * 0.4:.2f}" stroke-linejoin="round" paint-order="stroke">'
        f"{letters(stroke.link.label)}</text>"
    )


def _boxes(drawing: Drawing, letters: Letters) -> Iterable[str]:
    found = looks(figure.kind for figure in drawing.picture.figures)
    for box in drawing.boxes:
        yield f"<g><title>{letters(_whole(box))}</title>{_frame(box, found.get(box.figure.kind, OTHER))}"
        yield from _text(box, letters)
        yield "</g>"


def _whole(box: Box) -> str:
    return f"{box.figure.name} – {box.figure.note}" if box.figure.note else box.figure.name


def _frame(box: Box, look: Look) -> str:
    dashes = _dashes(INKS["invented"]) if box.figure.invented else ""
    return (
        f'<path d="{outline(look, box.x, box.y, box.width, box.height)}" fill="{look.tint}" '
        f'stroke="{look.colour}" stroke-width="{frame_width(box.figure):g}" stroke-linejoin="round"{dashes}/>'
    )


def _text(box: Box, letters: Letters) -> Iterable[str]:
    x, y = box.middle[0], box.y + PADDING[1]
    for n, line in enumerate(box.lines):
        size = box.size if n < box.named else box.size * NOTE
        weight = ' font-weight="bold"' if box.figure.subject and n < box.named else ""
        colour = "" if n < box.named else f' fill="{MUTED}"'
        yield (
            f'<text x="{x:.2f}" y="{y + size * (_ASCENT + (LEADING - 1) / 2):.2f}" font-size="{size:g}" '
            f'text-anchor="middle"{weight}{colour}>{letters(line)}</text>'
        )
        y += size * LEADING


def _legend(drawing: Drawing, letters: Letters) -> Iterable[str]:
    found = looks(figure.kind for figure in drawing.picture.figures)
    for key in drawing.legend:
        yield sign(key, found)
        x, y = key.x + SIGN[0] + 5, key.y + SIGN[1] - 2
        yield f'<text x="{x:.2f}" y="{y:.2f}" font-size="{SIZE:g}">{letters(key.text)}</text>'


def sign(key: Key, found: dict[str, Look]) -> str:
    """Return the sign of an entry of the legend in its place."""
    if key.sign == "kind":
        look = found.get(key.value, OTHER)
        path = outline(look, key.x, key.y, *SIGN)
        frame = f'stroke="{look.colour}" stroke-width="{table().frames.plain:g}"'
        return f'<path d="{path}" fill="{look.tint}" {frame}/>'
    y = key.y + SIGN[1] / 2
    if key.sign == "width":  # thin at its left, thick at its right
        ends = f"V{y + 1.4:.2f}L{key.x:.2f} {y + 0.3:.2f}Z"
        path = f"M{key.x:.2f} {y - 0.3:.2f}L{key.x + SIGN[0]:.2f} {y - 1.4:.2f}{ends}"
        return f'<path d="{path}" fill="{INKS["firm"].colour}"/>'
    return f'<path d="M{key.x:.2f} {y:.2f}H{key.x + SIGN[0]:.2f}" fill="none" {_pen(INKS[key.value], 1.4)}/>'


def _font(drawing: Drawing) -> str:
    """Return the letters that occur, so that the file looks the same where the font is not installed."""
    text = "".join(line for box in drawing.boxes for line in box.lines)
    text += "".join(stroke.link.label for stroke in drawing.strokes) + "".join(key.text for key in drawing.legend)
    text += "".join(outline.name for outline in drawing.outlines)
    bold = drawing.outlines or any(box.figure.subject for box in drawing.boxes)
    faces = [("normal", False)] + ([("bold", True)] if bold else [])
    rules = [
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_subset(clean(text), bold=bold)}) format('woff')}}"
        for weight, bold in faces
    ]
    return f"<style>{''.join(rules)}</style>"


def _subset(text: str, *, bold: bool) -> str:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.hinting = False
    font = TTFont(BytesIO(font_file(bold=bold)), recalcTimestamp=False)
    for part in ("GSUB", "GPOS", "GDEF"):
        if part in font:
            del font[part]  # letters are composed already, and reading these tables takes a second
    subsetter = Subsetter(options)
    subsetter.populate(text=text + " …?")
    subsetter.subset(font)
    font.flavor = "woff"
    whole = BytesIO()
    font.save(whole)
    return base64.b64encode(whole.getvalue()).decode("ascii")
