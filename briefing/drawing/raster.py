"""An SVG of a drawing as PNG, with the shipped font alone."""

import struct
import zlib
from functools import cache
from typing import Any

import briefing.drawing.fonts

_HEAD = 33  # bytes of a PNG's signature and first chunk
_PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""


def png(svg: str, width: float, *, dpi: int = 300) -> bytes:
    """Return the PNG of an SVG that is that many points wide."""
    import typst

    inputs = {"svg": svg, "width": f"{width:g}"}
    whole = typst.compile(_PAGE.encode(), format="png", ppi=dpi, sys_inputs=inputs, font_paths=fonts())
    assert isinstance(whole, bytes)
    return _with_resolution(whole, dpi)


def _with_resolution(whole: bytes, dpi: int) -> bytes:
    """Return the PNG with its dots to the metre, right behind its head, so that print comes out in the right size."""
    dots = round(dpi / 0.0254)
    said = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    return whole[:_HEAD] + chunk + whole[_HEAD:]


@cache
def fonts() -> Any:
    """Return the shipped fonts for typst, and no other ones."""
    import typst

    folder = briefing.drawing.fonts.__path__[0]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
