"""The embedded engine is killed under a running dashboard: it says so, and goes on by a click."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from graph.engine import files, open_store
from graph.settings import Settings
from tests.support.site import Site, Visit, load_texts, site_of, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LIST = {"Nordtreffen_2021-06-10.csv": "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\n"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", neo4j_uri=None, engine_heap="256m")


@pytest.fixture
def killable(settings: Settings, tmp_path: Path) -> Iterator[Site]:
    with site_of(settings, tmp_path, lambda store: load_texts(store, tmp_path, LIST)) as site:
        yield site


def stands(visit: Visit) -> None:
    """The profile is drawn to its end, with its facts."""
    visit.page.get_by_role("button", name="Festhalten").first.wait_for()
    visit.rests()
    assert visit.page.get_by_text("Werk Nord GmbH").count() > 0


def test_the_dashboard_says_that_the_engine_is_gone_and_starts_another(
    killable: Site, settings: Settings, browser: "Browser"
) -> None:
    killable.warm_up(browser)
    visit = Visit(browser.new_page(locale="de-DE"), killable)
    profile = f"/akteur?actor={killable.id_of('Änne Groß')}"
    stands(visit.open(profile))
    state = files.read_state(settings.data)
    assert state is not None
    os.kill(state.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(state.pid)] if psutil.pid_exists(state.pid) else [], timeout=30)
    visit.open(profile).sees("Noch einmal versuchen")
    assert "nicht erreichbar" in visit.page.get_by_role("alert").first.inner_text()
    visit.page.get_by_role("button", name="Noch einmal versuchen").click()
    stands(visit)
    assert visit.boxes() == []
    visit.page.close()
    wait_until(lambda: (now := files.read_state(settings.data)) is not None and now.pid != state.pid)
    with open_store(settings) as store:
        assert [node["name"] for node in store.view().nodes("Person")] == ["Änne Groß"]
