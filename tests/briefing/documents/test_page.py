"""HTML: one file that asks nobody for anything, with text that stays text and a map that can be used."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml.html import fromstring

from briefing.drawing.lettering import clean
from briefing.renderers import RenderOptions, write
from tests.briefing.documents.example import FIGURES, LINKS, example, with_name
from tests.briefing.drawing.pictures import NASTY

SECONDS = 60_000
OPTIONS = RenderOptions()


@pytest.fixture(scope="module", name="browser")
def real_browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.support.requirements import found

    path = found(request.config, "browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(name="opened")
def opened_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a briefing; what it asked for and what it complained about are kept with the page."""
    context = browser.new_context(viewport={"width": 1200, "height": 1300})

    def show(briefing: Any) -> tuple[Any, list[str], list[str]]:
        write(briefing, tmp_path / "b.html", options=OPTIONS)
        page, asked, complaints = context.new_page(), list[str](), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        page.goto((tmp_path / "b.html").as_uri())
        page.wait_for_function("document.querySelector('.map').network", timeout=SECONDS)
        return page, asked, complaints

    yield show
    context.close()


@pytest.mark.browser
def test_nothing_is_asked_of_anybody_and_nothing_complains(opened: Any, tmp_path: Path) -> None:
    page, asked, complaints = opened(example())
    places = page.evaluate("document.querySelector('.map').network.getPositions()")
    assert set(places) == {figure.id for figure in FIGURES}
    assert len(page.evaluate("document.querySelector('.map').network.body.edgeIndices")) == len(LINKS)
    assert asked == [(tmp_path / "b.html").as_uri()]
    assert complaints == []


@pytest.mark.browser
def test_the_map_stands_still_in_the_places_of_the_drawing(opened: Any) -> None:
    page, _, _ = opened(example())
    before = page.evaluate("document.querySelector('.map').network.getPositions()")
    assert page.evaluate("document.querySelector('.map').network.physics.options.enabled") is False
    page.locator(".map").focus()
    page.keyboard.press("+")
    assert page.evaluate("document.querySelector('.map').network.getPositions()") == before


@pytest.mark.browser
def test_names_with_markup_run_nothing_and_load_nothing(opened: Any, tmp_path: Path) -> None:
    name = "".join(NASTY[:6])
    page, asked, complaints = opened(with_name(name))
    assert asked == [(tmp_path / "b.html").as_uri()]
    assert complaints == []
    assert page.locator("h1").inner_text() == clean(name)
    assert page.locator("main img, main iframe, main object, main a[href^='javascript']").count() == 0
    # The library's tooltip shows a title as text.
    page.evaluate("document.querySelector('.map').network.interactionHandler.popup")
    assert clean(name) in page.evaluate("document.querySelector('.map').network.body.nodes['org:h2'].options.title")


@pytest.mark.parametrize("name", NASTY)
def test_markup_is_escaped_in_the_file(name: str, tmp_path: Path) -> None:
    write(with_name(name), tmp_path / "b.html", options=OPTIONS)
    document = fromstring((tmp_path / "b.html").read_text(encoding="utf-8"))
    tags = {element.tag for element in document.iter() if isinstance(element.tag, str)}
    assert not tags & {"img", "iframe", "object", "embed", "base", "form", "link", "b"}
    attributes = [attribute for element in document.iter() for attribute in element.attrib.items()]
    assert not [key for key, _ in attributes if key.startswith("on") or key in {"src", "style"}]
    assert [
        v for key, v in attributes if key == "href" and not v.startswith(("#note-", "https://verein.example"))
    ] == []
    assert document.findtext(".//h1") == clean(name)


def test_the_policy_allows_no_address_at_all(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.html", options=OPTIONS)
    written = (tmp_path / "b.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', written)
    assert policy.startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert written.index("Content-Security-Policy") < written.index("<style>")


def test_sections_and_sources_stand_below_the_map(tmp_path: Path) -> None:
    write(example(), tmp_path / "b.html", options=OPTIONS)
    written = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert written.index('class="map"') < written.index("Wer ist wer") < written.index('id="note-3"')
    assert 'href="https://verein.example/12?a=1&amp;b=2"' in written
    assert '<a href="#note-2">2</a>' in written


def test_a_briefing_without_a_map_brings_no_script(tmp_path: Path) -> None:
    write(example(sections=()), tmp_path / "b.html", options=OPTIONS)
    assert "<script" not in (tmp_path / "b.html").read_text(encoding="utf-8")
