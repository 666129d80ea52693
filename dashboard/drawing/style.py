"""How kinds and lines look: shapes and fills that stay apart in grey print and for the colour-blind.

Kinds differ by shape first, then by how light they are, then by hue (hues after Okabe and Ito 2008, lightened), so no
kind hangs on its hue alone. Lines differ by dashes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.drawing.picture import Figure, Link

Shape = Literal["round", "plain", "folded", "pill", "barred", "cut", "stored", "plaque"]


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


TEXT, MUTED, PAPER, ACCENT = "#1A1A1A", "#4D4D4D", "#FFFFFF", "#1A1A1A"
# In the order in which kinds get them; each fill is lighter or darker than its neighbours by a step one sees in grey.
LOOKS = (
    Look("plain", "#CFE6F7", "#0B4F7D"),
    Look("round", "#FFFFFF", "#333333"),
    Look("folded", "#F6C98B", "#7A4A00"),
    Look("pill", "#DDF3E4", "#00614A"),
    Look("plaque", "#BFBFBF", "#333333"),
    Look("barred", "#F3E3EE", "#7D3A63"),
    Look("cut", "#9CC9E8", "#0B3F66"),
    Look("stored", "#FBF6C8", "#6B6200"),
)
USUAL = {"Organisation": 0, "Person": 1, "Event": 2, "Topic": 3, "Region": 4}
OTHER = Look("plain", "#F2F2F2", "#333333")
INKS: Mapping[str, Ink] = {
    "firm": Ink((), "#333333"),
    "past": Ink((7, 2, 1.5, 2), "#6E6E6E"),
    "uncertain": Ink((4, 3), "#333333"),
    "invented": Ink((0.1, 2.6), "#333333"),
}


def looks(kinds: Iterable[str]) -> dict[str, Look]:
    """Return a look for each kind, the same in every edition for the usual ones; the ninth and later share one."""
    found = {kind: LOOKS[USUAL[kind]] for kind in kinds if kind in USUAL}
    left = [look for n, look in enumerate(LOOKS) if look not in found.values()]
    for kind in sorted({kind for kind in kinds if kind not in USUAL}):
        found[kind] = left.pop(0) if left and kind else OTHER
    return found


def ink(link: Link) -> Ink:
    """Return how a link is drawn; invented goes before everything else."""
    return INKS["invented" if link.invented else link.line]


def stroke_width(link: Link, heaviest: float) -> float:
    """Return how wide a link is drawn, in points."""
    share = link.weight / heaviest if heaviest > 0 else 0.0
    base = 0.7 if link.line == "past" else 0.9
    return base + 1.3 * min(1.0, max(0.0, share))


def frame_width(figure: Figure) -> float:
    """Return how wide the frame of a figure is drawn, in points."""
    return 1.8 if figure.subject else 0.8
