"""An error nobody foresaw: our own German sentence with a number, and a log that knows the number and no name."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.logs import log_file
from graph.settings import Settings
from tests.support.site import SECONDS, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SITE = Path(__file__).with_name("failing_site.py")


@pytest.mark.parametrize("button", ["im Lauf", "im Rückruf"])
def test_an_error_gets_a_number_and_the_log_tells_its_way(browser: "Browser", tmp_path: Path, button: str) -> None:
    settings = Settings(data=tmp_path / "data", neo4j_uri=None)
    with served(settings, tmp_path, SITE) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name=button).click(timeout=SECONDS * 1000)
        told = page.get_by_role("alert")
        told.wait_for(timeout=SECONDS * 1000)
        sentence = told.inner_text()
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_text("ChatGPT").count() == 0
        page.close()
    number = re.search(r"Nummer ([0-9A-F]{6})", sentence)
    assert number is not None, sentence
    log = log_file(settings.data, "dashboard")
    assert str(log) in sentence
    text = log.read_text(encoding="utf-8")
    assert number[1] in text
    assert "failing_app.py" in text
    assert "KeyError" in text
    assert "Zweifelsohne" not in sentence + text
