"""A person who is restricted is named by no command and in no file it writes, until that is lifted."""

from pathlib import Path

import pytest

from briefing.exchange.formats import FORMATS
from graph.store import Store
from tests.graph.privacy import planted
from tests.graph.privacy.forms import files_with, forms
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
BESIDE, CLARA, HOUSE, INITIATIVE = planted.BESIDE, "Clara Weiß", "Werk Nord GmbH", "IG Beispiel"
ASKED = (
    *(("search", "Zqx"), ("search", "Ehrung"), ("show", BESIDE), ("show", HOUSE), ("show", INITIATIVE)),
    *(("path", BESIDE, CLARA), ("contacts", BESIDE), ("reach", BESIDE), ("ego", HOUSE), ("ego", BESIDE)),
    *(("explain", BESIDE, CLARA), ("info",), ("check",), ("history", BESIDE), ("history", HOUSE)),
    *(("duplicates",), ("decisions",), ("review", "--list"), ("metrics", "--persons"), ("brokers", HOUSE, INITIATIVE)),
    *(
        ("communities", "--persons"),
        ("gaps",),
        ("digest", "--since", "2020-01-01"),
        ("care",),
        ("introduction", "list"),
    ),
    *(("introductions",), ("goals", "list"), ("goals", "check"), ("coverage",), ("regions",), ("briefings",)),
    *(("diff", "2020-01-01", "2026-01-01", "--persons"), ("suggest", "introductions"), ("handover", "Otto")),
    *(("suggest", "guests"), ("suggest", "groups", "Auftakt"), ("evaluate", "introductions")),
)
ENDINGS = (".md", ".html", ".docx", ".pdf", ".svg", ".xlsx", ".csv", ".ics", ".vcf")


def named(text: str) -> list[bytes]:
    return [form for form in forms(planted.FAMILY) if form in text.encode()]


def test_who_is_restricted_is_named_by_no_command_and_in_no_file(
    kept_store: Store, emptied: None, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Otto")
    her = planted.plant(kept_store, folder, tmp_path / "files")
    before = {arguments: run(*arguments) for arguments in ASKED}
    telling = {arguments for arguments, (_, out, _) in before.items() if named(out)}
    assert len(telling) > 10, telling
    assert run("privacy", "restrict", planted.MAIL, "--reason", "bestritten")[0] == 0
    out = tmp_path / "out"
    out.mkdir()
    for arguments in ASKED:
        code, said, beside = run(*arguments)
        assert code == before[arguments][0] or code in (0, 1), (arguments, beside)
        assert (arguments, named(said + beside)) == (arguments, [])
    for asked in (her, planted.MAIL):
        code, said, beside = run("show", asked)
        assert (code, named((said + beside).replace(asked, ""))) == (2, [])
    for name, form in FORMATS.items():
        assert run("export", "--out", str(out / f"netz-{name}{form.ending}"), "--format", name)[0] == 0, name
    outs = [part for ending in ENDINGS for part in ("--out", str(out / f"briefing{ending}"))]
    done = run("brief", HOUSE, INITIATIVE, *outs)
    assert done[0] == 0, done
    assert run("export", "--out", str(out / "netz.jsonl"))[0] == 0
    assert files_with(out, planted.FAMILY) == []
    assert run("privacy", "lift", planted.MAIL, "--reason", "geprüft")[0] == 0
    assert {arguments for arguments in telling if not named(run(*arguments)[1])} == set()
