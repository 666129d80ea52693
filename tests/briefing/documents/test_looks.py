"""One look: a figure has the colours of the table in every format, and so has its entry in the legend."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from briefing.drawing.style import KNOWN
from briefing.renderers import RenderOptions, write
from tests.briefing.documents.example import FIGURES, KINDS, example

# Each figure, and each kind once more in the legend.
WANTED = Counter((KNOWN[kind].tint, KNOWN[kind].colour) for kind in [*(f.kind for f in FIGURES), *KINDS])

_BOX = re.compile(r'<path d="[^"]*" fill="(#[0-9a-f]{6})" stroke="(#[0-9a-f]{6})"')


def in_svg(path: Path) -> Counter[tuple[str, str]]:
    return Counter(_BOX.findall(path.read_text(encoding="utf-8")))


def in_page(path: Path) -> Counter[tuple[str, str]]:
    written = path.read_text(encoding="utf-8")
    boxes = re.findall(r'"tint": "(#[0-9a-f]{6})", "colour": "(#[0-9a-f]{6})"', written)
    legend = written.partition('<ul class="legend">')[2].partition("</ul>")[0]
    return Counter([*boxes, *_BOX.findall(legend)])


def in_slides(path: Path) -> Counter[tuple[str, str]]:
    slide = next(s for s in Presentation(str(path)).slides if len(s.shapes) > 20)
    found: Counter[tuple[str, str]] = Counter()
    for shape in slide.shapes:
        if hasattr(shape, "fill") and shape.fill.type == 1 and shape.line.fill.type == 1:
            found[f"#{shape.fill.fore_color.rgb}".lower(), f"#{shape.line.color.rgb}".lower()] += 1
    return found


@pytest.mark.parametrize(("ending", "read"), [("svg", in_svg), ("html", in_page), ("pptx", in_slides)])
def test_a_figure_and_its_legend_have_the_colours_of_the_table(
    ending: str, read: Callable[[Path], Counter[tuple[str, str]]], tmp_path: Path
) -> None:
    write(example(), tmp_path / f"b.{ending}", options=RenderOptions())
    assert read(tmp_path / f"b.{ending}") == WANTED
