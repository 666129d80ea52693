"""The outlines of boxes, as paths of an SVG; the same shapes as PowerPoint's of that name."""

from briefing.drawing.style import Shape


def outline(shape: Shape, x: float, y: float, width: float, height: float) -> str:
    """Return the path of a box."""
    r = min(width, height)
    match shape:
        case "round":
            return _rounded(x, y, width, height, r * 0.28)
        case "pill":
            return _rounded(x, y, width, height, r * 0.5)
        case "folded":
            cut = min(4.5, r * 0.3)
            return (
                f"M{x:.2f} {y:.2f}H{x + width - cut:.2f}L{x + width:.2f} {y + cut:.2f}V{y + height:.2f}H{x:.2f}Z"
                f"M{x + width - cut:.2f} {y:.2f}V{y + cut:.2f}H{x + width:.2f}"
            )
        case "plaque":
            return _rounded(x, y, width, height, r * 0.14, inwards=True)
        case "double":
            inset = min(2.0, r * 0.1)
            return _plain(x, y, width, height) + _plain(x + inset, y + inset, width - 2 * inset, height - 2 * inset)
        case "corner":
            arc = r * 0.4
            return (
                f"M{x:.2f} {y:.2f}H{x + width - arc:.2f}A{arc:.2f} {arc:.2f} 0 0 1 {x + width:.2f} {y + arc:.2f}"
                f"V{y + height:.2f}H{x:.2f}Z"
            )
        case "plain":
            return _plain(x, y, width, height)


def _plain(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.2f} {y:.2f}H{x + width:.2f}V{y + height:.2f}H{x:.2f}Z"


def _rounded(x: float, y: float, width: float, height: float, r: float, *, inwards: bool = False) -> str:
    """Return a box whose corners are arcs; `inwards` as if bitten off."""
    arc = f"A{r:.2f} {r:.2f} 0 0 {0 if inwards else 1}"
    return (
        f"M{x + r:.2f} {y:.2f}H{x + width - r:.2f}{arc} {x + width:.2f} {y + r:.2f}V{y + height - r:.2f}"
        f"{arc} {x + width - r:.2f} {y + height:.2f}H{x + r:.2f}{arc} {x:.2f} {y + height - r:.2f}V{y + r:.2f}"
        f"{arc} {x + r:.2f} {y:.2f}Z"
    )
