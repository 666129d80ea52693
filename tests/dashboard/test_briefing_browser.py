"""The page Briefing in a real Chromium: from a name to a file for the public, and found again on the shelf."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.briefing.documents.facts_files import load_files
from tests.briefing.documents.little_network import SECRET
from tests.support.site import Site, Visit, site_on

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(kept_store: Store, engine_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("briefing")
    load_files(kept_store, home)
    with site_on(kept_store, Settings(data=engine_folder, neo4j_uri=None), home) as found:
        yield found


def test_a_name_becomes_a_file_for_the_public_and_is_found_again(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open("/briefing")
    visit.sees("Suchen Sie oben, worum es geht")
    page.get_by_label("Worum geht es?").fill("Werk Nord")
    page.get_by_label("Worum geht es?").press("Enter")
    visit.sees("Briefing: Werk Nord GmbH")
    visit.sees(f"Bank {SECRET}")
    page.get_by_text("Öffentlich", exact=True).click()
    visit.sees("In der Fassung „Öffentlich“ fehlt:")
    visit.takes("Formate", "MD")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Empfänger").fill("Presse")
    page.get_by_role("textbox", name="Empfänger").press("Enter")
    page.get_by_role("button", name="Dateien erstellen").click()
    with page.expect_download() as saved:
        page.locator("[data-testid=stDownloadButton]").filter(has_text="MD").get_by_role("button").click()
    saved.value.save_as(tmp_path / "b.md")
    said = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "Werk Nord GmbH" in said
    assert SECRET not in said
    visit.open("/briefing")
    visit.sees("Eine Zeile auswählen, um dasselbe noch einmal zu erstellen")
