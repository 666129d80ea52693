"""How large the letters of a drawing can be, and how each label breaks into lines."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.lettering import LEADING, clean, width, wrap
from briefing.drawing.picture import Figure, Picture
from briefing.drawing.words import words

SIZES = (11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.0)
_SMALLEST_WITH_NOTES = 6.5
_FILLED = 0.34  # share of the page that boxes with their gaps may take
PADDING = (5.0, 3.0)
NOTE = 0.85  # size of a note, in sizes of the name


@dataclass(frozen=True, slots=True)
class Label:
    """The lines of a figure's label, the first `named` its name, and the size of the box around them."""

    lines: tuple[str, ...]
    named: int
    width: float
    height: float


@lru_cache(maxsize=4096)  # the same names are measured for each size of paper and screen
def label(figure: Figure, size: float, language: str, *, notes: bool, narrow: float = 1.0) -> Label:
    """Return the label of a figure: up to three lines of name (four where it is narrow), up to two of note."""
    limit = size * (13.0 if figure.subject else 11.5) * narrow
    name = clean(figure.name) or words("nameless", language)
    lines = wrap(name, limit, size, most=3 if narrow == 1.0 else 4, bold=figure.subject)
    if figure.invented:
        lines = (*lines, words("invented_short", language))
    note = wrap(figure.note, limit, size * NOTE, most=2) if notes else ()
    wide = max([width(line, size, bold=figure.subject) for line in lines] + [width(line, size * NOTE) for line in note])
    high = LEADING * size * (len(lines) + NOTE * len(note))
    return Label((*lines, *note), len(lines), wide + 2 * PADDING[0] + size * 0.4, high + 2 * PADDING[1])


def readable(smallest: float) -> list[tuple[float, bool]]:
    """Return the sizes to try, the best first, none with a letter below the smallest, and whether notes go with it."""
    wanted = [(size, True) for size in SIZES if size * NOTE >= smallest]
    return wanted + [(size, False) for size in SIZES if size >= smallest and size <= 10.0]


def sizes(picture: Picture, area: Points, smallest: int = 0) -> tuple[float, list[Label]]:
    """Return the largest size that leaves room between the boxes, and the labels in it.

    Sizes before number `smallest` are passed over. Notes go before letters get too small to read.
    """
    tried = [(size, True) for size in SIZES[smallest:] if size >= _SMALLEST_WITH_NOTES]
    tried += [(size, False) for size in SIZES[smallest:] if size <= 8.0 or not tried]
    size, labels = SIZES[-1], list[Label]()
    for size, notes in tried:
        labels = [label(figure, size, picture.language, notes=notes) for figure in picture.figures]
        gap = gap_of(size)
        taken = sum((it.width + gap) * (it.height + gap) for it in labels)
        if taken <= _FILLED * float(np.prod(area)):
            break
    return size, labels


def gap_of(size: float) -> float:
    """Return how far boxes stay apart, in points."""
    return max(5.0, size * 1.1)
