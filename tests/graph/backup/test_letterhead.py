"""The office's letterhead goes with each backup and comes back with it, on both engines: logo, colours, templates."""

import json
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.production import face as faces
from briefing.production.face import Face, face_in, save_face
from graph.backup import age, beside
from graph.backup.archive import Archive, write_archive, written_whole
from graph.backup.keeping import KeepingRule
from graph.backup.shelf import Shelf
from graph.errors import InputError, UsageError
from graph.files.erasure_key import name_of_key
from graph.model.facts import Entity, Record, Source
from graph.privacy.erasing import erase
from graph.privacy.erasures import replay, without_erased
from graph.privacy.fingerprints import ERASED
from graph.settings import Settings
from graph.store import Store
from tests.briefing.renderers.test_talk import logo
from tests.graph.backup.rewriting import rewriting
from tests.graph.backup.test_archive import emptied, fill

FACE = Face(
    sender=("Servicestelle Muster", "10115 Berlin"),
    recipient="Frau Staatssekretärin Ottilie Erfunden",
    classification="Nur für den Dienstgebrauch",
    colour="#7A1F3D",
)
TEMPLATE = b"PK\x03\x04 a template of the office \x00\xff\n\nwith lines"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with all that a letterhead may have, and something that is none of it."""
    folder = tmp_path / "netz"
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(folder))
    folder.mkdir()
    save_face(folder, FACE, logo())
    (folder / faces.FOLDER / "logo.png").rename(folder / faces.FOLDER / "logo.jpeg")
    for name in ("briefing.docx", "briefing.pptx", "eigenes.txt"):
        (folder / faces.FOLDER / name).write_bytes(TEMPLATE + name.encode())
    return folder


def in_folder(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((data / beside.FOLDER).iterdir())}


def as_it_is(text: str) -> str:
    return text


def test_all_that_the_letterhead_takes_is_in_the_backup_however_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / beside.FOLDER
    folder.mkdir()
    (folder / "Letterhead.YAML").write_bytes("sender: Behörde für Äußeres".encode("cp1252"))
    (folder / "Logo.JPEG").write_bytes(logo())
    (folder / "Briefing.DOCX").write_bytes(TEMPLATE)
    (folder / "logo.svg").write_bytes(b"<svg/>")
    taken = beside.files_in(tmp_path)
    assert {name: path.name for name, path in taken.items()} == {
        "letterhead/letterhead.yaml": "Letterhead.YAML",
        "letterhead/logo.jpeg": "Logo.JPEG",
        "letterhead/briefing.docx": "Briefing.DOCX",
    }
    assert all(map(beside.is_beside, taken))
    own = face_in(tmp_path)
    assert (own.face.sender, own.logo) == (("Behörde für Äußeres",), logo())
    assert own.templates == (taken["letterhead/briefing.docx"],)

    def write(to: Path) -> None:
        for name, path in taken.items():
            (to / Path(name).name).write_bytes(path.read_bytes())

    assert beside.put_back(tmp_path / "neu", write, as_it_is) == "back"
    back = face_in(tmp_path / "neu")
    assert (back.face, back.logo, len(back.templates)) == (own.face, own.logo, 1)


@pytest.mark.parametrize("passphrase", ["", "vier erfundene Wörter hier"])
def test_it_comes_back_byte_by_byte(
    store: Store, office: Path, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age.LockingWriter.__init__, "__defaults__", (4,))
    before = in_folder(office)
    made = written_whole(fill(store), tmp_path / "b.zip", "hand", passphrase, None, office)
    assert made.format == 2
    assert {name for name in made.parts if beside.is_beside(name)} == {
        f"letterhead/{name}" for name in before if name != "eigenes.txt"
    }
    found, new = Archive(tmp_path / "b.zip", passphrase), tmp_path / "neu"
    assert emptied(store).restore(found) == made.lines  # files are no lines
    assert found.put_back(new, as_it_is) == "back"
    assert in_folder(new) == {name: held for name, held in before.items() if name != "eigenes.txt"}
    own = face_in(new)
    assert (own.face, own.logo, len(own.templates)) == (FACE, face_in(office).logo, 2)
    assert (own.letterhead("internal", "de").classification, own.letterhead("public", "de").classification) == (
        FACE.classification,
        "",
    )
    assert stat.S_IMODE((new / beside.FOLDER).stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (new / beside.FOLDER).iterdir()} == {0o600}
    assert [path.name for path in new.iterdir()] == [beside.FOLDER]


def test_who_was_erased_since_does_not_come_back_in_it(
    store: Store, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=office, neo4j_uri=None, keys=tmp_path / "keys")
    monkeypatch.setattr(store, "keys", settings.keys_folder)
    person = Entity("Person", ("mail:o@werk.example",), "Ottilie Erfunden", "row 1")
    store.writer().load(Source("Erfunden: Liste", "e" * 64, invented=True), [Record((person,), ())])
    # A key of fingerprints is there before the backup, as after any first erasure.
    write_archive(store, tmp_path / "b.zip", "hand", data=office)
    erase(store, settings, "o@werk.example", who="Otto", reason="Antrag")
    emptied(store)
    states: list[str] = []

    def then(restored: Store) -> None:
        assert replay(restored) == 1
        states.append(Archive(tmp_path / "b.zip").put_back(tmp_path / "neu", without_erased(restored)))

    store.restore(Archive(tmp_path / "b.zip"), then=then, without_erasures=not name_of_key(store.keys))
    assert states == ["back"]
    assert face_in(tmp_path / "neu").face.recipient == f"Frau Staatssekretärin {ERASED}"
    assert face_in(tmp_path / "neu").face.sender == FACE.sender
    assert b"Erfunden" not in b"".join(in_folder(tmp_path / "neu").values())


@pytest.mark.embedded
def test_one_that_is_there_stays_and_where_there_is_none_older_programs_read_the_backup(
    embedded_store: Store, office: Path, tmp_path: Path
) -> None:
    fill(emptied(embedded_store))
    shelf = Shelf(tmp_path / "b", KeepingRule(2, 0, 0), data=office)
    path, made = shelf.make(embedded_store)
    assert (made.format, made) == (2, Archive(path).verify())
    save_face(office, Face(sender=("Neu",)))
    assert Archive(path).put_back(office, as_it_is) == "kept"
    assert face_in(office).face.sender == ("Neu",)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError) as caught:
        Archive(path).put_back(tmp_path / "file" / "netz", as_it_is)
    assert caught.value.key == "can_not_write"
    plain = written_whole(embedded_store, tmp_path / "plain.zip", "hand", "", None, tmp_path / "empty")
    assert plain.format == 1
    assert Archive(tmp_path / "plain.zip").put_back(tmp_path / "neu", as_it_is) == "none"
    assert not (tmp_path / "neu").exists()


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("way", "key"), [("changed", "backup_part"), ("another place", "backup_line"), ("gone", "backup_part")]
)
def test_what_is_not_whole_or_would_lie_elsewhere_writes_nothing(
    embedded_store: Store, office: Path, tmp_path: Path, way: str, key: str
) -> None:
    path, new = tmp_path / "b.zip", tmp_path / "neu"
    write_archive(fill(emptied(embedded_store)), path, "hand", data=office)
    with rewriting(path) as entries:
        if way == "changed":
            entries["letterhead/logo.jpeg"] += b"x"
        elif way == "gone":
            del entries["letterhead/logo.jpeg"]
        else:
            said = json.loads(entries["manifest.json"])
            said["parts"]["letterhead/../../x.yaml"] = {"lines": 1, "sha256": sha256(b"x\n").hexdigest()}
            entries["letterhead/../../x.yaml"] = b"x\n"
            entries["manifest.json"] = json.dumps({**said, "lines": said["lines"] + 1}).encode()
    emptied(embedded_store)
    with pytest.raises(InputError) as caught:
        embedded_store.restore(Archive(path))
    assert caught.value.key == key
    assert list(embedded_store.view().nodes("Person")) == []
    if way == "changed":
        with pytest.raises(InputError):
            Archive(path).put_back(new, as_it_is)
        assert list(new.iterdir()) == []
