"""Commands on who may what: roles of this machine, levels, the audit log, and what is wrong with an installation."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from graph.audit import AuditLog
from graph.errors import NotAllowed, UsageError
from graph.settings import Settings
from graph.store import Store
from tests.support.site import load_texts

FACTS = """
source: {title: 'Erfunden: offen', kind: report, date: 2022-01-01, invented: true, confidentiality: partners}
nodes:
  - {ref: a, type: Person, name: 'Ida Erfunden', emails: ['ida@erfunden.example']}
  - {ref: o, type: Organisation, name: 'Werk Offen GmbH', kind: company}
relationships:
  - {type: WORKS_FOR, from: a, to: o}
"""
SECRET = FACTS.replace("partners", "internal").replace("Ida Erfunden", "Kurt Verborgen").replace("Offen", "Geheim")


@pytest.fixture(scope="module")
def data(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("operation")
    load_texts(kept_store, folder, {"offen.yaml": FACTS, "geheim.yaml": SECRET.replace("ida@", "kurt@")})
    return str(engine_folder)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_LANGUAGE", "en")
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Eva Probe")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    return result.output


@pytest.mark.embedded
def test_who_sees_a_part_is_shown_that_part_and_refused_what_rests_on_the_whole(
    data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Verborgen" in run("search", "Kurt", "--data", data)
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read@partners")
    assert "Verborgen" not in run("search", "Kurt", "--data", data)
    shown = run("show", "Ida Erfunden", "--json", "--data", data)
    assert "Werk Offen GmbH" in shown
    assert "ida@erfunden.example" not in shown
    for refused in (["review"], ["gaps"], ["check"], ["export", "--out", "x.csv"], ["note", "x"]):
        with pytest.raises(NotAllowed):
            run(*refused, "--data", data)


@pytest.mark.embedded
def test_a_role_may_what_it_may_and_the_log_says_who_exported(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read")
    with pytest.raises(NotAllowed, match="handing data out"):
        run("export", "--out", str(tmp_path / "x.graphml"), "--data", data)
    with pytest.raises(NotAllowed, match="reading the log"):
        run("audit", "--data", data)
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "edit")
    with pytest.raises(NotAllowed, match="everything"):
        run("export", "--out", str(tmp_path / "x.jsonl"), "--data", data)
    out = tmp_path / "x.graphml"
    run("export", "--out", str(out), "--audience", "partners", "--data", data)
    text = out.read_text(encoding="utf-8")
    assert "Ida Erfunden" in text
    assert not any(hidden in text for hidden in ("Verborgen", "Geheim", "ida@erfunden.example"))
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "protection")
    lines = json.loads(run("audit", "--act", "export", "--json", "--data", data))
    assert lines[0]["name"] == "Eva Probe"
    assert lines[0]["details"] == {"format": "graphml", "audience": "partners"}
    assert "as it was written" in run("audit", "verify", "--data", data)


@pytest.mark.embedded
def test_the_whole_has_no_level(data: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no level"):
        run("export", "--out", str(tmp_path / "x.jsonl"), "--audience", "public", "--data", data)


def test_somebodys_sessions_are_listed_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from graph import account
    from graph.access.sessions import Limits, SessionBook

    monkeypatch.setenv("AKTEURSNETZ_GROUPS", "team=edit")
    monkeypatch.setattr(account, "_folder", [tmp_path])
    book, limits = SessionBook(tmp_path), Limits(100, 100)
    book.used("one", "p-1", time.time(), ("team",), limits)
    account.remember("p-1", "Lea Lesen")
    (told,) = json.loads(run("sessions", "--json", "--data", str(tmp_path)))
    assert (told["name"], told["roles"]) == ("Lea Lesen", ["edit"])
    with pytest.raises(UsageError, match="not signed in"):
        run("sessions", "--end", "Nora", "--data", str(tmp_path))
    assert "1 session ended" in run("sessions", "--end", "Lea Lesen", "--data", str(tmp_path))
    assert book.used("one", "p-1", time.time(), ("team",), limits).over == "signed_out"
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "edit")
    with pytest.raises(NotAllowed):
        run("sessions", "--data", str(tmp_path))


def test_verify_finds_a_changed_line(tmp_path: Path) -> None:
    log = AuditLog(tmp_path)
    for _ in range(3):
        log.record("merge")
    log.lines.write_text(log.lines.read_text().replace("merge", "purge", 1))
    result = CliRunner().invoke(app, ["audit", "verify", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "changed" in result.output


@pytest.mark.embedded
def test_doctor_says_what_is_wrong_and_how_to_mend_it(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "")
    monkeypatch.setenv("AKTEURSNETZ_SIGN_IN_URL", "https://127.0.0.1:1/.well-known/openid-configuration")
    (Path(data) / "names.json").unlink(missing_ok=True)
    (Path(data) / "sessions.json").write_text("{}")
    (Path(data) / "sessions.json").chmod(0o644)
    Path(data).chmod(0o755)
    result = CliRunner().invoke(app, ["doctor", "--json", "--data", data])
    found = {one["check"]: one for one in json.loads(result.output)}
    assert result.exit_code == 1
    assert "AKTEURSNETZ_GROUPS" in found["sign_in_bad"]["finding"]
    assert found["folder_open"]["mend"].startswith("chmod")
    assert found["engine"]["state"] == "sound"
    assert all(one["mend"] for one in found.values() if one["state"] != "sound")
    (Path(data) / "sessions.json").unlink()
    Path(data).chmod(0o700)


def test_doctor_names_a_database_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    result = CliRunner().invoke(app, ["doctor", "--json", "--data", str(tmp_path)])
    found = {one["check"]: one["state"] for one in json.loads(result.output)}
    assert found["engine_away"] == "wrong"
    assert found["password_weak"] == "doubtful"


def test_every_finding_has_words_in_both_languages() -> None:
    import re

    from graph.errors import read_catalogue

    root = Path(__file__).resolve().parents[2] / "cli"
    text = "".join(path.read_text(encoding="utf-8") for path in (root / "health").glob("*.py"))
    made = re.findall(r'\b(sound|doubtful|wrong)\("(\w+)"', text)
    assert len(made) > 20
    for language in ("de", "en"):
        known = read_catalogue(root / "help", language)
        for state, key in made:
            assert f"doctor.{key}" in known
            assert state == "sound" or f"doctor.{key}.mend" in known
    assert Settings.model_fields["roles"].default == ""
