"""How the network looks: the table in `looks.yaml`, for the maps on screen, on paper and in exported files.

Types differ by shape first, then by how light they are, then by hue, so none hangs on its hue alone. Lines differ by
dashes.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints

from briefing.drawing.picture import Figure, Link

Shape = Literal["circle", "square", "diamond", "triangle", "pentagon"]
Mark = Literal["", "double", "notched", "corner", "folded"]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(_Entry):
    """How a kind of figure is drawn: `colour` is the dot and the frame, `tint` the filling behind letters."""

    colour: Colour
    tint: Colour
    shape: Shape
    mark: Mark = ""


class Variant(_Entry):
    """What tells a kind from the type it belongs to."""

    tint: Colour
    mark: Mark


class Ink(_Entry):
    """How a link is drawn: dashes in points (none: solid)."""

    colour: Colour
    dashes: tuple[float, ...]


class ChangeInk(Ink):
    """How a line that changed is drawn."""

    width: float


class Frames(_Entry):
    """How wide frames are, in points."""

    plain: float
    emphasis: float
    selected: float


class Letters(_Entry):
    """Colours of letters and of what they stand on."""

    text: Colour
    muted: Colour
    paper: Colour
    accent: Colour


class Zones(_Entry):
    """Colours of the outline round a group, and of what lies in it."""

    paper: Colour
    line: Colour


class Table(_Entry):
    """Everything that decides how the network looks."""

    types: dict[str, Look]
    kind_of: str
    kinds: dict[str, Variant]
    spare: tuple[Variant, ...]
    lines: dict[str, Ink]
    changes: dict[str, ChangeInk]
    groups: tuple[Colour, ...]
    unknown: Colour
    frames: Frames
    letters: Letters
    zones: Zones


@cache
def table() -> Table:
    """Return the table of this version of the program."""
    return Table.model_validate(yaml.safe_load(files(__package__).joinpath("looks.yaml").read_text(encoding="utf-8")))


def screen() -> dict[str, Any]:
    """Return what of the table the map in the browser draws by, as JSON has it."""
    return table().model_dump(mode="json", include={"types", "lines", "changes", "frames", "letters"})


def _variant(variant: Variant) -> Look:
    of = table().types[table().kind_of]
    return Look(colour=of.colour, shape=of.shape, tint=variant.tint, mark=variant.mark)


#: Types and kinds that look the same in every edition. No two have one outline and nearly one lightness.
KNOWN: Mapping[str, Look] = MappingProxyType(
    table().types | {kind: _variant(variant) for kind, variant in table().kinds.items()}
)
SPARE = tuple(map(_variant, table().spare))
OTHER = KNOWN["other"]
INKS: Mapping[str, Ink] = MappingProxyType(table().lines)
TEXT, MUTED, PAPER = table().letters.text, table().letters.muted, table().letters.paper
ACCENT = table().letters.accent
ZONE, ZONE_LINE = table().zones.paper, table().zones.line


def looks(kinds: Iterable[str]) -> dict[str, Look]:
    """Return a look for each kind."""
    spare = iter(SPARE)
    return {kind: KNOWN.get(kind) or (next(spare, OTHER) if kind else OTHER) for kind in sorted(set(kinds))}


def ink(link: Link) -> Ink:
    """Return how a link is drawn; invented goes before everything else."""
    return INKS["invented" if link.invented else link.line]


def stroke_width(link: Link, heaviest: float) -> float:
    """Return how wide a link is drawn, in points."""
    share = link.weight / heaviest if heaviest > 0 else 0.0
    base, more = (0.5, 0.4) if link.line == "past" else (0.7, 1.8)
    return base + more * min(1.0, max(0.0, share))


def frame_width(figure: Figure) -> float:
    """Return how wide the frame of a figure is drawn, in points."""
    return table().frames.emphasis if figure.subject or figure.marked else table().frames.plain
