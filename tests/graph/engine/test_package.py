"""The package of the embedded engine is named in one module."""

import re
from pathlib import Path

import pytest

from graph.engine import open_store, package
from graph.errors import StoreUnavailable
from graph.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


def test_one_module_knows_the_name_of_the_package() -> None:
    named = {
        str(path.relative_to(ROOT))
        for top in ("graph", "ingest", "briefing", "dashboard", "cli")
        for path in (ROOT / top).rglob("*.py")
        if "node_modules" not in path.parts and re.search(r"\barcadedb(_embedded|_jvm)?\b", path.read_text())
    }
    assert named == {"graph/engine/package.py"}


def test_the_release_is_that_of_a_package_that_is_installed() -> None:
    name, _, number = package.release().partition(" ")
    assert name.startswith("arcadedb")
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", number)


@pytest.mark.embedded
def test_without_a_package_it_is_said_and_nothing_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(package, "PACKAGES", ("no_such_engine",))
    with pytest.raises(StoreUnavailable) as caught:
        open_store(Settings(data=tmp_path / "data", neo4j_uri=None))
    assert "no_such_engine" in caught.value.message("de")
    assert not (tmp_path / "data" / "engine.log").exists()
