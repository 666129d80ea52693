"""An SVG of a drawing as PNG, with the shipped font alone."""

from functools import cache
from typing import Any

import dashboard.drawing.fonts

_PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""


def png(svg: str, width: float, *, dpi: int = 300) -> bytes:
    """Return the PNG of an SVG that is that many points wide."""
    import typst

    inputs = {"svg": svg, "width": f"{width:g}"}
    whole = typst.compile(_PAGE.encode(), format="png", ppi=dpi, sys_inputs=inputs, font_paths=fonts())
    assert isinstance(whole, bytes)
    return whole


@cache
def fonts() -> Any:
    """Return the shipped fonts for typst, and no other ones."""
    import typst

    folder = dashboard.drawing.fonts.__path__[0]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
