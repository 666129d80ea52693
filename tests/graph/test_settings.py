from pathlib import Path

import pytest
from pydantic import SecretStr

from graph.errors import UsageError
from graph.settings import Settings


@pytest.mark.parametrize("password", ["", "neo4j", " neo4j ", "Password", "passwort"])
def test_a_weak_password_is_refused_for_a_server_elsewhere(password: str) -> None:
    with pytest.raises(UsageError):
        Settings(neo4j_uri="bolt://db.example:7687", neo4j_password=SecretStr(password)).check()


def test_a_name_that_only_starts_like_this_machine_is_elsewhere() -> None:
    with pytest.raises(UsageError):
        Settings(neo4j_uri="bolt://localhost.db.example:7687").check()


def test_on_this_machine_any_password_will_do() -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        Settings(neo4j_uri=f"bolt://{host}:7687").check()


def test_a_child_process_has_the_same_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Settings(data=tmp_path, language="en", neo4j_uri="bolt://db.example", neo4j_password=SecretStr("geheim"))
    for name, value in before.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == before


def test_the_password_is_not_shown() -> None:
    assert "geheim" not in repr(Settings(neo4j_password=SecretStr("geheim")))


@pytest.mark.parametrize(
    "uri", ["foo", "http://127.0.0.1:7687", "bolt://[::1", "bolt://127.0.0.1:no", "bolt://127.0.0.1:99999", "bolt://"]
)
def test_what_is_no_address_of_a_server_is_refused(uri: str) -> None:
    with pytest.raises(UsageError) as caught:
        Settings(neo4j_uri=uri, neo4j_password=SecretStr("ein langes Passwort")).check()
    assert caught.value.key == "bad_address"


def test_each_database_has_a_folder_of_its_own_for_what_is_kept(tmp_path: Path) -> None:
    servers = [("bolt://a.example", "neo4j"), ("bolt://b.example", "neo4j"), ("bolt://a.example", "other")]
    known = [Settings(data=tmp_path, neo4j_uri=uri, neo4j_database=name) for uri, name in servers]
    folders = {one.snapshots for one in (*known, Settings(data=tmp_path, neo4j_uri=None))}
    assert len(folders) == 4
    assert all(folder.parent == tmp_path / "snapshots" and "example" not in folder.name for folder in folders)
