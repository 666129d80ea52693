"""No start on an address others can reach without sign-in and a good password."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.server.safe import check, cookie_secret
from graph.errors import UsageError
from graph.settings import Settings

GOOD = {
    "sign_in_url": "https://id.example/.well-known/openid-configuration",
    "sign_in_client": "a",
    "sign_in_secret": "b",
    "sign_in_address": "https://netz.example",
    "groups": "team=read",
}


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "netz.example"])
def test_outside_nobody_gets_in_without_sign_in(address: str) -> None:
    with pytest.raises(UsageError, match="sign in"):
        check(Settings(), address)
    check(Settings(**GOOD), address)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_one_person_on_her_own_machine_needs_none(address: str) -> None:
    check(Settings(), address)


@pytest.mark.parametrize("name", [name for name in GOOD if name != "sign_in_url"])
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=r"still lacks: AKTEURSNETZ_"):
        check(Settings(**{**GOOD, name: " "}), "127.0.0.1")


@pytest.mark.parametrize("name", ["sign_in_url", "sign_in_address"])
def test_nothing_goes_over_an_open_way(name: str) -> None:
    with pytest.raises(UsageError, match="https"):
        check(Settings(**{**GOOD, name: "http://id.example/x"}), "127.0.0.1")
    check(Settings(**{**GOOD, name: "http://127.0.0.1:8000/x"}), "127.0.0.1")


@pytest.mark.parametrize("password", ["", "neo4j", "password", "elf-zeichen"])
def test_outside_the_database_has_a_good_password(password: str) -> None:
    server = {"neo4j_uri": "bolt://127.0.0.1:7687", "neo4j_password": SecretStr(password)}
    check(Settings(**server), "127.0.0.1")
    with pytest.raises(UsageError, match="12 characters"):
        check(Settings(**GOOD, **server), "127.0.0.1")
    check(Settings(**GOOD, **{**server, "neo4j_password": SecretStr("zwölf Zeichen!")}), "0.0.0.0")


def test_cookies_are_signed_with_a_secret_of_their_own(tmp_path: Path) -> None:
    made = cookie_secret(tmp_path)
    assert len(made) >= 48
    assert cookie_secret(tmp_path) == made
    assert (tmp_path / "sign-in.key").stat().st_mode & 0o777 == 0o600
