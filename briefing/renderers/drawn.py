"""What several formats share: the drawing of a map, the sentences below it, the foot of a page."""

from collections.abc import Iterator
from dataclasses import replace

from briefing.documents.document import Briefing, Map, NotedText, Paragraph, Points, Table
from briefing.documents.map_text import described
from briefing.drawing.condense import not_shown
from briefing.drawing.layout import draw, sheet
from briefing.drawing.picture import Drawing
from briefing.drawing.words import words
from graph.model.dates import format_date

_SHARES = ((6, 0.45), (12, 0.6), (20, 0.8))  # of the height, by the number of figures


def drawn(block: Map, width: float = 0.0, height: float = 0.0) -> Drawing:
    """Return the drawing of a map on a page of that size, everything in the place that all formats give it."""
    own = sheet(block.picture)
    standard = draw(block.picture, *own)
    if (width or own[0], height or own[1]) == own:
        return standard
    return draw(replace(block.picture, kept=standard.places()), width, height)


def lowered(block: Map, height: float) -> float:
    """Return how high a map should be, at most `height`: less where there is little to draw."""
    count = len(block.picture.figures)
    return round(height * next((share for most, share in _SHARES if count <= most), 1.0))


def below(block: Map, drawing: Drawing) -> tuple[str, ...]:
    """Return the sentences below a map: its caption, and what the drawing left out or drew together.

    Whom nobody chose and for whom there was no room are one number.
    """
    left = len(block.picture.figures) - len(drawing.boxes)
    if block.picture.arranged and left > 0:
        return (not_shown(block.picture, left + block.beyond),)
    return tuple(sentence for sentence in (block.caption, *drawing.condensed) if sentence)


def spelled_out(drawing: Drawing) -> tuple[str, ...]:
    """Return in a sentence what the short names on a drawing stand for; none where it has none."""
    known, language = drawing.picture.spelled, drawing.picture.language
    noted = [box.figure.note for box in drawing.boxes if box.named < len(box.lines)]
    shown = [*(box.figure.name for box in drawing.boxes), *noted]
    shown += [stroke.link.label for stroke in drawing.strokes if stroke.label_at]
    used = sorted({text for text in shown if text in known})
    names = "; ".join(words("short_name", language, short=short, name=known[short]) for short in used)
    return (words("short_names", language, names=names),) if names else ()


def seen_in(block: Map, drawing: Drawing) -> str:
    """Return in sentences what a drawing shows; where it leaves something out, that is less than the map holds."""
    picture, whole = drawing.picture, block.picture
    if (len(picture.figures), len(picture.links)) == (len(whole.figures), len(whole.links)):
        return block.alternative
    return described(picture)


def first_map(briefing: Briefing) -> Map | None:
    """Return the first map of a briefing, None where it has none."""
    blocks = (block for section in briefing.sections for block in section.blocks)
    return next((block for block in blocks if isinstance(block, Map)), None)


def imprint(briefing: Briefing) -> str:
    """Return the line at the foot of each page: date, data version, audience."""
    known = briefing.words
    said = (
        (known.get("as_of", ""), format_date(briefing.as_of, briefing.language)),
        ("", known.get("audience_name", briefing.audience)),
    )
    return " · ".join(f"{name} {value}".strip() for name, value in said)


def head_lines(briefing: Briefing) -> tuple[list[str], list[str]]:
    """Return the lines of the letterhead: the sender's, and those beside; both empty where the office has no face."""
    head = briefing.letterhead
    if not (head.sender or head.recipient or head.reference or head.logo or head.classification):
        return [], []
    labels, first = head.labels, head.recipient.splitlines()
    beside = [
        *([f"{labels.get('to', '')} {first[0]}".strip(), *first[1:]] if first else []),
        *([f"{labels.get('reference', '')} {head.reference}".strip()] if head.reference else []),
        f"{labels.get('day', '')} {format_date(briefing.as_of, briefing.language)}".strip(),
        *([head.classification.upper()] if head.classification else []),
    ]
    return list(head.sender), beside


def marked(briefing: Briefing) -> set[int]:
    """Return the numbers of the notes that a sentence or a cell names."""
    return {number for piece in _pieces(briefing) for number in piece.notes}


def _pieces(briefing: Briefing) -> Iterator[NotedText]:
    for block in (block for section in briefing.sections for block in section.blocks):
        match block:
            case Paragraph(pieces):
                yield from pieces
            case Points(items):
                yield from (piece for item in items for piece in item)
            case Table():
                yield from (piece for row in block.rows for cell in row for piece in cell)
            case Map():
                pass
