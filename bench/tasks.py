"""Five tasks on the map with a stop-watch: clicks, keys and seconds in a real Chromium, on a dashboard that runs.

`python -m bench.tasks http://127.0.0.1:8501` counts each press of a button and of a key as one act (typing a name is
one), and takes the time from the first act of a task until what was asked for is in view.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from bench.screen import START
from tests.support.site import MAP, RESTS

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The strongest line between two groups: where both dots stand, in the coordinates of the window.
STRONGEST = """(element) => {
  const [a, b] = element.akteursnetz.ends("firm").find(([a, b]) => a.startsWith("group:") && b.startsWith("group:"));
  return [element.akteursnetz.position(a), element.akteursnetz.position(b)];
}"""


@dataclass
class Watch:
    """One task: its acts, and the seconds from the first of them."""

    page: "Page"
    acts: list[str] = field(default_factory=list)
    begun: float = 0.0

    def act(self, what: str, do: Callable[[], object]) -> None:
        """Do something and count it."""
        self.begun = self.begun or time.perf_counter()
        do()
        self.acts.append(what)

    def row(self, task: str) -> str:
        """Return the line of the table."""
        return f"| {task} | {len(self.acts)} | {time.perf_counter() - self.begun:.1f} | {', '.join(self.acts)} |"


def linking(page: "Page", url: str) -> Watch:
    """Find who links two groups."""
    there = page.locator(MAP)
    page.goto(f"{url}/netz?between=people")
    there.and_(page.locator("[data-ready='1']")).wait_for()
    page.evaluate(RESTS)
    watch = Watch(page)
    switch = page.get_by_text("Gruppen zuerst")
    if not page.get_by_text("Hineinzoomen, Doppelklick").count():
        watch.act("switch to groups", switch.click)
        page.get_by_text("Hineinzoomen, Doppelklick").first.wait_for()
        page.evaluate(RESTS)
    there.scroll_into_view_if_needed()
    one, other = there.evaluate(STRONGEST)

    def click() -> None:
        x, y = one["x"] + 0.4 * (other["x"] - one["x"]), one["y"] + 0.4 * (other["y"] - one["y"])
        page.mouse.move(x, y)
        page.wait_for_timeout(120)
        page.mouse.click(x, y)

    watch.act("click the line between them", click)
    page.locator(".st-key-facts_panel h2").first.wait_for()
    return watch


def sharing(page: "Page", title: str) -> tuple[Watch, str]:
    """Show what is seen to a colleague by a link."""
    watch, there = Watch(page), page.locator(MAP)
    form = page.get_by_role("dialog")
    watch.act("key S", lambda: there.press("s"))
    watch.act("type a name", lambda: (form.get_by_label("Name").fill(title), form.get_by_label("Name").press("Tab")))
    page.evaluate(RESTS)
    watch.act("keep", form.get_by_role("button", name="Merken", exact=True).click)
    form.wait_for(state="hidden")
    page.evaluate(RESTS)
    watch.act("open the list of views", page.get_by_role("button", name="Gemerkte Ansichten").click)
    link = page.get_by_label("Link")
    link.first.wait_for()
    watch.act("copy the link", lambda: link.first.press("Control+a"))
    return watch, link.first.input_value()


def coming_back(page: "Page", link: str, before: dict[str, Any]) -> Watch:
    """Come back later and find it as it was."""
    watch = Watch(page)
    watch.act("open the link", lambda: page.goto(link))
    page.locator(f"{MAP}[data-ready='1']").wait_for()
    page.evaluate(RESTS)
    now = page.locator(MAP).evaluate("(element) => element.akteursnetz.state()")
    assert (now["tie"], now["open"]) == (before["tie"], before["open"])
    return watch


def picture(page: "Page") -> Watch:
    """Make a picture for a slide."""
    watch, there = Watch(page), page.locator(MAP)
    watch.act("open what can be taken", there.locator("summary", has_text="Mitnehmen").click)
    with page.expect_download() as download:
        watch.act("picture", there.locator("[data-take=png]").click)
    assert download.value.suggested_filename.endswith(".png")
    return watch


def changes(page: "Page", url: str) -> Watch:
    """Show what changed in a year."""
    page.goto(f"{url}/netz")
    page.locator(f"{MAP}[data-ready='1']").wait_for()
    page.evaluate(RESTS)
    watch = Watch(page)
    watch.act("choose changes", page.get_by_text("Veränderung", exact=True).first.click)
    page.get_by_text("verändert haben").or_(page.get_by_text("kein Kontakt verändert")).first.wait_for()
    page.evaluate(RESTS)
    return watch


def main(given: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.tasks", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    chosen = parser.parse_args(given)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chosen.browser, args=list(START))
        context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE", accept_downloads=True)
        context.set_default_timeout(180_000)
        page = context.new_page()
        sys.stdout.write("| task | acts | seconds | which |\n|---|---:|---:|---|\n")

        def tell(row: str) -> None:
            sys.stdout.write(row + "\n")
            sys.stdout.flush()

        tell(linking(page, chosen.url).row("find who links two groups"))
        state = page.locator(MAP).evaluate("(element) => element.akteursnetz.state()")
        watch, link = sharing(page, f"Aufgabe {time.time():.0f}")
        tell(watch.row("show it to a colleague by link"))
        later = context.new_page()
        tell(coming_back(later, link, state).row("come back and find it as it was"))
        tell(picture(later).row("picture for a slide"))
        tell(changes(later, chosen.url).row("what changed in a year"))
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
