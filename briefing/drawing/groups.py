"""Groups of boxes: who belongs to which, in what order, and the boxes of one in rows below its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.drawing.geometry import Points
from briefing.drawing.lettering import clean, width
from briefing.drawing.picture import Figure, Outline, Picture

HEAD = 15.0  # height of the name of a group
HEAD_SIZE = 8.5
_LARGE, _ZONE = 8, "\ue001"  # boxes of one zone at most; the sign that tells the zones of one group apart
PAD, ROW_GAP, BOX_GAP, BETWEEN = 6.0, 7.0, 9.0, 12.0


@dataclass(frozen=True, slots=True)
class Arranged:
    """The middles of the boxes, in the order of the figures, and the outlines of the groups."""

    places: Points
    outlines: tuple[Outline, ...]


def members(picture: Picture) -> dict[str, list[int]]:
    """Return the boxes of each group that has some, by its id, in the order of the groups."""
    found: dict[str, list[int]] = {name: [] for name in picture.groups}
    for n, figure in enumerate(picture.figures):
        found.setdefault(figure.group, []).append(n)
    return {name: some for name, some in found.items() if some}


def zoned(picture: Picture) -> dict[str, list[int]]:
    """Return the boxes of each zone: a large group has several, so that it can stand on more than one side."""
    found: dict[str, list[int]] = {}
    for name, some in members(picture).items():
        number = -(-len(some) // _LARGE) if name and picture.groups.get(name) else 1
        order = ordered(picture, some) if number > 1 else some
        each = -(-len(some) // number)
        for zone in range(number):
            found[f"{name}{_ZONE * zone}"] = order[zone * each : (zone + 1) * each]
    return {name: some for name, some in found.items() if some}


def group_of(zone: str) -> str:
    """Return the group that a zone is of."""
    return zone.rstrip(_ZONE)


def named(picture: Picture, zone: str) -> str:
    """Return what stands above a zone, "" where its group has no name."""
    return picture.groups.get(group_of(zone), "")


def wide_enough(picture: Picture, name: str, some: Sequence[int], halves: Points) -> float:
    """Return how wide a group must be for its widest box and for its name."""
    wide = width(clean(named(picture, name)), HEAD_SIZE, bold=True)
    return max(2 * float(halves[list(some), 0].max()), wide) + 2 * PAD + 1


@dataclass(frozen=True, slots=True)
class Flow:
    """Where the boxes of a group stand within it, and how high it is."""

    places: dict[int, tuple[float, float]]
    height: float


def flow(order: Sequence[int], halves: Sequence[Sequence[float]], side: float) -> Flow:
    """Return boxes in rows, each as full as it goes, below the name of their group."""
    rows: list[list[int]] = []
    used = 0.0
    for n in order:
        wide = 2 * halves[n][0]
        if not rows or used + BOX_GAP + wide > side - 2 * PAD:
            rows.append([])
            used = -BOX_GAP
        rows[-1].append(n)
        used += BOX_GAP + wide
    places, y = {}, HEAD + PAD / 2
    for row in rows:
        high = 2 * max(halves[n][1] for n in row)
        gap = (side - 2 * sum(halves[n][0] for n in row)) / (len(row) + 1)
        x = gap
        for n in row:
            places[n] = (x + halves[n][0], y + high / 2)
            x += 2 * halves[n][0] + gap
        y += high + ROW_GAP
    return Flow(places, y - ROW_GAP + PAD)


class Flows:
    """The flows of groups, each made once: a search asks for the same ones again and again."""

    def __init__(self, halves: Points) -> None:
        self.halves = halves
        self._plain: list[list[float]] = halves.tolist()  # numpy is slow one number at a time
        self._known: dict[tuple[tuple[int, ...], float], Flow] = {}

    def of(self, order: tuple[int, ...], side: float) -> Flow:
        """Return the boxes in rows of that width."""
        if (order, side) not in self._known:
            self._known[order, side] = flow(order, self._plain, side)
        return self._known[order, side]


def ordered(picture: Picture, some: Sequence[int]) -> list[int]:
    """Return boxes as they were ordered in the earlier edition, newcomers last, the strongest first."""
    weight = {n: _order_of(picture.figures[n]) for n in some}
    kept = {n: picture.kept.get(picture.figures[n].id) for n in some}
    return sorted(
        some, key=lambda n: ((k := kept[n]) is None, (round(k[1], 2), k[0]) if k else (0.0, 0.0), weight[n], n)
    )


def _order_of(figure: Figure) -> float:
    return -figure.weight


def stacked(middle: Sequence[int], halves: Points, room: float) -> list[float] | None:
    """Return the middles of boxes one above the other in the middle of a room, None where it is too low."""
    high = sum(2 * float(halves[n, 1]) for n in middle) + 2 * BETWEEN * max(0, len(middle) - 1)
    if high > room:
        return None
    found, y = [], (room - high) / 2
    for n in middle:
        found.append(y + float(halves[n, 1]))
        y += 2 * float(halves[n, 1]) + 2 * BETWEEN
    return found
