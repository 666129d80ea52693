"""What Java learned is kept for the next engine; whatever is wrong with it, the engine starts all the same."""

import os
import time
from pathlib import Path

import pytest

from graph.engine import open_store
from graph.engine.java_cache import QUICK_COMPILER, STALE, SWITCH, JavaCache
from graph.engine.package import place
from graph.settings import Settings
from graph.store.migrate import STEPS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no such cache there")


@pytest.fixture(autouse=True)
def wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SWITCH)
    monkeypatch.delenv("ARCADEDB_JVM_ARGS", raising=False)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "package" / "jre").mkdir(parents=True)
    (tmp_path / "package" / "jre" / "release").write_text('JAVA_VERSION="25.0.4.1"\nMODULES="java.base"\n')
    (tmp_path / "package" / "jars").mkdir()
    (tmp_path / "package" / "jars" / "engine.jar").write_bytes(b"one")
    return tmp_path / "package"


def test_the_first_engine_learns_and_the_next_ones_use_it(tmp_path: Path, package: Path) -> None:
    cache = JavaCache.of(tmp_path, package, "1g")
    assert not cache.is_there
    compiler, learn = cache.options()
    assert compiler == QUICK_COMPILER
    draft = Path(learn.removeprefix("-XX:AOTCacheOutput="))
    draft.write_bytes(b"learned")
    cache.keep()
    assert cache.is_there
    assert not draft.exists()
    assert f"-XX:AOTCache={cache.path}" in cache.options()


def test_another_runtime_other_archives_and_another_heap_have_one_of_their_own(tmp_path: Path, package: Path) -> None:
    first = JavaCache.of(tmp_path, package, "1g")
    assert JavaCache.of(tmp_path, package, "1g").path == first.path
    assert JavaCache.of(tmp_path, package, "2g").path != first.path
    (package / "jars" / "engine.jar").write_bytes(b"another")
    assert JavaCache.of(tmp_path, package, "1g").path != first.path


def test_what_others_left_goes_but_not_what_another_engine_is_at(tmp_path: Path, package: Path) -> None:
    cache = JavaCache.of(tmp_path, package, "1g")
    Path(cache.options()[1].partition("=")[2]).write_bytes(b"learned")
    assert cache.path is not None
    folder = cache.path.parent
    for name in ("older.aot", "older.1.draft", "mine.2.draft"):
        (folder / name).touch()
    before = time.time() - STALE - 60
    os.utime(folder / "older.1.draft", (before, before))
    cache.keep()
    assert sorted(path.name for path in folder.iterdir()) == sorted([cache.path.name, "mine.2.draft"])


def test_who_could_not_learn_does_not_try_again_each_time(tmp_path: Path, package: Path) -> None:
    cache = JavaCache.of(tmp_path, package, "1g")
    assert len(cache.options()) == 2
    cache.keep()
    assert cache.options() == [QUICK_COMPILER]


def test_where_it_is_off_or_java_is_older_or_not_there_none_is_used(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "off")
    assert JavaCache.of(tmp_path, package, "1g").options() == [QUICK_COMPILER]
    monkeypatch.delenv(SWITCH)
    (package / "jre" / "release").write_text('JAVA_VERSION="21.0.1"\n')
    assert JavaCache.of(tmp_path, package, "1g").path is None
    (package / "jre" / "release").unlink()
    assert JavaCache.of(tmp_path, package, "1g").path is None


def test_what_the_user_says_of_java_goes_before(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCADEDB_JVM_ARGS", "-XX:TieredStopAtLevel=4 -XX:AOTMode=off")
    assert JavaCache.of(tmp_path, package, "1g").options() == []


@pytest.mark.embedded
def test_a_damaged_cache_keeps_no_engine_from_starting(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", engine_heap="256m")
    cache = JavaCache.of(settings.data, place(), settings.engine_heap)
    assert cache.path is not None, "the pinned package has a runtime that can make one"
    cache.path.parent.mkdir(parents=True)
    cache.path.write_bytes(b"no cache" * 4096)
    with open_store(settings) as store:
        assert store.view().schema_version() == len(STEPS)
