"""`backup` and `restore` as a person types them."""

import json
import shutil
from pathlib import Path

import pytest

from graph.backup import age
from graph.store import Store
from graph.store.export import whole
from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("emptied")]
LIST = "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\nBert;Kohl;Kammer Süd\n"
SENTENCE = "vier erfundene Wörter hier"


@pytest.fixture
def filled(kept_store: Store, run: Run, tmp_path: Path) -> list[str]:
    (tmp_path / "liste.csv").write_text(LIST)
    assert run("ingest", str(tmp_path / "liste.csv"), "--event", "Treffen", "--date", "2026-01-02")[0] == 0
    return list(whole(kept_store.view(), kept_store.schema))


def emptied_again(store: Store) -> None:
    store.erase_everything()
    store.migrate()


def test_what_was_backed_up_comes_back_locked_or_not(
    kept_store: Store, filled: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age.LockingWriter.__init__, "__defaults__", (4,))
    told = answer(run("backup", "--out", str(tmp_path / "a.zip"), "--json"))
    assert (told["locked"], told["lines"]) == (False, len(filled) - 1)
    assert "nicht verschlüsselt" in run("backup", "--out", str(tmp_path / "a.zip"))[1]
    code, _, said = run("backup", "--out", str(tmp_path / "b.zip.age"), "--encrypt")
    assert (code, "AKTEURSNETZ_BACKUP_PASSPHRASE" in said) == (2, True)
    monkeypatch.setenv("AKTEURSNETZ_BACKUP_PASSPHRASE", "kurz")
    assert "zu kurz" in run("backup", "--out", str(tmp_path / "b.zip.age"), "--encrypt")[2]
    monkeypatch.setenv("AKTEURSNETZ_BACKUP_PASSPHRASE", SENTENCE)
    assert run("backup", "--out", str(tmp_path / "b.zip.age"), "--encrypt")[0] == 0
    for name in ("a.zip", "b.zip.age"):
        emptied_again(kept_store)
        told = answer(run("restore", str(tmp_path / name), "--json"))
        assert told["lines"] == len(filled) - 1
        assert list(whole(kept_store.view(), kept_store.schema)) == filled
    assert run("restore", str(tmp_path / "a.zip"))[0] == 2
    monkeypatch.delenv("AKTEURSNETZ_BACKUP_PASSPHRASE")
    emptied_again(kept_store)
    assert run("restore", str(tmp_path / "b.zip.age"))[0] == 2


def test_the_letterhead_goes_with_it_and_is_told_of(
    kept_store: Store, filled: list[str], folder: Path, run: Run, tmp_path: Path
) -> None:
    file = folder / "letterhead" / "letterhead.yaml"
    file.parent.mkdir()
    try:
        file.write_text("reference: IV B 4\n", encoding="utf-8")
        assert run("backup", "--out", str(tmp_path / "a.zip"))[0] == 0
        file.unlink()
        for said in ("Briefkopf ist wieder da", "hat schon einen Briefkopf"):
            emptied_again(kept_store)
            assert said in run("restore", str(tmp_path / "a.zip"))[1]
            assert file.read_text(encoding="utf-8") == "reference: IV B 4\n"
    finally:
        shutil.rmtree(file.parent, ignore_errors=True)


def test_a_letterhead_that_can_not_be_put_back_costs_nothing_else(
    kept_store: Store, filled: list[str], folder: Path, run: Run, tmp_path: Path
) -> None:
    place = folder / "letterhead"
    place.mkdir()
    (place / "letterhead.yaml").write_text("reference: IV B 4\n", encoding="utf-8")
    assert run("backup", "--out", str(tmp_path / "a.zip"))[0] == 0
    shutil.rmtree(place)
    place.write_text("in the way")
    try:
        emptied_again(kept_store)
        code, said, _ = run("restore", str(tmp_path / "a.zip"))
        assert (code, "nur der Briefkopf nicht" in said, str(place) in said.replace("\n", "")) == (0, True, True)
        assert list(whole(kept_store.view(), kept_store.schema)) == filled
        emptied_again(kept_store)
        assert answer(run("restore", str(tmp_path / "a.zip"), "--json"))["letterhead"] == "failed"
    finally:
        place.unlink()


def test_an_import_is_backed_up_before_and_info_tells_the_last(
    kept_store: Store, filled: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_BACKUPS", "3/7/12")
    monkeypatch.setenv("AKTEURSNETZ_BACKUP_FOLDER", str(tmp_path / "b"))
    assert json.loads(run("info", "--json")[1])["backup"] == ""
    (tmp_path / "neu.csv").write_text(LIST.replace("Bert", "Cem"))
    asked = ("ingest", str(tmp_path / "neu.csv"), "--event", "Anderes", "--date", "2026-01-03")
    assert run(*asked, "--dry-run")[0] == 0
    assert not (tmp_path / "b").exists()
    assert run(*asked)[0] == 0
    (path,) = (tmp_path / "b").rglob("*.zip")
    assert str(path) in json.loads(run("info", "--json")[1])["backup"]
    emptied_again(kept_store)
    assert run("restore", str(path))[0] == 0
    assert list(whole(kept_store.view(), kept_store.schema)) == filled


def test_of_those_made_each_night_the_rule_keeps_some_and_those_by_hand_stay(
    filled: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_BACKUPS", "1/0/0")
    monkeypatch.setenv("AKTEURSNETZ_BACKUP_FOLDER", str(tmp_path / "b"))
    assert run("backup")[0] == 0
    for number in range(2):
        (tmp_path / "neu.csv").write_text(LIST.replace("Bert", f"Cem{'ab'[number]}"))
        monkeypatch.setenv("AKTEURSNETZ_BACKUPS", "off")
        assert run("ingest", str(tmp_path / "neu.csv"), "--event", "Anderes", "--date", "2026-01-03")[0] == 0
        monkeypatch.setenv("AKTEURSNETZ_BACKUPS", "1/0/0")
        assert run("backup", "--nightly")[0] == 0
        for path in (tmp_path / "b").rglob("*-night-*"):  # both are made within a second
            path.rename(path.with_name(f"2026010{number + 1}T000000Z{path.name[16:]}"))
    reasons = sorted(path.name.split("-")[1] for path in (tmp_path / "b").rglob("*.zip"))
    assert reasons == ["hand", "night"]


def test_without_room_for_a_backup_nothing_is_loaded(
    kept_store: Store, filled: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AKTEURSNETZ_BACKUPS", "3/7/12")
    monkeypatch.setenv("AKTEURSNETZ_BACKUP_FOLDER", str(tmp_path / "file"))
    (tmp_path / "neu.csv").write_text(LIST.replace("Bert", "Cem"))
    code, _, said = run("ingest", str(tmp_path / "neu.csv"), "--event", "Anderes", "--date", "2026-01-03")
    assert (code, "AKTEURSNETZ_BACKUPS=off" in said) == (2, True)
    assert list(whole(kept_store.view(), kept_store.schema)) == filled
