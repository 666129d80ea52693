"""Three dashboards over one Neo4j: each shows what another wrote, and goes on when the server was restarted."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from graph.engine import open_store
from graph.settings import Settings
from graph.store import Store
from tests.support.neo4j_java import JavaNeo4j
from tests.support.neo4j_server import Neo4jServer
from tests.support.site import SECONDS, Visit, load_texts, site_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LIST = {"Nordtreffen_2021-06-10.csv": "Vorname;Nachname;Organisation\nÄnne;Groß;Werk Nord GmbH\n"}


def settings_of(server: Neo4jServer, data: Path) -> Settings:
    return Settings(
        data=data,
        neo4j_uri=server.uri,
        neo4j_username=server.username,
        neo4j_password=SecretStr(server.password),
        neo4j_database=server.database,
    )


@pytest.fixture
def store(neo4j_server: Neo4jServer, tmp_path: Path) -> Iterator[Store]:
    with open_store(settings_of(neo4j_server, tmp_path / "data")) as store:
        store.erase_everything()
        store.migrate()
        load_texts(store, tmp_path, LIST)
        yield store


@pytest.fixture
def visits(neo4j_server: Neo4jServer, store: Store, tmp_path: Path, browser: "Browser") -> Iterator[list[Visit]]:
    """A window on each of three dashboards, with folders of their own."""
    with ExitStack() as stack:
        found = []
        for number in range(3):
            home = tmp_path / f"dashboard-{number}"
            home.mkdir()
            site = stack.enter_context(site_on(store, settings_of(neo4j_server, home / "data"), home))
            found.append(Visit(browser.new_page(locale="de-DE"), site))
            found[-1].page.set_default_timeout(4 * SECONDS * 1000)
        yield found
        for visit in found:
            assert (visit.outside, visit.boxes()) == ([], [])
            visit.page.close()


def notes(visit: Visit, said: str) -> None:
    """Notes a conversation on the actor one looks at."""
    visit.page.get_by_role("button", name="Festhalten").first.wait_for()
    visit.rests()
    visit.page.get_by_role("button", name="Festhalten").first.click()
    field = visit.page.get_by_role("dialog").get_by_label("Was wurde gesagt")
    field.wait_for()
    visit.rests()
    field.fill(said)
    field.blur()
    visit.rests()
    visit.page.get_by_role("button", name="Speichern").click()
    visit.page.get_by_role("dialog").wait_for(state="detached")
    visit.sees(said)


def profile(visit: Visit) -> Visit:
    return visit.open(f"/akteur?actor={visit.site.id_of('Änne Groß')}")


def test_three_dashboards_on_neo4j_see_each_other_and_outlive_a_restart(
    visits: list[Visit], neo4j_server: Neo4jServer
) -> None:
    if not isinstance(neo4j_server, JavaNeo4j):
        pytest.skip("only a server of our own is restarted")
    for number, visit in enumerate(visits):
        profile(visit)
        notes(visit, f"Gesagt am Rechner {number}")
    for visit in visits:
        profile(visit)
        for number in range(3):
            visit.sees(f"Gesagt am Rechner {number}")
    neo4j_server.kill()
    for visit in visits:
        profile(visit).sees("Noch einmal versuchen")
        assert "nicht erreichbar" in visit.page.get_by_role("alert").first.inner_text()
    neo4j_server.start()
    for visit in visits:
        visit.page.get_by_role("button", name="Noch einmal versuchen").click()
        visit.sees("Gesagt am Rechner 2")
    notes(visits[0], "Gesagt nach dem Neustart")
    profile(visits[1]).sees("Gesagt nach dem Neustart")
