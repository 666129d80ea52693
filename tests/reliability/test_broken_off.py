"""A load in several transactions that breaks off is taken back at the next start, or finished by loading again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.engine import open_store
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check as problems_of
from graph.store.export import lines, whole
from ingest.loading.gathering import gather
from ingest.loading.intake import Wishes
from ingest.loading.taking_in import check, take_all
from ingest.records import Options
from tests.support.breaking import Broken, breaking

HEAD = "Name;Firma;E-Mail\n"
KNOWN = f"{HEAD}Anna Lang;Werk Nord;anna@werk.example\nBo Weiß;Werk Nord;\n"
LARGE = (
    f"{HEAD}Anna Lang;Werk Nord;anna@werk.example\nCarla Berg;Glaswerk;\nDora Lenz;Kammer;\n"
    "Emil Ost;Kammer;\nBo Weiß;Werk Nord;\n"
)
FIXED = datetime(2026, 3, 2, 9, tzinfo=UTC)


def take(store: Store, path: Path) -> None:
    with gather([path]) as gathered:
        checked = check(gathered.files, Options(event=f"Treffen {path.name}", date="2022-05-10"))
        list(take_all(store, checked.prepared, Wishes("anna")))


def exported(store: Store) -> list[str]:
    return list(whole(store.view(), store.schema))


@pytest.fixture
def known(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that knows one list, with a clock that stands still, and small transactions."""
    monkeypatch.setattr(store, "_clock", lambda: FIXED)
    (tmp_path / "bekannt.csv").write_text(KNOWN)
    (tmp_path / "groß.csv").write_text(LARGE)
    take(store, tmp_path / "bekannt.csv")
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 2)
    return store


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 3, 4])
def test_wherever_it_breaks_off_the_old_state_comes_back_by_itself(
    known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool
) -> None:
    before = exported(known)
    with monkeypatch.context() as patch:
        breaking(patch, at, after=after)
        try:
            take(known, tmp_path / "groß.csv")
        except Broken:
            broke = True
        else:
            broke = False
    is_between = bool(known.view().broken_off())
    done = known.take_back_broken()
    assert [one.file for one in done] == (["groß.csv"] if is_between else [])
    if broke and not (after and at == 4):
        assert exported(known) == before
        assert [one.file for one in known.view().taken_back()] == [one.file for one in done]
    assert problems_of(known.view(), known.schema) == []
    take(known, tmp_path / "groß.csv")
    again = exported(known)
    assert known.view().taken_back() == known.view().owed_joins() == []
    known.erase_everything()
    known.migrate()
    take(known, tmp_path / "bekannt.csv")
    take(known, tmp_path / "groß.csv")
    assert again == exported(known)


def test_taking_back_may_break_off_too(known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(known)
    monkeypatch.setattr("graph.store.withdrawal.PART", 2)
    for at in (1, 2, 4, 6, 40):
        with monkeypatch.context() as patch:
            breaking(patch, 3, after=False)
            with pytest.raises(Broken):
                take(known, tmp_path / "groß.csv")
        try:
            with monkeypatch.context() as patch:
                breaking(patch, at, after=bool(at % 2))
                known.take_back_broken()
        except Broken:
            known.take_back_broken()
            assert exported(known) == before, at
        else:
            break
    assert at == 40
    assert exported(known) == before


def test_what_was_withdrawn_before_is_withdrawn_again(
    known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(known, tmp_path / "groß.csv")
    (source,) = [s["id"] for s in known.view().nodes("Source") if s["file"] == "groß.csv"]
    known.curator().withdraw(source, "anna")
    before = exported(known)
    with monkeypatch.context() as patch:
        breaking(patch, 3, after=False)
        with pytest.raises(Broken):
            take(known, tmp_path / "groß.csv")
    assert len(known.take_back_broken()) == 1
    assert exported(known) == before


def test_while_somebody_loads_nothing_is_taken_back(
    known: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        breaking(patch, 3, after=False)
        with pytest.raises(Broken):
            take(known, tmp_path / "groß.csv")
    with known.loading():
        assert known.take_back_broken() == []
    (source,) = [one.source for one in known.view().broken_off()]
    assert known.take_back_broken({source}) == []
    assert len(known.take_back_broken()) == 1


def test_what_another_machine_loads_is_not_taken_back_neo4j(
    neo4j_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.erase_everything()
    neo4j_store.migrate()
    (tmp_path / "groß.csv").write_text(LARGE)
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 2)
    other = type(neo4j_store._presence)("elsewhere")
    with monkeypatch.context() as patch:
        patch.setattr(neo4j_store, "_presence", other)
        breaking(patch, 3, after=False)
        with pytest.raises(Broken):
            take(neo4j_store, tmp_path / "groß.csv")
    assert neo4j_store.take_back_broken() == []
    assert len(neo4j_store.view().broken_off()) == 1


test_what_another_machine_loads_is_not_taken_back_neo4j = pytest.mark.neo4j(
    test_what_another_machine_loads_is_not_taken_back_neo4j
)


@pytest.mark.embedded
def test_the_next_start_takes_it_back(
    embedded_store: Store, engine_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded_store.erase_everything()
    embedded_store.migrate()
    (tmp_path / "groß.csv").write_text(LARGE)
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 2)
    with monkeypatch.context() as patch:
        breaking(patch, 3, after=False)
        with pytest.raises(Broken):
            take(embedded_store, tmp_path / "groß.csv")
    with open_store(Settings(data=engine_folder, neo4j_uri=None), tidy=False) as store:
        assert store.taken_back == []
    with open_store(Settings(data=engine_folder, neo4j_uri=None)) as store:
        assert [one.file for one in store.taken_back] == ["groß.csv"]
        assert list(lines(store.view(), store.schema)) == []
