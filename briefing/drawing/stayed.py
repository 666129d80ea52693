"""Everybody where the earlier edition had them: whoever is new gets a free place near those of its group."""

from itertools import combinations

import numpy as np

from briefing.drawing.geometry import Points, meeting
from briefing.drawing.groups import HEAD, PAD, Arranged, named, wide_enough
from briefing.drawing.picture import Outline, Picture
from briefing.drawing.plans import Judge
from briefing.drawing.separate import separate

_MOST_NEW = 0.35  # share of the boxes: with more it is another map
_FULL = 0.6  # share of the page that boxes take at most, where they still can be moved apart
_GAP, _STEP, _TRIED = 6.0, 9.0, 60  # between boxes, between the places that are tried, how many of these
_TOGETHER = 130.0  # boxes of a group that stand farther apart are two zones
_Frame = tuple[float, float, float, float]  # left, upper, right and lower edge


def stayed(picture: Picture, halves: Points, area: Points) -> Arranged | None:
    """Return the arrangement of before with those who came in it, None where there is no room for that."""
    judge = Judge(picture, halves, area)
    known = [n for n, figure in enumerate(picture.figures) if figure.id in picture.kept]
    new = [n for n in range(len(halves)) if n not in set(known)]
    if not known or len(new) > _MOST_NEW * len(halves):
        return None
    if (4 * (halves + _GAP / 2).prod(axis=1)).sum() > _FULL * area.prod():
        return None
    kept = np.array([picture.kept[picture.figures[n].id] for n in known]) * area
    corner = np.array([PAD, HEAD + PAD / 2])  # of what an outline leaves for boxes
    inner = area - corner - PAD
    apart = separate(kept - corner, halves[known], inner, _GAP, np.ones(len(known), dtype=bool))
    if apart is None:
        return None
    places = np.full((len(halves), 2), np.nan)
    places[known] = apart + corner
    for n in sorted(new, key=lambda n: (-picture.figures[n].weight, n)):
        spot = _spot(picture, n, places, halves, area, judge)
        if spot is None:
            return None
        places[n] = spot
    zones = _zones(picture, places, halves)
    outlines = [_outline(picture, name, some, places, halves, area) for name, some in zones if named(picture, name)]
    middle = [_frame(some, places, halves) for name, some in zones if not named(picture, name)]
    frames = [(it.x, it.y, it.x + it.width, it.y + it.height) for it in outlines]
    if any(_meet(one, other) for one, other in combinations([*frames, *middle], 2)):
        return None
    if any(min(frame[:2]) < -0.01 or frame[2] > area[0] + 0.01 or frame[3] > area[1] + 0.01 for frame in frames):
        return None
    return Arranged(places, tuple(outlines))


def _spot(picture: Picture, n: int, places: Points, halves: Points, area: Points, judge: Judge) -> Points | None:
    """Return the free place for a newcomer whose lines cross the fewest others."""
    placed = np.flatnonzero(~np.isnan(places[:, 0]))
    room = halves[n] + (PAD, (HEAD + PAD * 1.5) / 2)
    axes = [np.arange(h, a - h, _STEP) for h, a in zip(room, area, strict=True)]
    if not all(map(len, axes)):
        return None
    spots = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    free = ~meeting(spots[:, None], halves[n] + _GAP, places[placed][None], halves[placed][None]).any(axis=1)
    own = np.array([m for m in placed if picture.figures[m].group == picture.figures[n].group], dtype=np.int64)
    for name, some in _zones(picture, places, halves):
        if name != picture.figures[n].group:
            left, top, right, low = _frame(some, places, halves, headed=bool(named(picture, name)))
            middle, half = np.array([(left + right) / 2, (top + low) / 2]), np.array([right - left, low - top]) / 2
            free &= ~meeting(spots - (0.0, HEAD / 2), room, middle[None], half[None])
    spots = spots[free]
    if not len(spots):
        return None
    near = places[own] if len(own) else places[placed]
    order = np.linalg.norm(spots[:, None] - near[None], axis=-1).min(axis=1).argsort(kind="stable")[:_TRIED]
    tried = places.copy()
    costs = []
    for spot in spots[order]:
        tried[n] = spot
        costs.append(judge.cost(Arranged(np.where(np.isnan(tried), area / 2, tried), ())))
    return np.asarray(spots[order][int(np.argmin(costs))])


def _zones(picture: Picture, places: Points, halves: Points) -> list[tuple[str, list[int]]]:
    """Return who stands together: those of one group, the nearest first, as long as nobody else is between them."""
    zones = [(figure.group, [n]) for n, figure in enumerate(picture.figures) if not np.isnan(places[n, 0])]
    while pairs := sorted(_near(picture, zones, places, halves)):
        _, one, other = pairs[0]
        zones[one] = (zones[one][0], [*zones[one][1], *zones[other][1]])
        del zones[other]
    return zones


def _near(
    picture: Picture, zones: list[tuple[str, list[int]]], places: Points, halves: Points
) -> list[tuple[float, int, int]]:
    """Return the pairs of zones that can be one, with how far they are apart."""
    frames = [_frame(some, places, halves, headed=bool(named(picture, name))) for name, some in zones]
    found = []
    for one, other in combinations(range(len(zones)), 2):
        if zones[one][0] != zones[other][0] or not named(picture, zones[one][0]):
            continue
        a, b = frames[one], frames[other]
        apart = max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])
        both = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        if apart < _TOGETHER and not any(
            _meet(both, frame) for n, frame in enumerate(frames) if zones[n][0] != zones[one][0]
        ):
            found.append((apart, one, other))
    return found


def _frame(some: list[int], places: Points, halves: Points, *, headed: bool = False) -> _Frame:
    left, top = (places[some] - halves[some]).min(axis=0)
    right, low = (places[some] + halves[some]).max(axis=0)
    if not headed:
        return float(left), float(top), float(right), float(low)
    return float(left) - PAD, float(top) - HEAD - PAD / 2, float(right) + PAD, float(low) + PAD


def _outline(picture: Picture, name: str, some: list[int], places: Points, halves: Points, area: Points) -> Outline:
    """Return the outline of a zone, as wide as its name."""
    left, top, right, low = _frame(some, places, halves, headed=True)
    wide = max(right - left, wide_enough(picture, name, some, halves))
    middle = (left + right - wide) / 2
    return Outline(named(picture, name), max(0.0, min(middle, float(area[0]) - wide)), top, wide, low - top)


def _meet(one: _Frame, other: _Frame) -> bool:
    slack = 0.5
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > slack and min(one[3], other[3]) - max(one[1], other[1]) > slack
    )
