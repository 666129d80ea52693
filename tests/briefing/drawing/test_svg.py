"""SVG and PNG: well-formed whatever a name is, nothing to run or to fetch, readable to a screen reader."""

import re
from collections import Counter
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from PIL import Image

from briefing.drawing.layout import draw
from briefing.drawing.lettering import clean
from briefing.drawing.picture import Figure, Link, Picture
from briefing.drawing.raster import png
from briefing.drawing.svg import svg
from tests.briefing.drawing.pictures import NASTY, pictures, ring

SPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "rect", "g", "path", "text"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pictures(most=8))
def test_any_picture_is_well_formed_and_has_nothing_but_shapes_and_text(picture: Picture) -> None:
    root = fromstring(svg(draw(picture), typesetting=True))
    for element in root.iter():
        assert element.tag.removeprefix(SPACE) in ELEMENTS
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_arrives_as_text(name: str) -> None:
    picture = Picture((Figure("a", name, name), Figure("b", "B")), (Link("a", "b", name),), {"": name})
    root = fromstring(svg(draw(picture), title=name, description=name))
    titles = [element.text or "" for element in root.iter(f"{SPACE}title")]
    assert any(clean(name) in title for title in titles)
    assert root.find(f"{SPACE}desc").text
    # Nothing is loaded from anywhere: the one thing a style points at is the font in the file itself.
    assert set(re.findall(r"url\((\w+:)", svg(draw(picture)))) <= {"data:"}


def test_a_screen_reader_is_told_what_the_picture_is() -> None:
    root = fromstring(svg(draw(ring(5)), title="Karte", description="Fünf im Kreis"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    assert root.find(f"{SPACE}title").text == "Karte"
    assert root.find(f"{SPACE}desc").text == "Fünf im Kreis"


def test_every_label_is_text_and_every_line_is_drawn() -> None:
    drawing = draw(ring(12))
    root = fromstring(svg(drawing))
    said = Counter(element.text for element in root.iter(f"{SPACE}text"))
    assert said >= Counter(line for box in drawing.boxes for line in box.lines)
    assert said >= Counter(key.text for key in drawing.legend)
    lines = next(element for element in root.iter(f"{SPACE}g") if element.get("fill") == "none")
    assert len(lines) == 12


def test_lines_of_each_certainty_have_their_dashes_and_a_place_in_the_legend() -> None:
    figures = tuple(Figure(x, x.upper()) for x in "abcde")
    links = (
        Link("a", "b"),
        Link("b", "c", line="past"),
        Link("c", "d", line="uncertain"),
        Link("d", "e", invented=True),
    )
    drawing = draw(Picture(figures, links))
    assert [key.text for key in drawing.legend] == ["belegt", "beendet oder lange nicht belegt", "unsicher", "erfunden"]
    root = fromstring(svg(drawing))
    lines = next(element for element in root.iter(f"{SPACE}g") if element.get("fill") == "none")
    assert [line.get("stroke-dasharray") for line in lines] == [None, "7 2 1.5 2", "4 3", "0.1 2.6"]


def test_what_is_invented_says_so_in_its_label() -> None:
    drawing = draw(Picture((Figure("a", "Ivo Tannhoff", invented=True),), ()))
    assert "(erfunden)" in drawing.boxes[0].lines


def test_the_picture_has_three_hundred_dots_to_the_inch() -> None:
    drawing = draw(ring(5), 360, 180)
    with Image.open(BytesIO(png(svg(drawing, typesetting=True), 360))) as picture:
        assert picture.size == (1500, 750)
        assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
        assert len(picture.convert("L").getcolors() or [1, 2, 3]) > 2
