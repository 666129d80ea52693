"""Each role tries by command what it may not: refused with a sentence, nothing written, no file made."""

from pathlib import Path

import pytest

from graph.access.rights import ROLES, load_rights
from graph.audit import AuditLog, entries, refusals
from graph.store import Store
from tests.graph.privacy import planted
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
PERSON, OTHER = planted.MAIL, "b.mueller@werk.example"
#: Commands by the right they need; FILE is a place for what they would write, LIST a list, SOURCE a source.
NEEDS = {
    "enter": [
        ("add", "organisation", "Werk Neu GmbH"),
        ("edit", PERSON, "--field", "Ort=Bonn"),
        ("note", "Ein Satz.", "--about", PERSON),
        ("note", "Ein Satz.", "--with", PERSON),
        ("care", "Werk Nord GmbH", "--by", "Eva Probe"),
    ],
    "import": [("ingest", "LIST", "--list", "participants", "--event", "Auftakt", "--date", "2022-01-01")],
    "decide": [("merge", PERSON, OTHER, "--why", "ein Versuch"), ("merge", PERSON, OTHER, "--different")],
    "withdraw": [("withdraw", "SOURCE")],
    "brief": [("brief", PERSON, "--out", "FILE.md")],
    "export": [("export", "--out", "FILE.graphml"), ("export", "--out", "FILE.csv"), ("export", "--out", "FILE.xlsx")],
    "export_all": [("export", "--out", "FILE.jsonl"), ("backup", "--out", "FILE.zip"), ("backup",)],
    "restore": [("restore", "BACKUP")],
    "end_sessions": [("sessions",), ("sessions", "--end", "Eva Probe")],
    "log": [("audit",), ("audit", "verify")],
    "protect": [
        ("privacy", "report", PERSON, "--out", "FILE.pdf"),
        ("privacy", "erase", PERSON),
        ("privacy", "erase", PERSON, "--yes", "--reason", "ein Versuch"),
        ("privacy", "restrict", PERSON, "--reason", "ein Versuch"),
        ("privacy", "object", PERSON, "--reason", "ein Versuch"),
        ("privacy", "lift", PERSON),
        ("privacy", "correct", PERSON, "--field", "Ort=Bonn"),
        ("privacy", "inform"),
        ("privacy", "retention", "--yes"),
        ("privacy", "requests"),
        ("privacy", "register", "--out", "FILE.md"),
    ],
}


def test_every_right_of_a_role_but_looking_is_tried() -> None:
    known = {right for rights in load_rights().roles.values() for right in rights}
    # `correct` has no command; `erase` is "erase everything", which has none either.
    assert known - set(NEEDS) == {"see", "inside", "slip", "correct", "erase"}


def refused(log: AuditLog) -> list[object]:
    return [one.details["right"] for one in entries(log) if one.act == "refused"]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_refused_what_it_may_not(
    role: str,
    kept_store: Store,
    emptied: None,
    run: Run,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planted.load(kept_store, tmp_path / "files", "liste.csv")
    source = str(next(iter(kept_store.view().nodes("Source")))["id"])
    (tmp_path / "neu.csv").write_text("Vorname;Nachname;Organisation\nDora;Neu;Werk Neu GmbH\n", encoding="utf-8")
    backup, out = tmp_path / "backup.zip", tmp_path / "out"
    assert run("backup", "--out", str(backup))[0] == 0
    out.mkdir()
    places = {"LIST": str(tmp_path / "neu.csv"), "SOURCE": source, "BACKUP": str(backup)}
    monkeypatch.setenv("AKTEURSNETZ_ROLES", role)
    before, may = kept_store.view().data_version(), set(load_rights().roles[role])
    monkeypatch.setattr(refusals.HERE, "_noted", {})
    log, tried = AuditLog(folder), []
    noted = len(refused(log))
    for right, commands in NEEDS.items():
        for command in commands if right not in may else ():
            said = [places.get(word, word.replace("FILE", str(out / "x"))) for word in command]
            code, told, error = run(*said)
            assert (code, told, "fehlt Ihnen das Recht" in error) == (2, "", True), (command, code, told, error)
            assert list(out.iterdir()) == [], command
            tried.append(right)
    lines = refused(log)[noted:]  # to export everything needs both rights, and the first one is told
    assert (len(lines), {*lines} - may) == (len(tried), {*lines})
    assert kept_store.view().data_version() == before
