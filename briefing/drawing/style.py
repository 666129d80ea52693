"""How kinds and lines look: shapes and fills that stay apart in grey print and for the colour-blind.

Kinds differ by shape first, then by how light they are, then by hue (hues after Okabe and Ito 2008, lightened), so no
kind hangs on its hue alone. Lines differ by dashes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing.drawing.picture import Figure, Link

Shape = Literal["round", "plain", "folded", "pill", "double", "corner", "plaque"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of figure is drawn."""

    shape: Shape
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Ink:
    """How a link is drawn: dashes in points (none: solid)."""

    dashes: tuple[float, ...]
    colour: str


TEXT, MUTED, PAPER = "#1A1A1A", "#404040", "#FFFFFF"
# Known kinds look the same in every edition. No two have one shape and nearly one lightness, which a test holds.
KNOWN: Mapping[str, Look] = {
    "Person": Look("round", "#FFFFFF", "#333333"),
    "Organisation": Look("plain", "#CFE6F7", "#0B4F7D"),
    "Event": Look("folded", "#F6C98B", "#7A4A00"),
    "Topic": Look("pill", "#DDF3E4", "#00614A"),
    "Region": Look("plaque", "#AFAFAF", "#333333"),
    "association": Look("plain", "#B5D9F2", "#0B4F7D"),
    "union": Look("plain", "#E2A9C6", "#7D3A63"),
    "other": Look("plain", "#F4F4F4", "#333333"),
    "ministry": Look("double", "#8FC1E6", "#0B3F66"),
    "municipality": Look("double", "#F0DDA0", "#6B5200"),
    "agency": Look("double", "#F1F7FC", "#0B3F66"),
    "company": Look("plaque", "#FBF6C8", "#6B6200"),
    "initiative": Look("plaque", "#A3D9C2", "#00614A"),
    "chamber": Look("corner", "#F3E3EE", "#7D3A63"),
    "research": Look("corner", "#BBA9E0", "#4A3580"),
    "media": Look("corner", "#F2B79A", "#7A3010"),
}
# Kinds nobody knew get these, in the order of their names; those beyond share the last.
SPARE = (
    Look("pill", "#F0E442", "#5E5700"),
    Look("plaque", "#F3E3EE", "#7D3A63"),
    Look("folded", "#E4F1FA", "#0B4F7D"),
    Look("round", "#C9E4D8", "#00614A"),
)
OTHER = Look("plain", "#F4F4F4", "#333333")
INKS: Mapping[str, Ink] = {
    "firm": Ink((), "#333333"),
    "past": Ink((7, 2, 1.5, 2), "#6E6E6E"),
    "uncertain": Ink((4, 3), "#333333"),
    "invented": Ink((0.1, 2.6), "#333333"),
}


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
    base, more = (0.5, 0.4) if link.line == "past" else (0.7, 0.8)
    return base + more * min(1.0, max(0.0, share))


def frame_width(figure: Figure) -> float:
    """Return how wide the frame of a figure is drawn, in points."""
    return 1.8 if figure.subject else 0.8
