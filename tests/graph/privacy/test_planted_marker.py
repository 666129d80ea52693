"""A person planted in as many places as there are is found in each, and gone from all of them when she is erased."""

from pathlib import Path

import pytest

from briefing.exchange.content import content_of
from briefing.exchange.formats import FORMATS
from graph.audit import AuditLog, verify
from graph.columns import Keeper
from graph.engine import open_store
from graph.privacy.erasing import erase, finish
from graph.privacy.erasures import replay
from graph.privacy.reporting import report_on
from graph.settings import Settings
from graph.store.consistency import check
from graph.store.export import write_export
from tests.graph.privacy import planted
from tests.graph.privacy.forms import files_with


@pytest.mark.embedded
@pytest.mark.timeout(600)
def test_who_is_erased_is_in_no_byte_of_the_data_folder_and_of_what_is_made_afterwards(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", neo4j_uri=None)
    files, out = tmp_path / "files", tmp_path / "out"
    out.mkdir()
    with open_store(settings) as store:
        her = planted.plant(store, settings.data, files)
        write_export(store.view(), store.schema, tmp_path / "before.jsonl")
        report = report_on(store, settings, planted.MAIL)
    books = {record.book for record in report.records}
    assert {v.source for v in report.values} >= {f.evidence[0][0] for f in report.facts if f.evidence}
    assert len({source.id for source in report.sources}) >= 5
    expected = {"decision", "proposal", "entry", "conversation", "promise", "care", "introduction", "finding"}
    assert (
        expected
        | {"briefing", "briefing_template", "visit", "goal", "due", "source_correction", "map_view", "map_story"}
        <= books
    )
    assert {"Source", "Organisation", "Event"} <= {record.book for record in report.elsewhere}
    assert report.recipients
    assert set(report.files) == {"audit/log.jsonl", "logs/commands.log", "logs/rejected.csv", "mappings/eigene.yaml"}
    assert planted.BESIDE not in str(report)
    before = files_with(settings.data, planted.FAMILY)
    assert any(name.startswith("engine/") for name in before)
    assert any(name.startswith("snapshots/") for name in before)

    with open_store(settings) as store:
        erase(store, settings, her, who="Otto", reason=f"Antrag von {planted.NAME}")
    assert finish(settings)

    assert files_with(settings.data, planted.FAMILY) == []
    assert files_with(settings.keys_folder, planted.FAMILY) == []
    assert files_with(settings.data, her) == ["audit/log.jsonl"]  # who was erased when can be shown, by her id
    assert verify(AuditLog(settings.data)) == []
    with open_store(settings) as store:
        assert check(store.view(), store.schema) == []
        notes = planted.load(store, files)
        assert sum("gelöscht" in note for note in notes) >= 4
        network = Keeper(store.snapshots).network(store.view())
        assert {n.name for n in network.by_label("Person")} == {planted.BESIDE, "Clara Weiß"}
        write_export(store.view(), store.schema, out / "after.jsonl")
        for name, form in FORMATS.items():
            form.write(content_of(network), out / f"after-{name}{form.ending}")
    assert files_with(out, planted.FAMILY) == []
    assert files_with(settings.data, planted.FAMILY) == []

    again = Settings(data=tmp_path / "again", keys=settings.keys_folder, neo4j_uri=None)
    with open_store(again) as store:
        store.restore(tmp_path / "before.jsonl")
        assert replay(store) == 1
        assert replay(store) == 0
        write_export(store.view(), store.schema, out / "restored.jsonl")
    assert files_with(out, planted.FAMILY) == []
