"""A file, the withdrawal it causes and the merges that follow are one unit of work, whatever breaks off where."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.network import Network
from graph.store import Store
from graph.store.consistency import check as problems_of
from graph.store.export import whole
from graph.store.transaction import Tx
from ingest.loading.gathering import gather
from ingest.loading.intake import Wishes
from ingest.loading.report import FileReport
from ingest.loading.taking_in import check, take_all
from ingest.records import Options
from tests.support.breaking import Broken, breaking

Put = Callable[[str, str | bytes], Path]
HEAD = "Name;Firma;E-Mail\n"
EARLIER = f"{HEAD}Bo Weiß;Werk Nord;\nDora Lenz;Kammer Süd;\n"
# Carla is known by her employer and, as somebody else, by her address: this list says that both are one.
CORRECTED = f"{HEAD}Carla Bergkamp;Glaswerk Nord;carla@bergkamp.example\nBo Weiß;Werk Nord;\nEmil Ost;Kammer Süd;\n"
BEFORE = {
    "a.csv": f"{HEAD}Carla Bergkamp;Glaswerk Nord;\n",
    "b.csv": f"{HEAD}Carla Bergkamp;;carla@bergkamp.example\n",
    "liste.csv": EARLIER,
}
NAMES = ["Bo Weiß", "Carla Bergkamp", "Emil Ost"]
FIXED = datetime(2026, 3, 2, 9, tzinfo=UTC)


def take(store: Store, *paths: Path, dry_run: bool = False, merge: bool = True) -> list[FileReport]:
    with gather(list(paths)) as gathered:
        checked = [check([one], options(one.path.name)) for one in gathered.files]
        prepared = [one for each in checked for one in each.prepared]
        return list(take_all(store, prepared, Wishes("anna", dry_run=dry_run, merge=merge)))


def options(name: str) -> Options:
    return Options(event=f"Treffen {name}", date="2022-05-10")


@pytest.fixture
def known(store: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that knows the earlier list, with a clock that stands still."""
    monkeypatch.setattr(store, "_clock", lambda: FIXED)
    for name, text in BEFORE.items():
        take(store, put(name, text))
    return store


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the files of these tests too large for one transaction, to load and to withdraw."""
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 2)
    monkeypatch.setattr("graph.store.withdrawal.WHOLE", 1)
    monkeypatch.setattr("graph.store.withdrawal.PART", 2)


def exported(store: Store) -> list[str]:
    return list(whole(store.view(), store.schema))


def told(report: FileReport) -> dict[str, Any]:
    """What a report says, without that it was a dry run, and the decisions, whose ids are of their time."""
    said = report.as_json("de")
    said["merged"] = [{name: value for name, value in one.items() if name != "decision"} for one in said["merged"]]
    return {name: value for name, value in said.items() if name != "dry_run"}


def people(store: Store) -> list[str]:
    return sorted(n.name for n in Network.read(store.view()).by_label("Person"))


def seen(store: Store) -> set[tuple[str, ...]]:
    """What a reader sees: nodes by type and name, facts by their ends."""
    network = Network.read(store.view())
    nodes = {(n.label, n.name, *sorted(n.keys)) for n in network.nodes.values()}
    return nodes | {(r.type, r.role, network.nodes[r.start].name, network.nodes[r.end].name) for r in network.relations}


def test_a_dry_run_tells_what_the_load_does_and_leaves_nothing(known: Store, put: Put) -> None:
    path, before = put("liste.csv", CORRECTED), exported(known)
    (dry,) = take(known, path, dry_run=True)
    assert (dry.dry_run, exported(known)) == (True, before)
    (real,) = take(known, path)
    assert told(dry) == told(real)
    assert [(one.nodes, one.names) for one in real.replaced] == [(1, ("Dora Lenz",))]
    assert [(one.keep, one.other) for one in real.merged] == [("Carla Bergkamp", "Carla Bergkamp")]
    assert people(known) == NAMES


def test_a_dry_run_of_several_files_tells_what_each_does_after_the_others(known: Store, put: Put) -> None:
    paths, before = [put("liste.csv", CORRECTED), put("neu.csv", CORRECTED.replace("Emil", "Emilia"))], exported(known)
    dry = take(known, *paths, dry_run=True)
    assert exported(known) == before
    real = take(known, *paths)
    assert [told(one) for one in dry] == [told(one) for one in real]
    assert len(real[1].changes.created) == 3  # the second source, its event, Emilia: the first list has told the rest


def test_a_load_counts_as_one_change_and_an_unchanged_file_writes_nothing(known: Store, put: Put) -> None:
    path, before = put("liste.csv", CORRECTED), known.view().moment()
    take(known, path)
    after = known.view().moment()
    assert (after.writes, after.version) == (before.writes + 1, before.version + 1)
    (again,) = take(known, path)
    assert (again.changes.any, again.replaced, again.merged) == (False, (), ())
    assert known.view().moment() == after


def test_whichever_statement_fails_the_old_state_is_left_and_loading_again_gives_the_new_one(
    known: Store, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = put("liste.csv", CORRECTED), exported(known)
    write, left = Tx.write, 0

    def counted(tx: Tx, *arguments: Any, **parameters: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            raise Broken
        return write(tx, *arguments, **parameters)

    monkeypatch.setattr(Tx, "write", counted)
    for failing in range(1, 200):
        left = failing
        try:
            take(known, path)
        except Broken:
            assert exported(known) == before, failing
        else:
            break
    assert failing > 20
    left, after = 0, exported(known)
    assert people(known) == NAMES
    _start_over(known, put)
    take(known, put("liste.csv", CORRECTED))
    assert exported(known) == after


def test_a_unit_that_meets_a_conflict_is_begun_anew(known: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    from neo4j.exceptions import TransientError

    from graph.store import merging

    merge, failed = merging.merge, []

    def once(*arguments: Any) -> None:
        if not failed:
            failed.append(True)
            raise TransientError
        merge(*arguments)

    monkeypatch.setattr(merging, "merge", once)
    (real,) = take(known, put("liste.csv", CORRECTED))
    assert (failed, len(real.merged), len(real.replaced), people(known)) == ([True], 1, 1, NAMES)
    assert problems_of(known.view(), known.schema) == []


def _start_over(store: Store, put: Put) -> None:
    store.erase_everything()
    store.migrate()
    for name, text in BEFORE.items():
        take(store, put(name, text))


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("after_it", [False, True], ids=["before", "after"])
def test_of_a_large_file_readers_see_the_old_or_the_new_and_the_next_load_finishes_it(
    known: Store, put: Put, monkeypatch: pytest.MonkeyPatch, *, after_it: bool
) -> None:
    path, old = put("liste.csv", CORRECTED), seen(known)
    take(known, path)
    new, undisturbed = seen(known), exported(known)
    assert people(known) == NAMES
    states = []
    for failing in range(1, 50):
        _start_over(known, put)
        put("liste.csv", CORRECTED)
        with monkeypatch.context() as patch:
            breaking(patch, failing, after=after_it)
            try:
                take(known, path)
            except Broken:
                states.append(seen(known))
                assert states[-1] in (old, new), failing
                take(known, path)
            else:
                break
        assert exported(known) == undisturbed, failing
        assert problems_of(known.view(), known.schema) == []
    assert states[0] == old
    assert states[-1] == new
    assert len(states) > 3


@pytest.mark.usefixtures("small_parts")
def test_any_later_load_finishes_the_withdrawal_of_a_large_source(
    known: Store, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("graph.store.curator.withdrawal.take_back", _break)
        with pytest.raises(Broken):
            take(known, put("liste.csv", CORRECTED))
    assert [one.who for one in known.view().owed_withdrawals()] == ["anna"]
    take(known, put("anders.csv", f"{HEAD}Fritz West;Kammer Süd;\n"))
    assert known.view().owed_withdrawals() == []
    replaced = [s for s in known.view().nodes("Source") if s.get("replaced_by")]
    assert [(s["file"], s["withdrawn_by"], s.get("unfinished")) for s in replaced] == [("liste.csv", "anna", None)]


def _break(*_: object) -> None:
    raise Broken


def test_a_large_dry_run_says_that_it_counts_in_parts(known: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 2)
    before = exported(known)
    (dry,) = take(known, put("liste.csv", CORRECTED), dry_run=True)
    assert "note_counted_in_parts" in [note.key for note in dry.notes]
    assert [(one.nodes, one.names) for one in dry.replaced] == [(1, ("Dora Lenz",))]
    assert exported(known) == before


CHILD = """
import os, signal, sys
from pathlib import Path
from graph.engine import open_store
from graph.settings import Settings
from graph.store.transaction import Tx
from ingest.loading.gathering import gather
from ingest.loading.intake import Wishes
from ingest.loading.taking_in import check, take_all
from ingest.records import Options

write, left = Tx.write, int(sys.argv[2])

def counted(tx, *arguments, **parameters):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(tx, *arguments, **parameters)

with open_store(Settings(data=Path(sys.argv[3]), neo4j_uri=None)) as store, gather([Path(sys.argv[1])]) as gathered:
    Tx.write = counted
    checked = check(gathered.files, Options(event="Treffen liste.csv", date="2022-05-10"))
    list(take_all(store, checked.prepared, Wishes("anna")))
"""


@pytest.mark.embedded
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize("statement", [5, 12, 20])
def test_a_process_that_is_killed_leaves_the_old_state(
    kept_store: Store, engine_folder: Path, put: Put, statement: int
) -> None:
    _start_over(kept_store, put)
    path, before = put("liste.csv", CORRECTED), exported(kept_store)
    command = [sys.executable, "-c", CHILD, str(path), str(statement), str(engine_folder)]
    root = Path(__file__).resolve().parents[3]
    killed = subprocess.run(command, cwd=root, env=os.environ, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert exported(kept_store) == before
    take(kept_store, path)
    assert people(kept_store) == NAMES
    assert problems_of(kept_store.view(), kept_store.schema) == []
