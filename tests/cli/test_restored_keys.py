"""A backup older than an erasure brings nobody back, wherever it is restored: the right key is found, or asked for.

One folder is that of an office in which one person was erased since the backup.
"""

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.audit import AuditLog, entries
from graph.backup.archive import Archive
from graph.backup.manifest import Manifest
from graph.backup.places import shelf_of
from graph.engine import open_store
from graph.errors import UsageError
from graph.files.erasure_key import KEY, ErasureKey, name_of_key
from graph.privacy.book import ErasureBook
from graph.privacy.erasing import erase
from graph.privacy.fingerprints import ERASED, Erasure
from graph.privacy.right_keys import right_keys
from graph.settings import Settings
from graph.store import Store
from graph.store.backup import JsonLines
from graph.store.export import write_export
from tests.graph.privacy import planted
from tests.graph.privacy.forms import files_with
from tests.support.neo4j_server import Neo4jServer
from tests.support.typed import Run, answer

BACKUP, EXPORT = "vorher.zip", "vorher.jsonl"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, kept_store: Store) -> Path:
    """An office whose backup and export are of before an erasure; the place beside its folders is where others go."""
    place = tmp_path_factory.mktemp("office")
    settings = Settings(data=place / "netz", neo4j_uri=None)
    shelf = settings.backup_shelf
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_store, "keys", settings.keys_folder)
        planted.load(kept_store, place / "files", "liste.csv", "presse.txt")
        letterhead = settings.data / "letterhead"
        letterhead.mkdir(parents=True)
        (letterhead / "letterhead.yaml").write_text(f'recipient: "An {planted.NAME}"\n', encoding="utf-8")
        shelf_of(settings).make(kept_store)[0].rename(shelf / BACKUP)
        write_export(kept_store.view(), kept_store.schema, shelf / EXPORT, key=name_of_key(kept_store.keys))
        erase(kept_store, settings, planted.MAIL, who="Otto", reason="Antrag")
    return place


@pytest.fixture
def shelf(office: Path, emptied: None) -> Iterator[Path]:
    """The folder of its backups; new folders beside that of the office go after each test."""
    yield Settings(data=office / "netz", neo4j_uri=None).backup_shelf
    for path in office.iterdir():
        if path.name not in ("netz", "netz-keys", "files"):
            shutil.rmtree(path)


@pytest.fixture
def key(office: Path) -> str:
    return ErasureKey(office / "netz-keys").id()


def people(store: Store) -> set[str]:
    return {str(node["name"]) for node in store.view().nodes("Person")}


@pytest.mark.embedded
@pytest.mark.timeout(300)
def test_in_a_new_folder_nobody_comes_back(office: Path, shelf: Path, key: str, run: Run) -> None:
    new, keys = office / "neuer-ordner", office / "neuer-ordner-keys"
    told = answer(run("restore", str(shelf / BACKUP), "--json", data=new))
    assert (told["erased"], told["keys"], told["keys_from"]) == (1, "right", [str(office / "netz-keys")])
    assert told["letterhead"] == "back"
    assert (new / "letterhead" / "letterhead.yaml").read_text(encoding="utf-8") == f'recipient: "An {ERASED}"\n'
    assert files_with(new, planted.BESIDE) != []
    for folder in (new, keys):
        assert [*files_with(folder, planted.FAMILY), *files_with(folder, planted.MAIL)] == []
    assert ErasureKey(keys).id() == key
    assert ErasureBook(keys).erasures() == ErasureBook(office / "netz-keys").erasures()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (keys, *keys.iterdir())} == {0o700, 0o600}


@pytest.mark.embedded
def test_out_of_an_export_that_was_copied_elsewhere_and_names_its_key(
    office: Path,
    shelf: Path,
    key: str,
    kept_store: Store,
    folder: Path,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_KEYS", str(tmp_path / "own"))
    shutil.copy(shelf / EXPORT, tmp_path / "netz.jsonl")
    shutil.copytree(office / "netz-keys", folder.parent / "netz-keys")
    try:
        code, said, _ = run("restore", str(tmp_path / "netz.jsonl"))
    finally:
        shutil.rmtree(folder.parent / "netz-keys")
    assert code == 0
    assert all(
        text in said for text in (str(folder.parent / "netz-keys"), str(tmp_path / "own"), "bitte neu eintragen")
    )
    assert people(kept_store) == {planted.BESIDE, "Clara Weiß"}
    assert ErasureKey(tmp_path / "own").id() == key


@pytest.mark.embedded
def test_without_its_key_nothing_is_written_unless_it_is_lost_for_good(
    shelf: Path,
    key: str,
    kept_store: Store,
    folder: Path,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_KEYS", str(tmp_path / "own"))
    shutil.copy(shelf / BACKUP, tmp_path / "netz.zip")
    asked = ("restore", str(tmp_path / "netz.zip"))
    code, _, said = run(*asked)
    assert code == 2
    assert all(word in said for word in (key, str(tmp_path / "own"), "AKTEURSNETZ_KEYS", "--without-erasures"))
    assert people(kept_store) == set()
    assert not (tmp_path / "own").exists()
    code, said, _ = run(*asked, "--without-erasures")
    assert code == 0
    assert "muss noch einmal gelöscht werden" in said
    assert planted.NAME in people(kept_store)
    assert "restore_without_erasures" in [line.act for line in entries(AuditLog(folder))]


@pytest.mark.embedded
def test_where_another_key_lies_it_is_refused_before_the_first_row_and_by_the_store_itself(
    office: Path, shelf: Path, key: str, run: Run, kept_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = office / "neu"
    assert name_of_key(office / "neu-keys") not in ("", key)
    code, _, said = run("restore", str(shelf / BACKUP), data=new)
    assert (code, key in said, "ein anderer" in said) == (2, True, True)
    assert not (new / "engine").exists()
    monkeypatch.setattr(kept_store, "keys", office / "neu-keys")
    with pytest.raises(UsageError) as caught:
        kept_store.restore(Archive(shelf / BACKUP))
    assert caught.value.key == "erasures_other_key"
    assert list(kept_store.view().nodes("Person")) == []
    kept_store.refuse_half()


@pytest.mark.neo4j
def test_the_same_folder_has_the_right_key_neo4j(
    neo4j_store: Store, neo4j_server: Neo4jServer, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.erase_everything()
    neo4j_store.migrate()
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    monkeypatch.setenv("NEO4J_DATABASE", neo4j_server.database)
    settings = Settings(data=tmp_path / "netz")
    with open_store(settings) as store:
        planted.load(store, tmp_path / "files", "liste.csv")
        write_export(store.view(), store.schema, tmp_path / EXPORT, key=name_of_key(store.keys))
        erase(store, settings, planted.MAIL, who="Otto", reason="Antrag")
    neo4j_store.erase_everything()
    neo4j_store.migrate()
    told = answer(run("restore", str(tmp_path / EXPORT), "--json", data=settings.data))
    assert (told["erased"], told["keys"], told["keys_from"]) == (1, "right", [])
    assert planted.NAME not in {node["name"] for node in neo4j_store.view().nodes("Person")}


def noted(keys: Path, *ids: str) -> str:
    """Puts erasures into the book of a folder, whose key is that of the others, and returns its id."""
    ErasureKey(keys).put("0" * 64)
    ErasureBook(keys).keep(*(Erasure(one, "2026-01-01", "Otto", "Antrag") for one in ids))
    return ErasureKey(keys).id()


def test_a_file_that_names_no_key_goes_with_that_of_the_data_folder_it_lies_in(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "neu", neo4j_uri=None)
    own, old = settings.keys_folder, tmp_path / "netz-keys"
    assert right_keys(settings, tmp_path / "netz" / "backups" / "embedded" / "b.zip", "").are_unknown
    wanted = noted(old, "a")
    found = right_keys(settings, tmp_path / "netz" / "backups" / "embedded" / "b.zip", "")
    assert (found.wanted, found.sources) == (wanted, (old,))
    assert right_keys(settings, tmp_path / "b.zip", "").are_unknown  # it may be anybody's
    name_of_key(own)
    with pytest.raises(UsageError):
        right_keys(settings, tmp_path / "netz" / "backups" / "b.zip", "")
    assert right_keys(settings, tmp_path / "netz" / "backups" / "b.zip", "", without=True).are_lost


def test_a_folder_of_an_exercise_has_the_right_key_and_gets_what_is_new_in_the_book(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "neu", neo4j_uri=None)
    own, old = settings.keys_folder, tmp_path / "netz-keys"
    wanted = noted(own, "a", "practice")
    assert noted(old, "a", "b") == wanted
    noted(tmp_path / "dritter-keys", "c")  # nobody asked for that one
    found = right_keys(settings, tmp_path / "netz" / "backups" / "b.zip", wanted)
    assert ([one.id for one in found.erasures], found.sources) == (["b"], (old,))
    for _ in range(2):
        found.take_over()
    assert {one.id for one in ErasureBook(own).erasures()} == {"a", "practice", "b"}
    assert right_keys(settings, tmp_path / "netz" / "backups" / "b.zip", wanted).sources == ()
    assert right_keys(settings, tmp_path / "elsewhere.zip", wanted).sources == ()


def test_backups_in_a_folder_of_their_own_go_with_the_folder_that_is_worked_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path / "a" / "netz"))
    monkeypatch.setenv("AKTEURSNETZ_BACKUP_FOLDER", str(tmp_path / "shelf"))
    wanted = noted(tmp_path / "a" / "netz-keys", "a")
    settings = Settings.model_validate(
        {"AKTEURSNETZ_DATA": tmp_path / "b" / "neu", "backup_folder": tmp_path / "shelf"}
    )
    found = right_keys(settings, tmp_path / "shelf" / "embedded" / "b.zip", "")
    assert (found.wanted, found.sources) == (wanted, (tmp_path / "a" / "netz-keys",))
    assert right_keys(settings, tmp_path / "copied.zip", wanted).sources == found.sources


def test_a_key_that_is_gone_is_no_new_key_and_one_that_can_not_be_made_names_nothing(tmp_path: Path) -> None:
    noted(tmp_path / "keys", "a")
    (tmp_path / "keys" / KEY).unlink()
    for ask in (name_of_key, lambda folder: ErasureKey(folder).id()):
        with pytest.raises(UsageError) as caught:
            ask(tmp_path / "keys")
        assert caught.value.key == "fingerprint_key_gone"
    (tmp_path / "file").write_text("")
    assert name_of_key(tmp_path / "file" / "keys") == ""
    assert name_of_key(None) == ""


def test_manifests_and_exports_of_before_name_no_key(tmp_path: Path) -> None:
    said = Manifest("2026-11-30T01:00:00+00:00", "embedded", 3, 7, "ab", 12, erasure_key="0123456789abcdef")
    assert Manifest.of(said.text()) == said
    body = json.loads(said.text())
    del body["erasure_key"]
    assert Manifest.of(json.dumps(body)).erasure_key == ""
    with pytest.raises(ValueError, match="erasure_key"):
        Manifest.of(json.dumps(body | {"erasure_key": "Anna Beispiel"}))
    for number, text in enumerate(("", "x\n", "[]\n", '{"properties": {"erasure_key": 7}}\n', '{"properties": []}\n')):
        (tmp_path / f"{number}.jsonl").write_text(text)
        assert JsonLines(tmp_path / f"{number}.jsonl").erasure_key() == ""
    assert JsonLines(tmp_path / "none.jsonl").erasure_key() == ""
