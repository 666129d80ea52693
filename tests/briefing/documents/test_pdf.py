"""PDF: the standards hold, footnotes and outline are there, and names arrive as text."""

import time
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from briefing.documents.document import Section
from briefing.drawing.lettering import clean, typeset
from briefing.renderers import RenderOptions, write
from tests.briefing.documents.example import example, text, with_name
from tests.briefing.drawing.pictures import NASTY
from tests.support.verapdf import VeraPdf

SHEETS = (RenderOptions(), RenderOptions(landscape=True), RenderOptions("A3"), RenderOptions("A3", landscape=True))


def said(path: Path) -> str:
    """The text of all pages without white space, as a reader takes it out."""
    with pdfplumber.open(path) as pdf:
        return "".join("".join(page.extract_text(x_tolerance=1) for page in pdf.pages).split())


def whole(words: str) -> str:
    return "".join(typeset(clean(words)).split())


@pytest.fixture(name="verapdf")
def verapdf_checker(request: pytest.FixtureRequest) -> VeraPdf:
    from tests.support.requirements import found

    checker: VeraPdf = found(request.config, "verapdf")
    return checker


@pytest.mark.verapdf
@pytest.mark.slow
def test_verapdf_finds_nothing_against_pdf_a_and_pdf_ua(verapdf: VeraPdf, tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.pdf" for n in range(len(SHEETS))]
    for file, options in zip(files, SHEETS, strict=True):
        write(example(), file, options=options)
    odd = tmp_path / "odd.pdf"
    write(with_name(NASTY[0] + NASTY[2] + NASTY[7] + NASTY[9]), odd, options=RenderOptions())
    answers = verapdf.check([*files, odd])
    assert len(answers) == 10
    assert {key: answer for key, answer in answers.items() if answer != "ok"} == {}


@pytest.mark.parametrize("options", SHEETS)
def test_the_page_is_the_paper_asked_for(options: RenderOptions, tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pdf", options=options)
    sides = {"A4": (595, 842), "A3": (842, 1191)}[options.paper]
    with pdfplumber.open(tmp_path / "b.pdf") as pdf:
        page = pdf.pages[0]
        assert (round(page.width), round(page.height)) == (sides[::-1] if options.landscape else sides)
        # Nothing is drawn beyond the edge, and the map is lines and letters, not a picture.
        assert all(c["x0"] >= 0 and c["x1"] <= page.width for p in pdf.pages for c in p.chars)
        assert sum(len(p.curves) + len(p.lines) + len(p.rects) for p in pdf.pages) > 20
        assert [image for p in pdf.pages for image in p.images] == []


def test_names_with_markup_of_any_language_arrive_as_text(tmp_path: Path) -> None:
    for name in NASTY:
        write(with_name(name), tmp_path / "b.pdf", options=RenderOptions())
        assert said(tmp_path / "b.pdf").count(whole(name)[:40]) >= 5 or not whole(name)


def test_each_note_stands_once_and_marks_carry_its_number(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pdf", options=RenderOptions())
    words = said(tmp_path / "b.pdf")
    assert words.count(whole("Vereinsverzeichnis Musterland (erfunden), Eintrag 12")) == 1
    assert words.count(whole("Geschäftsverteilungsplan (erfunden), Seite 4")) == 1
    assert whole("Geschäftsführer1,2") in words


def test_a_source_that_no_sentence_names_is_listed_at_the_end(tmp_path: Path) -> None:
    briefing = example(sections=(Section("summary", "Kurz gesagt", ()),))
    write(briefing, tmp_path / "b.pdf", options=RenderOptions())
    assert whole("Geschäftsverteilungsplan (erfunden), Seite 4") in said(tmp_path / "b.pdf")


def test_headings_are_bookmarks_and_the_document_says_its_language_and_title(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pdf", options=RenderOptions())
    document = pypdfium2.PdfDocument(tmp_path / "b.pdf")
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    assert [title for title in titles if title in {"Kurz gesagt", "Beziehungskarte", "Wer ist wer"}] == [
        "Kurz gesagt",
        "Beziehungskarte",
        "Wer ist wer",
    ]
    assert document.get_metadata_dict()["Title"] == "Briefing: Wasserstoffnetz Mustertal e. V."
    document.close()
    assert b"/Lang" in (tmp_path / "b.pdf").read_bytes()


def test_date_data_version_and_audience_stand_at_the_foot(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pdf", options=RenderOptions())
    assert whole("Stand 25.11.2026 · intern") in said(tmp_path / "b.pdf")


def test_only_addresses_of_the_web_become_links(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.pdf", options=RenderOptions())
    with pdfplumber.open(tmp_path / "b.pdf") as pdf:
        links = {link["uri"] for page in pdf.pages for link in page.hyperlinks}
    assert links == {"https://verein.example/12?a=1&b=2"}


def test_a_table_over_many_pages_repeats_its_head(tmp_path: Path) -> None:
    from briefing.documents.document import Table

    rows = tuple((text(f"Name {n}", 1), text("Funktion", 2)) for n in range(150))
    section = Section("who", "Wer", (Table("Personen", ("Spalte A", "Spalte B"), rows),))
    write(example(sections=(section,)), tmp_path / "b.pdf", options=RenderOptions())
    with pdfplumber.open(tmp_path / "b.pdf") as pdf:
        assert len(pdf.pages) > 2
        assert all("Spalte A" in page.extract_text() for page in pdf.pages)


def test_an_empty_briefing_is_a_document_too(tmp_path: Path) -> None:
    write(example(sections=(), notes=(), subjects=()), tmp_path / "b.pdf", options=RenderOptions())
    assert whole("Briefing: Wasserstoffnetz") in said(tmp_path / "b.pdf")


@pytest.mark.slow
def test_a_briefing_takes_less_than_three_seconds_of_work(tmp_path: Path) -> None:
    write(example(), tmp_path / "warm.pdf", options=RenderOptions())
    started = time.process_time()
    write(example(title="Anders"), tmp_path / "b.pdf", options=RenderOptions(landscape=True))
    assert time.process_time() - started < 3
