"""The outlines of boxes: each shape of the table stretched round a label, with the marks of kinds at its corners."""

from briefing.drawing.style import Look

Corner = tuple[float, float]
_POINT = 5.5  # how far a pointed or slanted side reaches in, at most
_ROUND = 10.0  # radius of round ends, at most: letters of several lines stay inside


def slant(look: Look, width: float, height: float) -> float:
    """Return how far the sides of a box reach in, in points; 0 where they stand upright."""
    return min(_POINT, height / 2, width / 4) if look.shape in ("diamond", "triangle", "pentagon") else 0.0


def corners(look: Look, width: float, height: float) -> tuple[Corner, ...]:
    """Return the corners of a box with straight sides, from its top left clockwise; none where it has arcs."""
    s, w, h = slant(look, width, height), width, height
    match look.shape:
        case "diamond":
            return (s, 0), (w - s, 0), (w, h / 2), (w - s, h), (s, h), (0, h / 2)
        case "triangle":
            return (s, 0), (w - s, 0), (w, h), (0, h)
        case "pentagon":
            return (0, 0), (w - s, 0), (w, h / 2), (w - s, h), (0, h)
        case "square" if look.mark in ("", "double"):
            return (0, 0), (w, 0), (w, h), (0, h)
    return ()


def outline(look: Look, x: float, y: float, width: float, height: float) -> str:
    """Return the path of a box, as an SVG and a canvas of HTML read it."""
    r = min(width, height)
    if straight := corners(look, width, height):
        path = _polygon(x, y, straight)
        if look.mark == "double":
            away = inset(width, height)
            path += _polygon(x + away, y + away, corners(look, width - 2 * away, height - 2 * away))
        return path
    match look.mark:
        case "notched":
            return _rounded(x, y, width, height, r * 0.14, inwards=True)
        case "folded":
            cut = min(4.5, r * 0.3)
            return (
                f"M{x:.2f} {y:.2f}H{x + width - cut:.2f}L{x + width:.2f} {y + cut:.2f}V{y + height:.2f}H{x:.2f}Z"
                f"M{x + width - cut:.2f} {y:.2f}V{y + cut:.2f}H{x + width:.2f}"
            )
        case "corner":
            arc = r * 0.4
            return (
                f"M{x:.2f} {y:.2f}H{x + width - arc:.2f}A{arc:.2f} {arc:.2f} 0 0 1 {x + width:.2f} {y + arc:.2f}"
                f"V{y + height:.2f}H{x:.2f}Z"
            )
    return _rounded(x, y, width, height, radius(width, height))


def radius(width: float, height: float) -> float:
    """Return the radius of the round ends of a box."""
    return min(_ROUND, width / 2, height / 2)


def inset(width: float, height: float) -> float:
    """Return how far the second line of a double frame stands within the first."""
    return min(2.0, width * 0.1, height * 0.1)


def _polygon(x: float, y: float, points: tuple[Corner, ...]) -> str:
    return "M" + "L".join(f"{x + px:.2f} {y + py:.2f}" for px, py in points) + "Z"


def _rounded(x: float, y: float, width: float, height: float, r: float, *, inwards: bool = False) -> str:
    """Return a box whose corners are arcs; `inwards` as if bitten off."""
    arc = f"A{r:.2f} {r:.2f} 0 0 {0 if inwards else 1}"
    return (
        f"M{x + r:.2f} {y:.2f}H{x + width - r:.2f}{arc} {x + width:.2f} {y + r:.2f}V{y + height - r:.2f}"
        f"{arc} {x + width - r:.2f} {y + height:.2f}H{x + r:.2f}{arc} {x:.2f} {y + height - r:.2f}V{y + r:.2f}"
        f"{arc} {x + r:.2f} {y:.2f}Z"
    )
