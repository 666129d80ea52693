"""Whatever is taken out of the dashboard as a file is in the audit log before there is a file."""

from pathlib import Path

import pytest

import dashboard
from dashboard.parts.saving import noted
from graph.audit import AuditLog, entries
from graph.errors import StoreError

PERSON, HOUSE = "per-0a1b2c3d4e5f60718293", "org-0a1b2c3d4e5f60718293"
# The picture of the map and its lists note it themselves; examples to try the page with say nothing of anybody.
OF_THEIR_OWN = {"pages/intake/beginning.py"}


def test_a_file_is_made_after_it_was_noted_with_the_people_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    log, told = AuditLog(tmp_path), list[int]()

    def make() -> bytes:
        told.append(len(list(entries(log))))
        return b"x"

    made = noted(make, "Liste.CSV", "groups_Frau Müller", [PERSON, HOUSE, PERSON, "no id"])
    assert list(entries(log)) == []
    assert made() == b"x"
    (line,) = entries(log)
    assert told == [1]
    assert (line.act, line.ids, line.count) == ("export", (PERSON,), 1)
    assert line.details == {"kind": "groups_frau-m-ller", "format": "csv"}


def test_what_can_not_be_noted_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audit").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    with pytest.raises(StoreError):
        noted(lambda: pytest.fail("made"), "a.csv", "list")()


def test_no_page_saves_files_in_another_way() -> None:
    root = Path(dashboard.__file__).parent
    found = {str(p.relative_to(root)) for p in root.rglob("*.py") if "st.download_button(" in p.read_text("utf-8")}
    assert found - OF_THEIR_OWN == {"parts/saving.py"}
