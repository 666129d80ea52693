"""The pages: which there are, in which group of the menu, and what draws each; their addresses are in `navigation`."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.pages.actor import page as actor
from dashboard.pages.briefing import page as briefing
from dashboard.pages.compare import page as compare
from dashboard.pages.events import page as events
from dashboard.pages.gaps import page as gaps
from dashboard.pages.help import page as help_page
from dashboard.pages.intake import page as intake
from dashboard.pages.log import page as log
from dashboard.pages.network import page as network
from dashboard.pages.overview import page as overview
from dashboard.pages.privacy import page as privacy
from dashboard.pages.ratings import page as ratings
from dashboard.pages.review import page as review
from dashboard.pages.sources import page as sources
from dashboard.pages.today import page as today
from dashboard.pages.ways import page as ways
from dashboard.parts import frame, leave, looks, navigation
from dashboard.parts.entry import dialog
from dashboard.parts.frame import Context
from graph.access import person, require


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page; its words are `<id>_nav`, `<id>_title` and `<id>_lead`, its group is `group_<group>`, "" for none."""

    id: str
    draw: Callable[[Context], None]
    icon: str
    group: str = ""
    works_without_data: bool = False
    right: str = "inside"

    @property
    def path(self) -> str:
        """The page's part of the address, "" for the first page."""
        return navigation.PATHS[self.id]

    def show(self) -> None:
        """Draw the page with its heading, or say why it can not be drawn."""
        require(self.right)
        looks.note(self.id)
        frame.show(
            self.id,
            self.draw,
            works_without_data=self.works_without_data,
            beside=_beside,
            above=dialog.last_entry if person().may("enter") else frame.nothing,
        )


def _beside(context: Context) -> None:
    if person().may("enter"):
        dialog.button(context)
    leave.menu(context.words)


PAGES: dict[str, PageEntry] = {
    page.id: page
    for page in (
        PageEntry("today", today.draw_page, "today"),
        PageEntry("overview", overview.draw_page, "home", right="see"),
        PageEntry("network", network.draw_page, "hub", right="see"),
        PageEntry("actor", actor.draw_page, "badge", right="see"),
        PageEntry("intake", intake.draw_page, "upload_file", "data", works_without_data=True, right="import"),
        PageEntry("ways", ways.draw_page, "route", right="see"),
        PageEntry("compare", compare.draw_page, "compare_arrows"),
        PageEntry("gaps", gaps.draw_page, "manage_search", "act"),
        PageEntry("events", events.draw_page, "event", "act"),
        PageEntry("briefing", briefing.draw_page, "summarize", "act", right="brief"),
        PageEntry("review", review.draw_page, "fact_check", "data", works_without_data=True, right="decide"),
        PageEntry("sources", sources.draw_page, "description", "data", works_without_data=True),
        PageEntry("privacy", privacy.draw_page, "policy", "data", works_without_data=True, right="protect"),
        PageEntry("ratings", ratings.draw_page, "grid_view", "act"),
        PageEntry("help", help_page.draw_page, "help", works_without_data=True, right="see"),
        PageEntry("log", log.draw_page, "history", "data", works_without_data=True, right="log"),
    )
}


def allowed() -> list[PageEntry]:
    """Return the pages the person at the desk may see; the others are not there for her, by their address neither."""
    here = person()
    return [page for page in PAGES.values() if here.may(page.right)]
