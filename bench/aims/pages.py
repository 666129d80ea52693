"""The dashboard from a cold start in a real browser, and each page once after that; memory beside it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.aims.commands import ids
from bench.aims.maps import pyvis_map
from bench.aims.place import Site
from bench.aims.processes import Used
from bench.aims.questions import forget
from bench.aims.results import Row, of
from bench.aims.serving import Served, memory, served
from dashboard.parts.navigation import PATHS

if TYPE_CHECKING:
    from playwright.sync_api import Page

START, PAGES, MAP, MEMORY = "start", "pages", "overview map", "memory"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
MAP_READY = "[data-testid=akteursnetz-map][data-ready='1']"
PAGE_LIMIT = 300.0  # seconds for one page
FIRST_PAIR = ".st-key-review_answers"
FIGURES = "ul.an-figures"
FIRST_PAGE = "p.an-shown, .an-note"  # what is due, in a sentence, or that nothing is
FIRST_LIMIT = 900.0  # seconds for the first page


@contextmanager
def browser() -> Iterator["Page"]:
    """Give a page of a real Chromium."""
    from playwright.sync_api import sync_playwright

    from tests.support.chromium import find_chromium

    found = find_chromium()
    assert not isinstance(found, str), found
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield chromium.new_page(locale="de-DE")
        finally:
            chromium.close()


def start(site: Site) -> Iterator[Row]:
    """Start without what is kept between processes, and with it; then go through the pages and weigh the memory."""
    for what in ("start, snapshot not there", "start, snapshot there"):
        if "not" in what:
            forget(site)
        with browser() as page:
            begin = time.perf_counter()
            with served(site) as place:
                useful, is_map = _first(page, place, min(site.limit, FIRST_LIMIT), begin)
                used = place.used()
                yield of(
                    Used(useful, used.processor, used.megabytes, used.engine_processor, used.engine_megabytes),
                    what,
                    group=START,
                    checked="what is due is there, nothing failed",
                    note=f"answers after {place.answered:.1f} s; the map of the overview after {is_map:.1f} s",
                )
                if "not" not in what:
                    yield from _walk(site, place, page)


def _first(page: "Page", place: Served, limit: float, begin: float) -> tuple[float, float]:
    """Return seconds until the first page says what is due, and until the overview, opened then, has its map."""
    milliseconds = limit * 1000
    page.goto(place.url, timeout=milliseconds, wait_until="commit")
    page.locator(FIRST_PAGE).first.wait_for(timeout=milliseconds)
    useful = time.perf_counter() - begin
    page.goto(f"{place.url}/{PATHS['overview']}", timeout=milliseconds, wait_until="commit")
    page.locator(FIGURES).first.wait_for(timeout=milliseconds)
    page.locator(MAP_READY).first.wait_for(timeout=milliseconds)
    assert page.get_by_test_id("stException").count() == 0, "the page shows an error"
    return useful, time.perf_counter() - begin


def _walk(site: Site, place: Served, page: "Page") -> Iterator[Row]:
    """Open each page, for the first time and once more."""
    for name, query, sign in addresses(site):
        for again in ("", ", again"):
            try:
                used = _page(place, page, f"{place.url}/{name}?{query}", sign, min(site.limit, PAGE_LIMIT))
                yield of(used, f"{called(name, query)}{again}", group=PAGES, checked="no error on the page")
            except Exception as error:  # noqa: BLE001 - the other pages are opened all the same
                told = str(error).partition("\n")[0]
                yield Row(PAGES, f"{called(name, query)}{again}", failed=f"{type(error).__name__}: {told}"[:200])
                break
    held = memory(site)
    yield pyvis_map(site, page, PAGES, "overview, again")
    yield Row(MEMORY, "dashboard after all pages", megabytes=round(held.megabytes))
    yield Row(MEMORY, "database after all pages", engine_megabytes=round(held.engine_megabytes))
    yield Row(MEMORY, "data folder on disk", megabytes=site.size)


def _page(place: Served, page: "Page", address: str, sign: str, limit: float) -> Used:
    """Open a page and return what that used, here and in the database."""
    before = place.used()
    seconds = _opened(page, address, sign, limit)
    after = place.used()
    engine = after.engine_processor - before.engine_processor
    return Used(seconds, after.processor - before.processor, 0.0, engine, 0.0)


def _opened(page: "Page", address: str, sign: str, limit: float) -> float:
    begin = time.perf_counter()
    page.goto(address, timeout=limit * 1000, wait_until="commit")
    page.locator("h1").first.wait_for(timeout=limit * 1000)
    if sign:
        page.locator(sign).first.wait_for(timeout=limit * 1000)
    if sign != FIRST_PAIR:
        page.locator(IDLE).wait_for(timeout=limit * 1000)
    assert page.get_by_test_id("stException").count() == 0, f"{address} shows an error"
    return time.perf_counter() - begin


def addresses(site: Site) -> list[tuple[str, str, str]]:
    """Return page, query and a sign that it is there; people and houses are those of the network."""
    one, other = ids(site)[:2]
    signs = {"today": FIRST_PAGE, "overview": MAP_READY, "network": MAP_READY, "review": FIRST_PAIR}
    asks = {"actor": {"actor": one}, "ways": {"a": one, "b": other}}
    found = [(path, urlencode(asks.get(name, {})), signs.get(name, "")) for name, path in PATHS.items()]
    return [*found, (PATHS["network"], urlencode({"actor": one}), MAP_READY)]


def called(name: str, query: str) -> str:
    """Return what a page is called in the tables."""
    page = {PATHS["today"]: "heute", PATHS["overview"]: "overview"}.get(name, name)
    return f"{page}{', with an actor' if name == PATHS['network'] and query else ''}"
