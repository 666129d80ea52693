"""What a map is to show (`Picture`), and the same with a place for everything (`Drawing`).

Units are points (1/72 inch), the origin is the top left corner, y points down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Line = Literal["firm", "past", "uncertain"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One actor, event, topic or region to draw; `kind` decides colour and shape, `group` what stands together.

    Who is `marked` is named in the title: its frame is as strong as that of a subject.
    """

    id: str
    name: str
    note: str = ""
    kind: str = ""
    group: str = ""
    subject: bool = False
    invented: bool = False
    weight: float = 1.0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One tie to draw: what it is called, how it is drawn, how much it counts."""

    a: str
    b: str
    label: str = ""
    line: Line = "firm"
    invented: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn. `kept` are the places of an earlier edition, as shares (0 to 1) of the
    page above the legend.

    Groups with a name are drawn as outlines: `columns` from left to right in the order of `groups`, `zones` to both
    sides of what has no group; without an arrangement everything stands where its ties put it. No letter is smaller
    than `smallest`, nor than eight points, rather less is drawn. `spelled` says what the short names stand for.
    """

    figures: tuple[Figure, ...]
    links: tuple[Link, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)  # kind -> its name in the legend
    groups: Mapping[str, str] = field(default_factory=dict)  # group -> its name
    kept: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    language: str = "de"
    arranged: Literal["", "columns", "zones"] = ""
    smallest: float = 0.0
    spelled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a group: a rectangle with its name at the top left."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A figure in its place: the rectangle of its label, and the label's lines; the first `named` are its name."""

    figure: Figure
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    size: float
    named: int = 1

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A link in its place: from border to border, and where its label stands (None: no room)."""

    link: Link
    points: tuple[tuple[float, float], ...]
    label_at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a kind of figure, a line, how thick lines are; x and y are the top left of its sign."""

    sign: Literal["kind", "line", "width"]
    value: str
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with a place for everything. `condensed` says in sentences what was left out or drawn together.

    `picture` is what is drawn, that is after condensing. `size` is the size of the letters in the legend and at ties.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    picture: Picture
    condensed: tuple[str, ...] = ()
    legend: tuple[Key, ...] = ()
    size: float = 8.0
    foot: float = 0.0  # the height of the legend, at the foot of the page
    outlines: tuple[Outline, ...] = ()

    def places(self) -> dict[str, tuple[float, float]]:
        """Return the middle of each box as shares of the page above the legend, to be kept for the next edition."""
        high = self.height - self.foot
        return {b.figure.id: (b.middle[0] / self.width, b.middle[1] / high) for b in self.boxes}
