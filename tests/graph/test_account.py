"""Under what name one works: what was set goes before the account, and each browser has its own."""

import stat
import subprocess
import sys
from pathlib import Path

import portalocker
import pytest

from graph import account
from graph.errors import UsageError


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(account, "_told", [])
    monkeypatch.setattr(account, "_folder", [tmp_path])


def test_the_name_of_the_browser_goes_before_the_environment_and_that_before_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert account.own_name() == ""
    assert account.me() != ""
    account.keep_name(account.account_key(), " Anna\tBeispiel ")
    assert account.me() == "Anna Beispiel"
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Ben Muster")
    assert account.me() == "Ben Muster"
    account.ask_first(lambda: account.kept_name(account.browser_key("mark")))
    assert account.me() == "Ben Muster"
    account.keep_name(account.browser_key("mark"), "Eva Probe")
    assert account.me() == "Eva Probe"


def test_names_are_kept_for_their_owner_alone_and_without_the_mark_of_the_browser(tmp_path: Path) -> None:
    account.keep_name(account.browser_key("secret-mark"), "Eva")
    path = tmp_path / account.NAMES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "secret-mark" not in path.read_text(encoding="utf-8")
    account.keep_name(account.browser_key("secret-mark"), "")
    assert account.kept_name(account.browser_key("secret-mark")) == ""


WRITER = """
import sys
from pathlib import Path
from graph import account

account.look_in(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    account.keep_name(f"browser:{sys.argv[2]}-{number}", f"Eva {sys.argv[2]}")
    account.keep_keys(f"{sys.argv[2]}-{number}", off=True)
"""


def test_two_processes_that_keep_names_at_once_lose_none(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for who in ("one", "other")
    ]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=60) and writer.returncode for writer in writers] == [0, 0]
    kept = {f"{who}-{number}" for who in ("one", "other") for number in range(25)}
    assert {one for one in kept if account.kept_name(f"browser:{one}")} == kept
    assert {one for one in kept if account.keys_are_off(one)} == kept
    assert stat.S_IMODE((tmp_path / "names.lock").stat().st_mode) == 0o600


@pytest.mark.parametrize("bad", ["...", "x" * 81, "\u200b-"])
def test_what_is_no_name_is_refused(bad: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        account.keep_name("account:x", bad)


def test_on_a_drive_that_knows_no_locks_names_are_kept_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise portalocker.LockException("no locks available")

    monkeypatch.setattr(portalocker, "lock", refuse)
    account.remember("p-9", "Anna Beispiel")
    account.keep_name(account.account_key(), "Anna")
    assert (account.me(), account.remembered()) == ("Anna", {"p-9": "Anna Beispiel"})


def test_a_damaged_file_of_names_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / account.NAMES).write_text("[1, 2", encoding="utf-8")
    assert account.own_name() == ""
    account.keep_name(account.account_key(), "Anna")
    assert account.me() == "Anna"


@pytest.mark.parametrize(
    ("one", "other", "same"), [("Anna Weiß", "anna WEISS", True), ("Anna", "Anne", False), ("", "", False)]
)
def test_one_colleague_is_known_however_she_is_written(one: str, other: str, same: bool) -> None:
    assert account.is_same(one, other) is same


def test_who_switched_keys_off_is_kept_beside_names_and_is_none(tmp_path: Path) -> None:
    account.remember("p-1", "Anna Beispiel")
    account.keep_keys("p-1", off=True)
    assert [account.keys_are_off(who) for who in ("p-1", "p-2")] == [True, False]
    assert account.remembered() == {"p-1": "Anna Beispiel"}
    account.keep_keys("p-1", off=False)
    assert not account.keys_are_off("p-1")
    assert "keys" not in (tmp_path / account.NAMES).read_text(encoding="utf-8")
