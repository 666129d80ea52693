"""A picture drawn: sizes, places by stress, overlaps removed, lines led around labels."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from briefing.drawing import legend
from briefing.drawing.arrange import arrange, has_room
from briefing.drawing.condense import MOST, condense, strongest
from briefing.drawing.geometry import Points
from briefing.drawing.improve import Board, Indices, improve, tangles
from briefing.drawing.picture import Box, Drawing, Picture, Stroke
from briefing.drawing.route import routes
from briefing.drawing.separate import separate
from briefing.drawing.sizing import SMALLEST, Label, fitting, gap_of, label, readable
from briefing.drawing.stayed import stayed
from briefing.drawing.stress import distances, majorise, scaled, stress
from briefing.drawing.ties import label_places

WIDTH, HEIGHT = 770.0, 440.0  # the page of a map where nobody asks for another: what A4 across leaves
_MANY = 2.2  # lines for each box
_POSTER, _FEW = (1118.0, 640.0), 25  # beyond so many boxes a map without groups is a poster
_STARTS, _IMPROVED = 4, 2  # how many are tried as points, and how many of those with their boxes
_STRETCH, _FRAME, _SPAN = 1.8, 2.0, 0.7
_NARROW = (1.0, 0.8, 0.66, 0.56)  # how wide labels are, in their usual width, before letters get smaller
_recent: deque[tuple[tuple[Picture, float, float, int, int], Drawing]] = deque(maxlen=8)  # formats share drawings
_TIE_SIZE = 0.8  # size of a tie's label, in sizes of the names


def sheet(picture: Picture) -> tuple[float, float]:
    """Return width and height of the page a picture is made for: what A3 across leaves for a poster, else A4's."""
    return (WIDTH, HEIGHT) if picture.arranged or len(picture.figures) <= _FEW else _POSTER


def draw(picture: Picture, width: float = WIDTH, height: float = HEIGHT, *, seed: int = 1, most: int = MOST) -> Drawing:
    """Return the picture with a place for everything on a page of that size in points.

    No two boxes overlap and all are on the page; the same picture, size and seed give the same drawing. No letter is
    smaller than eight points: where the page has no room for that, more is left out, as `condensed` says.

    Raises:
        ValueError: the page is too small for a single label.
    """
    asked = (picture, width, height, seed, most)
    for known, drawing in _recent:
        if known == asked:
            return drawing
    drawing = _draw(*asked)
    _recent.append((asked, drawing))
    return drawing


def _draw(picture: Picture, width: float, height: float, seed: int, most: int) -> Drawing:
    if picture.arranged:
        return _draw_arranged(picture, width, height, most)
    figures = len({figure.id for figure in picture.figures})
    for number in dict.fromkeys((min(most, figures), *range(min(most, figures) * 3 // 4, 0, -3), 1)):
        small, said = condense(picture, number)
        drawing = _drawn(small, width, height, seed)
        if drawing is not None:
            return replace(drawing, condensed=said)
    raise ValueError(f"a page of {width} by {height} points is too small for a label")


def _draw_arranged(picture: Picture, width: float, height: float, most: int) -> Drawing:
    """Return a picture in its groups, the weakest left out until the rest finds room in letters one can read."""
    asked = picture, width, height
    for number in range(min(most, len(picture.figures)), 0, -1):  # fewer may need more room: groups come and go
        if _fitting(*asked, number, smallest=True) and (drawing := _fitting(*asked, number)):
            return drawing
    raise ValueError(f"a page of {width} by {height} points is too small for a label")


def _fitting(picture: Picture, width: float, height: float, number: int, *, smallest: bool = False) -> Drawing | None:
    """Return the drawing of the strongest in the largest letters there is room for, or in the `smallest`; else None."""
    small, said = strongest(picture, number)
    keys, foot = legend.keys(small, width)
    area = np.array([width, height - foot])
    tried = list(product(readable(small.smallest), _NARROW))
    as_before = small.arranged == "zones" and small.kept and not smallest
    for placing in (stayed, arrange) if as_before else (arrange,):
        for (size, notes), narrow in tried[-1:] if smallest else tried:
            labels = [label(figure, size, small.language, notes=notes, narrow=narrow) for figure in small.figures]
            halves = np.array([(it.width / 2, it.height / 2) for it in labels])
            if not labels or (placing is arrange and not has_room(small, halves, area)):
                continue
            if smallest:
                return Drawing(width, height, (), (), small)
            found = placing(small, halves, area)
            if found is None:
                continue
            below = tuple(replace(key, y=key.y + height - foot) for key in keys)
            ties_size = _tie_size(small, size)
            ways = routes(found.places, halves, _ties(small), area)
            spots = label_places(small.links, ways, found.places, halves, ties_size, area, found.outlines)
            strokes = tuple(Stroke(*it) for it in zip(small.links, ways, spots, strict=True))
            boxes = _boxes(small, labels, found.places, size)
            return Drawing(width, height, boxes, strokes, small, said, below, ties_size, foot, found.outlines)
    return None


def _drawn(picture: Picture, width: float, height: float, seed: int) -> Drawing | None:
    keys, foot = legend.keys(picture, width)
    area = np.array([width, height - foot])
    if not picture.figures:
        return Drawing(width, height, (), (), picture, legend=keys)
    ties = _ties(picture)
    for size, labels in fitting(picture, area):
        halves = np.array([(it.width / 2, it.height / 2) for it in labels])
        places = _places(picture, halves, ties, area, size, seed)
        if places is not None:
            below = tuple(replace(key, y=key.y + height - foot) for key in keys)
            strokes = _strokes(picture, places, halves, ties, area, _tie_size(picture, size))
            boxes = _boxes(picture, labels, places, size)
            return Drawing(
                width, height, boxes, strokes, picture, legend=below, size=_tie_size(picture, size), foot=foot
            )
    return None


def _tie_size(picture: Picture, size: float) -> float:
    return max(size * _TIE_SIZE, picture.smallest, SMALLEST)


def _ties(picture: Picture) -> Indices:
    place = {figure.id: n for n, figure in enumerate(picture.figures)}
    pairs = [(place[link.a], place[link.b]) for link in picture.links]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _places(picture: Picture, halves: Points, ties: Indices, area: Points, size: float, seed: int) -> Points | None:
    firm = np.array([figure.id in picture.kept for figure in picture.figures])
    names = sorted({figure.group for figure in picture.figures if figure.group})
    groups = np.array([names.index(f.group) if f.group else -1 for f in picture.figures], dtype=np.int64)
    found: list[tuple[float, Points]] = []
    # Where lines are many, some cross whatever the start is, and a second one only takes longer.
    tried = _IMPROVED if len(ties) <= _MANY * len(halves) else 1
    for number, wished in enumerate(_wished(picture, area, halves, seed)[:tried]):
        apart = separate(wished, halves, area, gap_of(size), firm)
        if apart is None:
            continue
        board = Board(apart, halves, np.unique(np.sort(ties, axis=1), axis=0), groups, firm, area, gap_of(size))
        improve(board, seed + number)
        found.append((tangles(board), board.places))
        if found[-1][0] == 0:
            break
    if not found:
        return None
    _, places = min(found, key=lambda it: it[0])
    return places if firm.any() and _spans(places, halves, area) else _stretched(places, halves, area)


def _spans(places: Points, halves: Points, area: Points) -> bool:
    """Return whether the boxes take most of the width; places kept from another kind of map may lie in a corner."""
    return bool((places + halves).max(axis=0)[0] - (places - halves).min(axis=0)[0] >= _SPAN * area[0])


def _wished(picture: Picture, area: Points, halves: Points, seed: int) -> list[Points]:
    """Return where the figures would stand if they were points: as kept, or of some starts, the best first."""
    wanted = distances(picture)
    kept = [picture.kept.get(figure.id) for figure in picture.figures]
    if any(kept):
        return [_around_kept(wanted, kept, area)]
    chance = np.random.default_rng(seed)
    none = np.zeros(len(wanted), dtype=bool)
    starts = [scaled(wanted), *(chance.normal(size=(len(wanted), 2)) * wanted.max() / 3 for _ in range(_STARTS - 1))]
    tried = [majorise(wanted, start, np.zeros_like(start), none) for start in starts]
    return [_filling(it, area, halves) for it in sorted(tried, key=lambda places: stress(wanted, places))]


def _around_kept(wanted: Points, kept: Sequence[tuple[float, float] | None], area: Points) -> Points:
    """Return places with the kept ones where they were, and newcomers by stress around them."""
    anchored = np.array([place is not None for place in kept])
    # Shares beyond the page are brought onto it.
    shares = np.clip(np.nan_to_num([place or (0.5, 0.5) for place in kept]), 0, 1)
    unit = float(np.sqrt(area.prod() / len(wanted)))
    anchors = shares * area / unit
    around = np.where(anchored[:, None], anchors, anchors[anchored].mean(axis=0))
    # Newcomers start in different places, else stress has nowhere to push them.
    spread = np.column_stack([np.cos(np.arange(len(wanted))), np.sin(np.arange(len(wanted)))])
    start = np.where(anchored[:, None], anchors, around + 0.5 * spread)
    moved = majorise(wanted, start, anchors, anchored)
    return np.where(anchored[:, None], anchors, moved) * unit


def _filling(places: Points, area: Points, halves: Points) -> Points:
    """Return the places turned with their long side along the page's and stretched to fill it."""
    middle = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    if len(axes) == 2:
        middle = middle @ axes.T
    if area[1] > area[0]:
        middle = middle[:, ::-1]
    span = np.ptp(middle, axis=0)
    room = area - 2 * halves.max(axis=0)
    share = np.divide(room, span, out=np.zeros(2), where=span > 1e-9)
    return np.asarray((middle - middle.min(axis=0) - span / 2) * share + area / 2)


def _stretched(places: Points, halves: Points, area: Points) -> Points:
    """Return the places pulled apart until they reach the borders of the page; boxes only get more room."""
    low, high = (places - halves).min(axis=0), (places + halves).max(axis=0)
    middle = (low + high) / 2
    # How far each may go until its border meets that of the page.
    way = np.abs(places - middle)
    room = area / 2 - halves - _FRAME
    share = np.divide(room, way, out=np.full_like(way, np.inf), where=way > 1e-9).min(axis=0)
    share = np.where(np.isfinite(share), np.clip(share, 1, _STRETCH), 1)
    stretched: Points = (places - middle) * share + area / 2
    return stretched


def _strokes(
    picture: Picture, places: Points, halves: Points, ties: Indices, area: Points, size: float
) -> tuple[Stroke, ...]:
    ways = routes(places, halves, ties, area)
    spots = label_places(picture.links, ways, places, halves, size, area)
    return tuple(Stroke(*it) for it in zip(picture.links, ways, spots, strict=True))


def _boxes(picture: Picture, labels: Sequence[Label], places: Points, size: float) -> tuple[Box, ...]:
    return tuple(
        Box(
            figure,
            float(x) - it.width / 2,
            float(y) - it.height / 2,
            it.width,
            it.height,
            it.lines,
            size,
            it.named,
        )
        for figure, it, (x, y) in zip(picture.figures, labels, places, strict=True)
    )
