"""How large the letters of a drawing can be, and how each label breaks into lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from briefing.drawing.geometry import Points
from briefing.drawing.lettering import LEADING, clean, width, wrap
from briefing.drawing.picture import Figure, Picture
from briefing.drawing.words import words

SMALLEST = 8.0  # points of the smallest letter on any drawing, whatever a picture asks for
SIZES = (11.0, 10.0, 9.5, 9.0, 8.5, 8.0)
_ROOMY, _FULL = 0.34, 0.5  # share of the page that boxes with their gaps should take, and the most they may
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
    least = max(smallest, SMALLEST)
    known = [size for size in SIZES if size >= least] or [least]
    wanted = [(size, True) for size in known if size * NOTE >= least]
    return wanted + [(size, False) for size in known if size <= 10.0 or size == least]


def fitting(picture: Picture, area: Points) -> Iterator[tuple[float, list[Label]]]:
    """Yield sizes of letters with the labels in them, the largest first that leaves room between the boxes.

    None where even the smallest letters do not leave any.
    """
    tried = readable(picture.smallest)
    for number, (size, notes) in enumerate(tried, 1):
        labels = [label(figure, size, picture.language, notes=notes) for figure in picture.figures]
        gap = gap_of(size)
        taken = sum((it.width + gap) * (it.height + gap) for it in labels) / float(np.prod(area))
        if taken <= (_FULL if number == len(tried) or len(labels) == 1 else _ROOMY):
            yield size, labels


def gap_of(size: float) -> float:
    """Return how far boxes stay apart, in points."""
    return max(5.0, size * 1.1)
