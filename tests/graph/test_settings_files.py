"""Settings in files: the environment goes before them, secrets have files of their own."""

from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.settings_files import read_files


def test_a_file_sets_what_the_environment_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(
        "# comment\nAKTEURSNETZ_OFFICE='Büro $HOME'\nNEO4J_DATABASE=eins\nexport AKTEURSNETZ_LANGUAGE=en\nPATH=/x\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    environment = {"NEO4J_DATABASE": "zwei"}
    read_files(environment)
    wanted = {"NEO4J_DATABASE": "zwei", "AKTEURSNETZ_OFFICE": "Büro $HOME", "AKTEURSNETZ_LANGUAGE": "en"}
    assert environment == wanted


def test_a_secret_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("geheim und lang\n", encoding="utf-8")
    environment = {"NEO4J_PASSWORD_FILE": str(tmp_path / "password")}
    read_files(environment)
    assert environment["NEO4J_PASSWORD"] == "geheim und lang"
    environment = {"NEO4J_PASSWORD_FILE": str(tmp_path / "password"), "NEO4J_PASSWORD": "anders"}
    read_files(environment)
    assert environment["NEO4J_PASSWORD"] == "anders"


def test_user_and_password_may_stand_in_one_file_as_the_image_of_neo4j_reads_it(tmp_path: Path) -> None:
    (tmp_path / "auth").write_text("neo4j/mit/Schrägstrich\n", encoding="utf-8")
    environment = {"NEO4J_AUTH_FILE": str(tmp_path / "auth")}
    read_files(environment)
    assert (environment["NEO4J_USERNAME"], environment["NEO4J_PASSWORD"]) == ("neo4j", "mit/Schrägstrich")


@pytest.mark.parametrize("name", ["NEO4J_PASSWORD_FILE", "AKTEURSNETZ_ENV_FILE"])
def test_a_file_that_is_named_and_not_there_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can not be read"):
        read_files({name: str(tmp_path / "nowhere")})
