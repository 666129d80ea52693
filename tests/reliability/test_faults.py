"""Whatever call fails once during an import: the store is the old or the new one, and loading again makes it the new.

All calls with AKTEURSNETZ_THOROUGH set, some of them without.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import ServiceUnavailable

from graph.errors import StoreError
from graph.store import Store
from graph.store.consistency import check as problems_of
from graph.store.export import whole, write_export
from ingest.loading.gathering import gather
from ingest.loading.intake import Wishes
from ingest.loading.taking_in import check, take_all
from ingest.records import Options
from tests.test_names import ROOT

HEAD = "Name;Firma;E-Mail\n"
KNOWN = f"{HEAD}Anna Lang;Werk Nord;anna@werk.example\nBo Weiß;Werk Nord;\nDora Lenz;Kammer;\n"
CORRECTED = f"{HEAD}Anna Lang;Werk Nord;anna@werk.example\nBo Weiß;Werk Nord;\nCarla Berg;Glaswerk;\n"
FIXED = datetime(2026, 3, 2, 9, tzinfo=UTC)
STEP = 1 if os.environ.get("AKTEURSNETZ_THOROUGH") else 6


def take(store: Store, path: Path) -> None:
    with gather([path]) as gathered:
        checked = check(gathered.files, Options(event="Treffen", date="2022-05-10"))
        list(take_all(store, checked.prepared, Wishes("anna")))


def exported(store: Store) -> list[str]:
    return list(whole(store.view(), store.schema))


class Calls:
    """Counts the statements and commits that are sent, and lets one of them fail: before it is sent, or after it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.count, self.at, self.after = 0, 0, False
        for kind, name in (
            (neo4j.Transaction, "run"),
            (neo4j.ManagedTransaction, "run"),
            (neo4j.Transaction, "commit"),
        ):
            patch.setattr(kind, name, self._counted(getattr(kind, name)))

    def _counted(self, call: Any) -> Any:
        def counted(tx: Any, *arguments: Any, **more: Any) -> Any:
            self.count += 1
            fails = self.count == self.at
            if fails and not self.after:
                raise ServiceUnavailable("fault")
            done = call(tx, *arguments, **more)
            if fails:
                raise ServiceUnavailable("fault")
            return done

        return counted

    def fail(self, at: int, *, after: bool) -> None:
        self.count, self.at, self.after = 0, at, after


@pytest.fixture
def known(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(store, "_clock", lambda: FIXED)
    (tmp_path / "liste.csv").write_text(KNOWN)
    take(store, tmp_path / "liste.csv")
    (tmp_path / "liste.csv").write_text(CORRECTED)
    return store


def test_every_call_of_the_database_may_fail_once(known: Store, tmp_path: Path) -> None:
    path, kept = tmp_path / "liste.csv", tmp_path / "kept.jsonl"
    old = exported(known)
    write_export(known.view(), known.schema, kept)
    take(known, path)
    new = exported(known)
    assert new != old
    seen, ended, number = set(), False, 0
    with pytest.MonkeyPatch.context() as patch:
        calls = Calls(patch)
        while not ended:
            number += STEP
            for after in (False, True):
                calls.fail(0, after=False)
                known.erase_everything()
                known.migrate()
                known.restore(kept)
                calls.fail(number, after=after)
                try:
                    take(known, path)
                except StoreError:
                    pass
                else:
                    ended = calls.count < number
                calls.fail(0, after=False)
                now = exported(known)
                assert now in (old, new), (number, after)
                assert problems_of(known.view(), known.schema) == []
                seen.add(now == new)
                take(known, path)
                assert exported(known) == new, (number, after)
    assert seen == {True, False}
    assert number > 20


def failing(folder: Path, number: int, *arguments: str) -> tuple[int, str]:
    """Run a command of which one call fails, and return its exit code and what it said."""
    command = [sys.executable, "-m", "tests.reliability.failing", str(folder), str(number), *arguments]
    environment = {**os.environ, "AKTEURSNETZ_BACKUPS": "5/7/12"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stderr


@pytest.fixture
def numbers() -> Iterator[int]:
    return iter(range(1, 1000, 1 if STEP == 1 else 11))


@pytest.mark.embedded
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the names of open files")
def test_every_call_for_a_file_may_fail_once(
    embedded_store: Store, engine_folder: Path, tmp_path: Path, numbers: Iterator[int]
) -> None:
    store, path, kept = embedded_store, tmp_path / "liste.csv", tmp_path / "kept.jsonl"
    asked = ("ingest", str(path), "--event", "Treffen", "--date", "2022-05-10", "--data", str(engine_folder))

    def started_anew() -> None:
        store.erase_everything()
        store.migrate()
        store.restore(kept)

    store.erase_everything()
    store.migrate()
    path.write_text(KNOWN)
    assert failing(engine_folder, 0, *asked)[0] == 0
    old = without_times(store)
    write_export(store.view(), store.schema, kept)
    path.write_text(CORRECTED)
    code, said = failing(engine_folder, 0, *asked)
    assert code == 0, said
    new, count = without_times(store), int(re.findall(r"calls: (\d+)", said)[0])
    codes = set()
    for number in numbers:
        if number > count:
            break
        started_anew()
        code, said = failing(engine_folder, number, *asked)
        codes.add(code)
        assert "Traceback" not in said, (number, said)
        now = without_times(store)
        assert now in (old, new), number
        assert code or now == new, (number, said)
        assert problems_of(store.view(), store.schema) == []
        code, said = failing(engine_folder, 0, *asked)
        assert (code, without_times(store)) == (0, new), (number, said)
    assert codes
    assert count > 20


def without_times(store: Store) -> list[str]:
    """The export without when something was written, and without the checksum over that."""
    return [re.sub(r'"(\w+_at|at|sha256)":"\d{4}-[^"]*"', "", line) for line in exported(store)[:-1]]
