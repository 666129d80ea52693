"""The office's own face: one folder, a letterhead in PDF, Word and slides, templates that work."""

from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from pptx import Presentation

from briefing.documents.document import Letterhead
from briefing.production import edition, produce
from briefing.production import face as faces
from briefing.production.face import Face, OwnFace, checked, face_in, save_face
from briefing.renderers import RenderOptions, write
from briefing.renderers.pdf import pages
from graph.audit import AuditLog, entries
from graph.errors import NotAllowed, UsageError
from graph.privacy.fingerprints import ERASED
from tests.briefing.documents.little_network import asked, little_network
from tests.briefing.renderers.test_talk import briefed, logo
from tools import briefing_templates

FACE = Face(
    sender=("Servicestelle Muster", "Musterweg 1", "10115 Berlin"),
    recipient="Staatssekretärin",
    reference="IV B 4 – 12/2024",
    classification="Nur für den Dienstgebrauch",
    colour="#7a1f3d",
)


@pytest.fixture(autouse=True)
def a_log_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path / "data"))


def head(**more: str) -> Letterhead:
    return OwnFace(FACE, logo()).letterhead(more.pop("audience", "internal"), "de", **more)  # type: ignore[arg-type]


def test_what_is_kept_is_found_again_and_a_logo_stays_until_it_is_taken_away(tmp_path: Path) -> None:
    assert face_in(tmp_path) == OwnFace(Face())
    save_face(tmp_path, FACE, logo())
    save_face(tmp_path, FACE)
    found = face_in(tmp_path)
    assert (found.face, found.logo, found.face.colour) == (FACE, logo(), "#7A1F3D")
    save_face(tmp_path, FACE, b"")
    assert face_in(tmp_path).logo == b""
    (tmp_path / faces.FOLDER / "briefing.docx").write_bytes(b"x")
    assert [template.name for template in face_in(tmp_path).templates] == ["briefing.docx"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"colour": "#FFFF00"}, "colour"),
        ({"colour": "red"}, "colour"),
        ({"sender": ["a"] * 7}, "sender"),
        ({"sender": ["a" * 91]}, "sender"),
        ({"reference": "a" * 200}, "reference"),
        ({"farbe": "#000000"}, "farbe"),
    ],
)
def test_what_can_not_be_is_refused_by_name(said: dict[str, object], name: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked(said, "letterhead.yaml")
    assert name in refused.value.message("de")


@pytest.mark.parametrize("data", [b"GIF89a", b"\x89PNG and no more", b"\x89PNG" + b"0" * 2_000_001, b"<svg/>"])
def test_a_logo_that_is_none_is_refused_and_nothing_is_kept(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        save_face(tmp_path, FACE, data)
    assert refused.value.key == "face_logo"
    assert not (tmp_path / faces.FOLDER).exists()


@pytest.mark.parametrize("data", [b"[", b"sender: {", b"\x81"])
def test_a_broken_file_is_a_sentence(data: bytes, tmp_path: Path) -> None:
    (tmp_path / faces.FOLDER).mkdir()
    (tmp_path / faces.FOLDER / faces.FILE).write_bytes(data)
    with pytest.raises(UsageError) as refused:
        face_in(tmp_path)
    assert refused.value.key == "face_broken"


def test_the_letterhead_stands_on_the_first_page_of_the_pdf(tmp_path: Path) -> None:
    briefing = replace(briefed("h0"), letterhead=head(reference="Az. 7"))
    write(briefing, tmp_path / "b.pdf", options=RenderOptions())
    with pdfplumber.open(tmp_path / "b.pdf") as pdf:
        said = " ".join(pdf.pages[0].extract_text().split())
        assert len(pdf.pages) == 2
    for part in ("Servicestelle Muster", "10115 Berlin", "An Staatssekretärin", "Az. 7", "NUR FÜR DEN DIENSTGEBRAUCH"):
        assert part in said
    assert [page[:4] for page in pages(briefing, RenderOptions(), dots=40)] == [b"\x89PNG"] * 2


def test_outside_of_the_house_nothing_is_classified() -> None:
    assert head(audience="public").classification == ""
    assert head(audience="internal").classification == FACE.classification


def test_word_has_the_letterhead_too(tmp_path: Path) -> None:
    write(replace(briefed("h0"), letterhead=head()), tmp_path / "b.docx", options=RenderOptions())
    document = Document(str(tmp_path / "b.docx"))
    said = "\n".join(cell.text for cell in document.tables[0].rows[0].cells)
    for part in ("Servicestelle Muster", "An Staatssekretärin", "IV B 4 – 12/2024", "NUR FÜR DEN DIENSTGEBRAUCH"):
        assert part in said
    assert str(document.styles["Heading 1"].font.color.rgb) == "7A1F3D"


def test_the_templates_of_the_handbook_work(tmp_path: Path) -> None:
    word, slides = (briefing_templates.FOLDER / name for name in ("briefing.docx", "briefing.pptx"))
    briefing = replace(briefed("h0"), letterhead=head())
    write(briefing, tmp_path / "b.docx", template=word, options=RenderOptions())
    document = Document(str(tmp_path / "b.docx"))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:3] == ["An: Staatssekretärin", "Az.: IV B 4 – 12/2024, Stand 2024-06-01", briefing.title]
    assert lines[-1] == "Im Auftrag"
    assert "Servicestelle Muster" in document.sections[0].header.paragraphs[0].text
    write(briefing, tmp_path / "b.pptx", template=slides, options=RenderOptions())
    made = Presentation(str(tmp_path / "b.pptx"))
    assert made.slides[0].shapes.title.text_frame.text == briefing.title
    assert "Für Staatssekretärin" in made.slides[0].shapes[1].text_frame.text
    assert 5 <= len(made.slides) <= 7  # its own one in front


def test_who_only_reads_changes_no_letterhead_and_a_change_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read")
    with pytest.raises(NotAllowed):
        save_face(tmp_path, FACE, logo())
    assert not (tmp_path / faces.FOLDER).exists()
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "edit")
    save_face(tmp_path, FACE, logo())
    save_face(tmp_path, FACE)
    told = [entry for entry in entries(AuditLog(tmp_path)) if entry.act == "letterhead"]
    assert [entry.details["logo"] for entry in told] == ["new", "kept"]


def test_a_name_that_is_taken_out_of_the_letterhead_leaves_it_readable(tmp_path: Path) -> None:
    save_face(tmp_path, FACE)
    file = tmp_path / faces.FOLDER / faces.FILE
    file.write_text(file.read_text("utf-8").replace("Staatssekretärin", ERASED), "utf-8")
    assert face_in(tmp_path).face.recipient == ERASED
    file.write_text(f"recipient: {ERASED}, Abteilung\nsender:\n- {ERASED}\n- Musterweg 1\n", "utf-8")
    found = face_in(tmp_path).face
    assert (found.recipient, found.sender) == (f"{ERASED}, Abteilung", (ERASED, "Musterweg 1"))


def test_a_reference_of_digits_is_a_text(tmp_path: Path) -> None:
    (tmp_path / faces.FOLDER).mkdir()
    (tmp_path / faces.FOLDER / faces.FILE).write_text("reference: 0471\nrecipient:\n", "utf-8")
    assert (face_in(tmp_path).face.reference, face_in(tmp_path).face.recipient) == ("0471", "")


def test_the_ledger_says_for_whom_though_only_the_letterhead_names_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: dict[str, object] = {}
    monkeypatch.setattr(edition, "record", lambda *_, **said: noted.update(said))
    made = produce.make(little_network(), asked("werk"))
    edition.hand_on(None, made, [tmp_path / "b.md"], RenderOptions(), own=OwnFace(FACE))  # type: ignore[arg-type]
    assert noted["recipient"] == "Staatssekretärin"
    edition.hand_on(None, made, [tmp_path / "b.md"], RenderOptions(), own=OwnFace(FACE), recipient="Wir")  # type: ignore[arg-type]
    assert noted["recipient"] == "Wir"


@pytest.mark.parametrize(
    ("written", "sender", "colour"),
    [
        ('sender: ["Behörde für Äußeres"]\n'.encode("cp1252"), ("Behörde für Äußeres",), "#1F3A5F"),
        (b"\xef\xbb\xbfsender: |\n  Amt\n  Weg 1\ncolour: 0b4f7d\n", ("Amt", "Weg 1"), "#0B4F7D"),
        (b"sender: Amt\r\ncolour: '#05a'\r\n", ("Amt",), "#0055AA"),
    ],
)
def test_a_letterhead_may_be_written_as_people_write(
    tmp_path: Path, written: bytes, sender: tuple[str, ...], colour: str
) -> None:
    folder = tmp_path / faces.FOLDER
    folder.mkdir()
    (folder / faces.FILE).write_bytes(written)
    found = face_in(tmp_path).face
    assert (found.sender, found.colour.upper()) == (sender, colour)


def test_a_logo_is_found_whatever_letters_its_name_has_and_one_of_another_kind_is_told(tmp_path: Path) -> None:
    folder = tmp_path / faces.FOLDER
    folder.mkdir()
    (folder / "Logo.PNG").write_bytes(logo())
    assert face_in(tmp_path).logo == logo()
    (folder / "Logo.PNG").rename(folder / "logo.svg")
    assert face_in(tmp_path) == OwnFace(Face(), unfit="logo.svg")
    (folder / "logo.png").write_bytes(logo())
    assert face_in(tmp_path) == OwnFace(Face(), logo())


def test_a_logo_that_is_taken_away_or_replaced_does_not_come_back(tmp_path: Path) -> None:
    folder = tmp_path / faces.FOLDER
    folder.mkdir()
    for new in (b"", logo()):
        for name in ("Logo.PNG", "LOGO.png", "logo.png", "logo.JPG", "logo.jpg"):
            (folder / name).write_bytes(logo())
        save_face(tmp_path, FACE, new)
        assert face_in(tmp_path).logo == new
        assert [path.name for path in folder.iterdir() if path.name != faces.FILE] == ["logo.png"] * bool(new)


def test_the_foot_of_a_slide_stays_on_one_line(tmp_path: Path) -> None:
    from briefing.drawing.lettering import width

    long = Face(sender=("Landesamt für " + "sehr " * 14 + "viel",), reference="IV B 4 " * 12, classification="intern")
    made = replace(briefed("h0"), letterhead=OwnFace(long).letterhead("internal", "de"))
    write(made, tmp_path / "b.pptx", options=RenderOptions())
    (foot,) = [s for s in Presentation(str(tmp_path / "b.pptx")).slide_master.shapes if s.name == "foot"]
    assert width(foot.text_frame.text, 12.0) < foot.width / 12_700
    assert "intern" in foot.text_frame.text
