"""DOCX and PPTX: native parts, footnotes, glued connectors, the office's own templates; opened by LibreOffice."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pytest
from defusedxml.ElementTree import fromstring
from docx import Document
from PIL import Image
from pptx import Presentation

from briefing.drawing.lettering import clean
from briefing.renderers import RenderOptions, write
from graph.errors import UsageError
from tests.briefing.documents.example import FIGURES, LINKS, example, with_name
from tests.briefing.drawing.pictures import NASTY
from tests.support.office import Office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OPTIONS = RenderOptions()


@pytest.fixture(name="office")
def office_program(request: pytest.FixtureRequest) -> Office:
    from tests.support.requirements import found

    program: Office = found(request.config, "office")
    return program


def part(path: Path, name: str) -> Any:
    """One part of a file of Office, as XML."""
    with ZipFile(path) as package:
        return fromstring(package.read(name))


def text_of(element: Any) -> str:
    return "".join(it.text or "" for it in element.iter(f"{W}t"))


def word(path: Path, **changes: object) -> Any:
    write(example(**changes), path, options=OPTIONS)
    return Document(str(path))


def all_text(presentation: Any) -> str:
    shown = [shape.text_frame.text for s in presentation.slides for shape in s.shapes if shape.has_text_frame]
    cells = [
        cell.text_frame.text
        for s in presentation.slides
        for shape in s.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    return "\n".join([*shown, *cells])


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_both_and_shows_map_tables_and_footnotes(office: Office, tmp_path: Path) -> None:
    files = [tmp_path / "word.docx", tmp_path / "slides.pptx"]
    for file in files:
        write(example(), file, options=OPTIONS)
    folder = tmp_path / "pdf"
    folder.mkdir()
    office.to_pdf(files, folder)
    for name in ("word", "slides"):
        with pdfplumber.open(folder / f"{name}.pdf") as pdf:
            said = "".join("".join(page.extract_text() for page in pdf.pages).split())
            assert "HannaÖstermann" in said
            assert "VereinsverzeichnisMusterland(erfunden),Eintrag12" in said
            assert "WeristwerPersonen" in said or "Weristwer:Personen" in said
    with pdfplumber.open(folder / "slides.pdf") as pdf:
        # A slide is as wide as a screen, and every label of the map stands on it.
        assert round(pdf.pages[0].width / pdf.pages[0].height, 2) == 1.78
        on_map = "".join(pdf.pages[2].extract_text().split())
        assert all(figure.name.split()[0] in on_map for figure in FIGURES)


def test_headings_tables_and_list_are_native(tmp_path: Path) -> None:
    document = word(tmp_path / "b.docx")
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Kurz gesagt", "Beziehungskarte", "Wer ist wer"]
    assert [p.style.name for p in document.paragraphs if "arbeiten dafür" in p.text] == ["List Bullet"]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Name", "Funktion", "Zeit", "Zuletzt dabei"]
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert len(table.rows) == 4


def test_each_source_is_one_footnote_and_later_marks_refer_to_it(tmp_path: Path) -> None:
    word(tmp_path / "b.docx")
    notes = [n for n in part(tmp_path / "b.docx", "word/footnotes.xml") if n.get(f"{W}type") is None]
    assert [text_of(note).strip() for note in notes] == [
        "Teilnehmendenliste Wasserstofftag (erfunden), Zeile 3; Zeile 17",
        "Vereinsverzeichnis Musterland (erfunden), Eintrag 12 https://verein.example/12?a=1&b=2",
        "Geschäftsverteilungsplan (erfunden), Seite 4 javascript:alert(1)",
    ]
    body = part(tmp_path / "b.docx", "word/document.xml")
    references = [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")]
    assert references == [note.get(f"{W}id") for note in notes]
    bookmarks = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    fields = [f.get(f"{W}instr") or "" for f in body.iter(f"{W}fldSimple")]
    referred = {match[1] for field in fields if (match := re.search(r"NOTEREF (\S+)", field))}
    assert referred == {"_RefNote1", "_RefNote2", "_RefNote3"}
    assert referred <= bookmarks


def test_the_map_has_an_alternative_text_and_vectors_beside_dots(tmp_path: Path) -> None:
    word(tmp_path / "b.docx")
    body = part(tmp_path / "b.docx", "word/document.xml")
    (about,) = [it for it in body.iter() if it.tag.endswith("}docPr")]
    assert about.get("descr").startswith("Die Karte zeigt 9 Einträge")
    with ZipFile(tmp_path / "b.docx") as package:
        names = package.namelist()
        assert [name for name in names if name.endswith(".svg")] == ["word/media/map1.svg"]
        (png,) = [name for name in names if name.endswith(".png")]
        with Image.open(BytesIO(package.read(png))) as picture:
            extent = next(it for it in body.iter() if it.tag.endswith("}extent"))
            assert abs(picture.width / (int(extent.get("cx")) / 914_400) - 300) < 2
        assert "image/svg+xml" in package.read("[Content_Types].xml").decode()


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_names_with_markup_arrive_as_text_and_every_part_is_well_formed(ending: str, tmp_path: Path) -> None:
    for n, name in enumerate(NASTY):
        path = tmp_path / f"{n}.{ending}"
        write(with_name(name), path, options=OPTIONS)
        with ZipFile(path) as package:
            for inner in package.namelist():
                if inner.endswith((".xml", ".rels")):
                    fromstring(package.read(inner))
        said = (
            "\n".join(text_of(part(path, f"word/{it}.xml")) for it in ("document", "footnotes"))
            if ending == "docx"
            else all_text(Presentation(str(path)))
        )
        assert said.count(clean(name)) >= 4


def test_the_file_says_what_it_is_and_names_no_author(tmp_path: Path) -> None:
    for ending, opened in (("docx", Document), ("pptx", Presentation)):
        write(example(), tmp_path / f"b.{ending}", options=OPTIONS)
        about = opened(str(tmp_path / f"b.{ending}")).core_properties
        assert about.title == "Briefing: Wasserstoffnetz Mustertal e. V."
        assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
        assert about.language == "de"


def test_paper_and_direction_are_as_asked(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.docx", options=RenderOptions("A3", landscape=True))
    section = Document(str(tmp_path / "b.docx")).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)


def word_template(path: Path, *lines: str) -> Path:
    document = Document()
    document.add_paragraph("Servicestelle Musterland", style="Title")
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "Vertraulich: {{ audience }}"
    document.save(str(path))
    return path


def test_the_office_s_own_word_template_is_filled_in(tmp_path: Path) -> None:
    template = word_template(
        tmp_path / "t.docx", "Zu: {{ title }} ({{ as_of }})", "{{ body }}", "Gezeichnet: Servicestelle"
    )
    write(example(title="Netz <&> {{ body }}"), tmp_path / "b.docx", template=template, options=OPTIONS)
    document = Document(str(tmp_path / "b.docx"))
    lines = [p.text for p in document.paragraphs if p.text]
    assert lines[:2] == ["Servicestelle Musterland", "Zu: Netz <&> {{ body }} (2026-11-25)"]
    assert lines[2] == "Kurz gesagt"
    assert lines[-1] == "Gezeichnet: Servicestelle"
    assert document.sections[0].footer.paragraphs[0].text == "Vertraulich: intern"
    assert len(document.tables) == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("{{ titel }}", "{{ body }}"), "{{ titel }}"),
        (("{{ title }}",), "{{ body }}"),
        (("{{ title", "{{ body }}"), "t.docx"),
        (("{% for s in sources %}{{ s.nummer }}{% endfor %}", "{{ body }}"), "nummer"),
        (("{{ title.__class__.__mro__ }}", "{{ body }}"), "t.docx"),
    ],
)
def test_a_word_template_that_does_not_fit_is_refused_by_name(
    lines: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    template = word_template(tmp_path / "t.docx", *lines)
    with pytest.raises(UsageError) as refused:
        write(example(), tmp_path / "b.docx", template=template, options=OPTIONS)
    for language in ("de", "en"):
        assert said in refused.value.message(language)
        assert "t.docx" in refused.value.message(language)
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_what_is_no_template_is_refused(ending: str, tmp_path: Path) -> None:
    for content in (b"", b"no zip at all", b"PK\x03\x04 half"):
        (tmp_path / "t.any").write_bytes(content)
        with pytest.raises(UsageError) as refused:
            write(example(), tmp_path / f"b.{ending}", template=tmp_path / "t.any", options=OPTIONS)
        assert refused.value.key == "template_unreadable"
        assert list(tmp_path.iterdir()) == [tmp_path / "t.any"]


def test_the_map_on_a_slide_is_shapes_with_glued_connectors(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pptx", options=OPTIONS)
    slide = next(s for s in Presentation(str(tmp_path / "b.pptx")).slides if len(s.shapes) > 20)
    ids = {shape.shape_id: shape.name for shape in slide.shapes}
    glued = []
    for shape in slide.shapes:
        start, end = (next(iter(shape._element.iter(f"{A}{tag}")), None) for tag in ("stCxn", "endCxn"))
        if start is not None and end is not None:
            glued.append((ids[int(start.get("id"))], ids[int(end.get("id"))]))
    names = {figure.id: figure.name for figure in FIGURES}
    assert sorted(glued) == sorted((names[link.a], names[link.b]) for link in LINKS)
    # Connectors lie below the boxes.
    kinds = [shape.shape_type is None or "LINE" in str(shape.shape_type) for shape in slide.shapes]
    assert kinds.index(False) <= 1 or all(kinds[: kinds.index(False)])


def test_an_end_of_a_connector_stands_on_the_side_it_is_glued_to(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pptx", options=OPTIONS)
    slide = next(s for s in Presentation(str(tmp_path / "b.pptx")).slides if len(s.shapes) > 20)
    by_id = {shape.shape_id: shape for shape in slide.shapes}
    checked = 0
    for line in slide.shapes:
        for tag, end in (("stCxn", "begin"), ("endCxn", "end")):
            glue = next(iter(line._element.iter(f"{A}{tag}")), None)
            if glue is None:
                continue
            box, side = by_id[int(glue.get("id"))], int(glue.get("idx"))
            x, y = (
                (box.left + box.width / 2, box.top),
                (box.left, box.top + box.height / 2),
                (box.left + box.width / 2, box.top + box.height),
                (box.left + box.width, box.top + box.height / 2),
            )[side]
            assert abs(getattr(line, f"{end}_x") - x) < 20_000
            assert abs(getattr(line, f"{end}_y") - y) < 20_000
            checked += 1
    assert checked == 2 * len(LINKS)


def test_sources_stand_in_the_notes_of_the_slide_that_needs_them(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pptx", options=OPTIONS)
    slides = list(Presentation(str(tmp_path / "b.pptx")).slides)
    notes = [s.notes_slide.notes_text_frame.text if s.has_notes_slide else "" for s in slides]
    assert "[3] Geschäftsverteilungsplan" not in notes[1]
    assert "[2] Vereinsverzeichnis" in notes[1]
    assert "Die Karte zeigt 9 Einträge" in notes[2]
    assert "[3] Geschäftsverteilungsplan" in notes[3]


def test_a_long_table_takes_several_slides(tmp_path: Path) -> None:
    from briefing.documents.document import Section, Table
    from tests.briefing.documents.example import text

    rows = tuple((text(f"Person {n}", 1), text("Leiterin der Abteilung für Wasserstoff " * 3)) for n in range(60))
    section = Section("who", "Wer", (Table("Personen", ("A", "B"), rows),))
    write(example(sections=(section,)), tmp_path / "b.pptx", options=OPTIONS)
    presentation = Presentation(str(tmp_path / "b.pptx"))
    tables = [shape for s in presentation.slides for shape in s.shapes if shape.has_table]
    assert len(tables) > 3
    assert sum(len(shape.table.rows) - 1 for shape in tables) == 60
    for shape in tables:
        assert shape.top + sum(row.height for row in shape.table.rows) < presentation.slide_height


def slide_template(path: Path, *lines: str) -> Path:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text_frame.text = "Servicestelle Musterland"
    box = slide.shapes.add_textbox(0, 0, 900_000, 900_000)
    for line in lines:
        box.text_frame.add_paragraph().text = line
    presentation.save(str(path))
    return path


def test_the_office_s_own_slides_stay_in_front_with_their_fields_filled_in(tmp_path: Path) -> None:
    template = slide_template(tmp_path / "t.pptx", "{{ title }} für {{audience}}")
    write(example(title="Netz {{ 7*7 }}"), tmp_path / "b.pptx", template=template, options=OPTIONS)
    presentation = Presentation(str(tmp_path / "b.pptx"))
    assert presentation.slide_width == Presentation(str(template)).slide_width
    assert "Netz {{ 7*7 }} für intern" in presentation.slides[0].shapes[1].text_frame.text
    assert presentation.slides[1].shapes.title.text_frame.text == "Kurz gesagt"
    # On its narrower slides too everything is inside.
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= -1
            assert shape.left + shape.width <= presentation.slide_width + 20_000
            assert shape.top + shape.height <= presentation.slide_height + 20_000


def test_a_presentation_with_an_unknown_field_is_refused_by_name(tmp_path: Path) -> None:
    template = slide_template(tmp_path / "t.pptx", "{{ titel }} {{ title }}")
    with pytest.raises(UsageError, match="titel") as refused:
        write(example(), tmp_path / "b.pptx", template=template, options=OPTIONS)
    assert "{{ titel }}" in refused.value.message("de")
    assert not (tmp_path / "b.pptx").exists()
