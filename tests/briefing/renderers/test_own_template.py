"""Templates and logos are files of others: what is damaged, too large or fetches something is a sentence."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from briefing.production.face import LOGOS, Face, face_in, save_face
from briefing.renderers import RenderOptions, own_template, write
from briefing.renderers.logo import MOST_PIXELS, taken_in
from graph.errors import UsageError
from tests.briefing.renderers.test_talk import briefed
from tools import briefing_templates

KINDS = ("docx", "pptx")
FETCHED = (
    '<Relationship Id="rIdX" TargetMode="External" Target="http://198.51.100.7/a.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)


def changed(source: Path, out: Path, part: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if name == part else data)
    return out


@pytest.fixture(params=KINDS)
def template(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    briefing_templates.write(tmp_path)
    return tmp_path / f"briefing.{request.param}"


def main_part(template: Path) -> str:
    return "word/document.xml" if template.suffix == ".docx" else "ppt/presentation.xml"


def refused(template: Path, tmp_path: Path) -> str:
    with pytest.raises(UsageError) as error:
        write(briefed("h0"), tmp_path / f"out{template.suffix}", template=template, options=RenderOptions())
    assert str(template) in error.value.message("de")
    return error.value.key


def test_a_damaged_part_is_a_sentence(template: Path, tmp_path: Path) -> None:
    whole = zipfile.ZipFile(template).read(main_part(template))
    broken = changed(template, tmp_path / f"x{template.suffix}", main_part(template), whole, whole[: len(whole) // 2])
    assert refused(broken, tmp_path) == "template_unreadable"


def test_one_that_would_fill_the_memory_is_refused(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_template, "MOST_BYTES", 1000)
    assert refused(template, tmp_path) == "template_unreadable"


def test_one_that_fetches_something_when_opened_is_refused(template: Path, tmp_path: Path) -> None:
    rels = main_part(template).replace("/", "/_rels/") + ".rels"
    fetching = changed(template, tmp_path / f"x{template.suffix}", rels, b"</Relationships>", FETCHED.encode())
    assert refused(fetching, tmp_path) == "template_fetches"


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, form)
    return out.getvalue()


def without_heading(data: bytes) -> bytes:
    """The JPEG without its JFIF part."""
    return data[:2] + data[4 + int.from_bytes(data[4:6], "big") :]


@pytest.mark.parametrize(
    "logo",
    [picture("JPEG", "CMYK"), without_heading(picture("JPEG")), picture("PNG", "LA"), picture("PNG", "P")],
    ids=["print", "no-jfif", "grey", "palette"],
)
def test_a_logo_in_any_colours_stands_in_each_format(logo: bytes, tmp_path: Path) -> None:
    save_face(tmp_path, Face(), logo)
    face = face_in(tmp_path)
    with Image.open(BytesIO(face.logo)) as drawn:
        assert (drawn.format, drawn.mode in ("RGB", "RGBA"), drawn.size) == ("PNG", True, (40, 20))
    briefing = replace(briefed("h0"), letterhead=face.letterhead("internal", "de"))
    for ending in ("pdf", "docx", "pptx"):
        write(briefing, tmp_path / f"b.{ending}", options=RenderOptions())
        assert (tmp_path / f"b.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    "logo",
    [picture("PNG", size=(400, 400))[:-90], picture("JPEG", size=(400, 400))[:300], picture("GIF"), b"<svg/>"],
    ids=["cut-png", "cut-jpeg", "gif", "svg"],
)
def test_a_logo_that_can_not_be_drawn_is_refused_by_form_and_folder(logo: bytes, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        save_face(tmp_path, Face(), logo)
    assert error.value.key == "face_logo"
    save_face(tmp_path, Face())
    (tmp_path / "letterhead" / LOGOS[0]).write_bytes(logo)
    with pytest.raises(UsageError) as error:
        face_in(tmp_path)
    assert LOGOS[0] in error.value.message("de")


def test_a_small_file_that_is_a_large_picture_is_refused() -> None:
    large = picture("PNG", "1", (MOST_PIXELS // 1000 + 1, 1000))
    assert len(large) < 20_000
    with pytest.raises(UsageError):
        taken_in(large)
