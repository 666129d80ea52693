"""A person planted in as many places as there are is found in each, and gone from all of them when she is erased.

On the embedded engine every byte of the data folder is looked at, on Neo4j every value of the database: what its own
files and logs still hold is its administrator's.
"""

import signal
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from briefing.exchange.content import content_of
from briefing.exchange.formats import FORMATS
from graph.audit import AuditLog, verify
from graph.backup.archive import Archive
from graph.backup.places import shelf_of
from graph.columns import Keeper
from graph.engine import files as engine_files
from graph.engine import open_store
from graph.errors import AkteursnetzError
from graph.privacy import rebuild
from graph.privacy.erasing import erase, finish
from graph.privacy.erasures import replay
from graph.privacy.reporting import PersonReport, report_on
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import whole, write_export
from tests.graph.privacy import planted
from tests.graph.privacy.forms import files_with, forms
from tests.support.neo4j_server import Neo4jServer

BOOKS = {
    *("decision", "proposal", "entry", "conversation", "promise", "care", "introduction", "finding", "briefing"),
    *("briefing_template", "visit", "goal", "due", "source_correction", "rating", "map_view", "map_story"),
}


def is_told(report: PersonReport) -> None:
    """The report names her in each place, and nobody beside her."""
    books = {record.book for record in report.records}
    assert {v.source for v in report.values} >= {f.evidence[0][0] for f in report.facts if f.evidence}
    assert len({source.id for source in report.sources}) >= 6
    assert books >= BOOKS
    assert len([record for record in report.records if record.book == "rating"]) == 2
    assert {"Source", "Organisation", "Event"} <= {record.book for record in report.elsewhere}
    assert report.recipients
    assert set(report.files) == {"audit/log.jsonl", "logs/commands.log", "logs/rejected.csv", "mappings/eigene.yaml"}
    assert planted.BESIDE not in str(report)


def killed(settings: Settings) -> None:
    """Ends the engine as a power cut does: what was written ahead stays."""
    state = engine_files.read_state(settings.data)
    assert state is not None
    process = psutil.Process(state.pid)
    process.send_signal(signal.SIGKILL)
    psutil.wait_procs([process], timeout=30)


def given_out(store: Store, out: Path) -> None:
    """Writes what there is in every format."""
    write_export(store.view(), store.schema, out / "after.jsonl")
    network = Keeper(store.snapshots).network(store.view())
    for name, form in FORMATS.items():
        form.write(content_of(network), out / f"after-{name}{form.ending}")


def restored(settings: Settings, backup: Path) -> None:
    """A backup of before the erasure is taken back into an empty place, as the command does it."""
    with open_store(settings, half=True) as store:
        done: list[int] = []
        store.restore(Archive(backup), then=lambda new: done.append(replay(new)))
        assert done == [1]
        assert replay(store) == 0
    rebuild.owe(settings)
    assert finish(settings)


@pytest.mark.embedded
@pytest.mark.timeout(600)
def test_who_is_erased_is_in_no_byte_of_the_data_folder_and_of_what_is_made_afterwards(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", neo4j_uri=None)
    files, out = tmp_path / "files", tmp_path / "out"
    out.mkdir()
    try:
        with open_store(settings) as store:
            her = planted.plant(store, settings.data, files)
            backup, _ = shelf_of(settings).make(store)
            killed(settings)
    except AkteursnetzError:
        pass  # nobody can say goodbye to an engine that is gone
    before = files_with(settings.data, planted.FAMILY)
    assert any(name.startswith("engine/") and name.endswith(".wal") for name in before)
    assert any(name.startswith("snapshots/") for name in before)
    assert str(backup.relative_to(settings.data)) in before
    with open_store(settings) as store:
        is_told(report_on(store, settings, planted.MAIL))
        erase(store, settings, her, who="Otto", reason=f"Antrag von {planted.NAME}")
    assert finish(settings)

    kept = [str(backup.relative_to(settings.data))]  # until its time is over; taken back it is without her
    assert files_with(settings.data, planted.FAMILY) == kept
    assert files_with(settings.keys_folder, planted.FAMILY) == []
    assert files_with(settings.data, her) == ["audit/log.jsonl", *kept]  # who was erased when can be shown, by her id
    assert verify(AuditLog(settings.data)) == []
    with open_store(settings) as store:
        assert check(store.view(), store.schema) == []
        notes = planted.load(store, files)
        assert sum("gelöscht" in note for note in notes) >= 4
        network = Keeper(store.snapshots).network(store.view())
        assert {n.name for n in network.by_label("Person")} == {planted.BESIDE, "Clara Weiß"}
        given_out(store, out)
    assert files_with(out, planted.FAMILY) == []
    assert files_with(settings.data, planted.FAMILY) == kept

    again = Settings(data=tmp_path / "again", keys=settings.keys_folder, neo4j_uri=None)
    restored(again, backup)
    assert files_with(again.data, planted.FAMILY) == []
    assert files_with(again.data, her) == ["audit/log.jsonl"]  # that she was erased again


@pytest.mark.neo4j
@pytest.mark.timeout(600)
def test_who_is_erased_is_in_no_value_and_in_no_restored_backup_neo4j(
    neo4j_store: Store, neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    out.mkdir()
    settings = Settings(
        data=tmp_path / "data",
        neo4j_uri=neo4j_server.uri,
        neo4j_username=neo4j_server.username,
        neo4j_password=SecretStr(neo4j_server.password),
        neo4j_database=neo4j_server.database,
    )
    neo4j_store.erase_everything()
    with open_store(settings) as store:
        her = planted.plant(store, settings.data, files)
        backup, _ = shelf_of(settings).make(store)
        assert in_database(store, planted.FAMILY)
        is_told(report_on(store, settings, planted.MAIL))
        erase(store, settings, her, who="Otto", reason=f"Antrag von {planted.NAME}")
        assert not in_database(store, planted.FAMILY)
        assert not in_database(store, her)
        assert check(store.view(), store.schema) == []
        given_out(store, out)
    assert finish(settings)
    kept = [str(backup.relative_to(settings.data))]
    assert files_with(settings.data, planted.FAMILY) == kept
    assert files_with(out, planted.FAMILY) == []
    neo4j_store.erase_everything()
    restored(settings, backup)
    with open_store(settings) as store:
        assert not in_database(store, planted.FAMILY)
        assert not in_database(store, her)
    assert files_with(settings.data, planted.FAMILY) == kept


def in_database(store: Store, text: str) -> bool:
    """Whether a text is in any value of the database, the notes of writes and the keys of nodes too."""
    view = store.view()
    beside = (str(row) for label in ("Meta", "Key", "Entry", "Decision", "Proposal") for row in view.bookkeeping(label))
    lines = "\n".join([*whole(view, store.schema), *beside]).encode()
    return any(form in lines for form in forms(text))
