"""The handbook as the page Hilfe shows it: every page has its chapter, no link leads to nothing, pictures are there."""

import re

from dashboard.menu import PAGES
from dashboard.parts.handbook import CHAPTERS, chapters, contents, picture, pieces
from tests.dashboard.test_everyone_browser import STATES
from tools.pictures import DOCS, SHOWS, named


def test_every_page_leads_to_a_chapter_that_is_there() -> None:
    anchors = {chapter.anchor for chapter in chapters()}
    assert set(CHAPTERS) == set(PAGES) - {"help"}
    assert [anchor for anchor in CHAPTERS.values() if anchor not in anchors] == []


def test_links_between_chapters_lead_to_chapters() -> None:
    anchors = {chapter.anchor for chapter in chapters()}
    led_to = {found for c in chapters() for found in re.findall(r"\(/hilfe\?chapter=([^)]+)\)", c.text)}
    assert led_to
    assert led_to <= anchors
    assert not [
        c.anchor
        for c in chapters()
        if re.search(r"\]\((?!/hilfe|https://)", re.sub(r"!\[[^\]]*\]\([^)]*\)", "", c.text))
    ]


def test_pictures_are_in_the_page_itself() -> None:
    shown = [name for c in chapters() for description, name in pieces(c.text) if description != "text"]
    assert "netz.png" in shown
    assert all(picture(name).startswith("data:image/png;base64,") for name in shown)


def test_the_contents_name_every_chapter_once_in_its_order() -> None:
    assert [anchor for _, anchors in contents() for anchor in anchors] == [chapter.anchor for chapter in chapters()]


def test_each_picture_is_taken_by_the_browser_tests_and_all_of_them_are_small() -> None:
    assert {SHOWS.get(name, name) for name in named()} <= {state.replace(" ", "-") for state in STATES}
    sizes = [(DOCS / "pictures" / f"{name}.png").stat().st_size for name in named()]
    assert sum(sizes) < 1_500_000
