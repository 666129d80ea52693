"""The slides of a talk: few, wide, each full enough, no letter too small, its message above, sources in the notes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from briefing.documents.document import Briefing, Letterhead, Map
from briefing.documents.request import Request
from briefing.production import produce
from briefing.renderers import RenderOptions, write
from tests.briefing.documents.grown import DAY, books, grown

ASKED = (("h0", ""), ("t0", ""), ("e0", ""), ("r0", "visit"), ("h1", ""))


def logo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 100), "#0B4F7D").save(file, "PNG")
    return file.getvalue()


@cache
def briefed(subject: str, kind: str = "") -> Briefing:
    office = "h1" if subject != "h1" else ""
    request = Request((subject,), DAY, kind=kind, office=office, annex=False)  # type: ignore[arg-type]
    return produce.make(grown(3, 30, 14, 4), request, books=books(3, 30)).briefing


def talk(path: Path, subject: str, kind: str = "", **head: Any) -> tuple[Any, Any]:
    briefing = replace(briefed(subject, kind), letterhead=Letterhead(**head))
    write(briefing, path / "b.pptx", options=RenderOptions())
    return briefing, Presentation(str(path / "b.pptx"))


def sizes(presentation: Any) -> Iterator[float]:
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.text.strip()]
                yield from (run.font.size.pt for run in runs if run.font.size is not None)


def covered(slide: Any, wide: int, high: int) -> float:
    """The share of a slide that its shapes take, in cells of a grid."""
    cells, across = set(), 48
    for shape in slide.shapes:
        if shape.width and shape.height:
            for x in range(int(shape.left / wide * across), int((shape.left + shape.width) / wide * across)):
                for y in range(int(shape.top / high * across), int((shape.top + shape.height) / high * across)):
                    cells.add((x, y))
    return len(cells) / across**2


@pytest.mark.parametrize(("subject", "kind"), ASKED)
def test_four_to_six_slides_say_one_thing_each(subject: str, kind: str, tmp_path: Path) -> None:
    briefing, made = talk(tmp_path, subject, kind)
    wide, high = made.slide_width, made.slide_height
    assert round(wide / high, 3) == 1.778
    assert 4 <= len(made.slides) <= 6
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert len(set(titles)) == len(titles)
    assert not {section.title for section in briefing.sections if section.message or section.id == "map"} & set(titles)
    assert min(sizes(made)) >= 12
    for slide in made.slides:
        assert covered(slide, wide, high) > 1 / 3, slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= wide + Pt(1)
            assert shape.top + shape.height <= high + Pt(1)
    assert any("[1]" in slide.notes_slide.notes_text_frame.text for slide in made.slides if slide.has_notes_slide)


def test_the_map_fills_its_slide_and_says_what_there_is_to_see(tmp_path: Path) -> None:
    briefing, made = talk(tmp_path, "t0")
    block = next(b for s in briefing.sections for b in s.blocks if isinstance(b, Map))
    slide = next(s for s in made.slides if s.shapes.title.text_frame.text == block.title)
    boxes = [shape for shape in slide.shapes if shape != slide.shapes.title]
    across = max(s.left + s.width for s in boxes) - min(s.left for s in boxes)
    assert across > 0.85 * made.slide_width
    assert {"Personen"} <= {shape.name for shape in boxes}  # the outlines of groups have their names


def test_logo_and_colour_of_the_office_stand_on_the_master(tmp_path: Path) -> None:
    _, made = talk(tmp_path, "h0", sender=("Servicestelle Muster",), colour="#7A1F3D", logo=logo())
    names = {shape.name: shape for shape in made.slide_master.shapes}
    assert str(names["bar"].fill.fore_color.rgb) == "7A1F3D"
    assert names["logo"].image.content_type == "image/png"
    assert "Servicestelle Muster" in names["foot"].text_frame.text
    assert [layout.name for layout in made.slide_layouts] == ["Title Only"]


def test_figures_are_a_table_and_a_handover_names_each_contact_once(tmp_path: Path) -> None:
    from tests.briefing.documents.little_network import asked, little_network
    from tests.briefing.documents.test_kinds import BOOKS

    def slides(kind: str) -> Any:
        request = asked(kind=kind, colleague="Frau Muster", annex=False)
        write(
            produce.make(little_network(), request, books=BOOKS).briefing, tmp_path / "k.pptx", options=RenderOptions()
        )
        return Presentation(str(tmp_path / "k.pptx")).slides

    tables = [shape.table for slide in slides("year") for shape in slide.shapes if shape.has_table]
    assert [cell.text_frame.text for cell in tables[0].rows[0].cells][1:] == ["Unternehmen", "Ministerien"]
    shown = [shape.table for slide in slides("handover") for shape in slide.shapes if shape.has_table]
    rows = [[cell.text_frame.text for cell in row.cells] for table in shown for row in table.rows]
    assert rows.count(["Anna Weiß", "Leiterin, Werk Nord GmbH", "11.11.2022", "11.05.2023"]) == 1


def test_a_note_for_a_call_has_no_empty_slide(tmp_path: Path) -> None:
    _, made = talk(tmp_path, "p0")
    assert all(covered(slide, made.slide_width, made.slide_height) > 1 / 3 for slide in made.slides)


@pytest.mark.parametrize(
    ("written", "title", "below"),
    [
        ("", "Die Tür öffnet Prof. Dr. Ada Grün (Werk e. V.)", "Beide waren da."),
        ("Frau Grün hilft. Sie weiß davon.", "Frau Grün hilft. Sie weiß davon", ""),
        ("Lang " * 60 + "ist das.", "Prof. Dr. Ada Grün", "Lang Lang"),
    ],
)
def test_the_first_slide_has_the_message_of_its_section_as_title(
    written: str, title: str, below: str, tmp_path: Path
) -> None:
    """No sentence is found by its full stops: "Prof." ends none."""
    from briefing.documents.document import NotedText, Paragraph, Section

    message = "Die Tür öffnet Prof. Dr. Ada Grün (Werk e. V.)."
    door = NotedText(written or f"{message} Beide waren da.", place="lead.door", edited=bool(written))
    lead = Section("lead", "Worum es geht", (Paragraph((NotedText("Das ist sie. "), door)),), 1, message)
    briefing = replace(briefed("h0"), title="Prof. Dr. Ada Grün", sections=(lead,))
    write(briefing, tmp_path / "b.pptx", options=RenderOptions())
    slide = Presentation(str(tmp_path / "b.pptx")).slides[0]
    assert slide.shapes.title.text_frame.text == title
    assert below in "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_map_on_a_small_slide_of_the_office_has_letters_one_can_read(tmp_path: Path) -> None:
    """A template of 4:3 has less room than the map was drawn for."""
    template = tmp_path / "own.pptx"
    Presentation().save(str(template))  # 720 by 540 points
    write(briefed("t0"), tmp_path / "b.pptx", template=template, options=RenderOptions())
    made = Presentation(str(tmp_path / "b.pptx"))
    assert made.slide_width == Pt(720)
    assert min(sizes(made)) >= 9
    for slide in made.slides:
        assert all(s.left >= 0 and s.left + s.width <= made.slide_width + Pt(1) for s in slide.shapes)
