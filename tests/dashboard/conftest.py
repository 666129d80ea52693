"""A browser window on the site of a file of tests; whatever went wrong in it, or was asked for elsewhere, is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.site import Site, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def visit(browser: "Browser", site: Site) -> Iterator[Visit]:
    site.warm_up(browser)
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE", accept_downloads=True)
    seen = Visit(context.new_page(), site)
    yield seen
    wrong = seen.boxes()
    context.close()
    assert (seen.outside, wrong, seen.complaints) == ([], [], [])
