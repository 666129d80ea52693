"""What names somebody in a data folder is found however the file is written, and taken out of what is text."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from briefing.production.face import face_in
from graph.backup import beside
from graph.files.letterhead import FILE, FOLDER
from graph.files.texts import text_of
from graph.privacy.data_folder import clean, naming
from graph.privacy.fingerprints import ERASED
from graph.settings import Settings
from tests.graph.privacy.test_fingerprints import matcher

OLD = "recipient: Frau Erika Möller\r\nreference: IV – 4\r\n".encode("cp1252")
WORD = {
    "body": "<w:p><w:r><w:t>Frau Erika Mö</w:t></w:r><w:r><w:t>ller</w:t></w:r></w:p>",
    "comment": '<w:comment w:id="0" w:author="Erika M&#246;ller"/>',
    "creator": "<dc:creator>Erika Möller</dc:creator><cp:lastModifiedBy>Otto</cp:lastModifiedBy>",
}


def document(path: Path, content: str) -> Path:
    with ZipFile(path, "w") as made:
        made.writestr("word/document.xml", f"<w:document>{content}</w:document>")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / FOLDER).mkdir()
    return Settings(data=tmp_path, neo4j_uri=None)


def test_a_letterhead_of_an_old_editor_is_cleaned_as_it_is_read(settings: Settings) -> None:
    file = settings.data_folder / FOLDER / FILE
    file.write_bytes(OLD)
    assert naming(settings, matcher("Erika Möller")) == [f"{FOLDER}/{FILE}"]
    clean(settings, matcher("Erika Möller"))
    assert file.read_text("utf-8").splitlines() == [f"recipient: Frau {ERASED}", "reference: IV – 4"]
    assert face_in(settings.data_folder).face.recipient == f"Frau {ERASED}"
    assert naming(settings, matcher("Erika Möller")) == []


@pytest.mark.parametrize("place", WORD)
def test_a_template_that_names_her_is_told_and_left(settings: Settings, place: str) -> None:
    path = document(settings.data_folder / FOLDER / "Briefing.docx", WORD[place])
    before = path.read_bytes()
    assert naming(settings, matcher("Erika Möller")) == [f"{FOLDER}/Briefing.docx"]
    assert naming(settings, matcher("Doris Fremd")) == []
    clean(settings, matcher("Erika Möller"))
    assert path.read_bytes() == before


def test_out_of_a_backup_she_comes_back_in_no_text_and_a_template_is_told(tmp_path: Path) -> None:
    def write(folder: Path) -> None:
        (folder / FILE).write_bytes(OLD)
        document(folder / "briefing.docx", WORD["body"])

    assert beside.put_back(tmp_path / "neu", write, matcher("Erika Möller").redacted) == "named"
    assert face_in(tmp_path / "neu").face.recipient == f"Frau {ERASED}"
    assert beside.put_back(tmp_path / "other", write, matcher("Doris Fremd").redacted) == "back"
    assert face_in(tmp_path / "other").face.recipient == "Frau Erika Möller"


def test_what_is_no_text_is_not_taken_for_one(settings: Settings) -> None:
    binary = b"\x00\x01" + "Erika Möller".encode("cp1252")
    (settings.data_folder / "x.bin").write_bytes(binary)
    assert naming(settings, matcher("Erika Möller")) == []
    clean(settings, matcher("Erika Möller"))
    assert (settings.data_folder / "x.bin").read_bytes() == binary
    (settings.data_folder / FOLDER / "briefing.docx").write_bytes(binary)
    assert naming(settings, matcher("Erika Möller")) == []


def test_one_damaged_line_does_not_spoil_the_others() -> None:
    said = "Möller\n".encode() + b"cut \xc3\n" + "Möller €\n".encode("cp1252") + b"odd \x81\n"
    assert text_of(said) == "Möller\ncut Ã\nMöller €\nodd \x81\n"
    assert text_of("\ufeffMöller\r\n".encode()) == "Möller\n"
