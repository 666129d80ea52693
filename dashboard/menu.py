"""The pages: which there are, in which group of the menu, and what draws each; their addresses are in `navigation`."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.pages.actor import page as actor
from dashboard.pages.briefing import page as briefing
from dashboard.pages.compare import page as compare
from dashboard.pages.events import page as events
from dashboard.pages.gaps import page as gaps
from dashboard.pages.intake import page as intake
from dashboard.pages.network import page as network
from dashboard.pages.overview import page as overview
from dashboard.pages.privacy import page as privacy
from dashboard.pages.review import page as review
from dashboard.pages.sources import page as sources
from dashboard.pages.today import page as today
from dashboard.pages.ways import page as ways
from dashboard.parts import frame, navigation
from dashboard.parts.entry import dialog
from dashboard.parts.frame import Context


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page; its words are `<id>_nav`, `<id>_title` and `<id>_lead`, its group is `group_<group>`, "" for none."""

    id: str
    draw: Callable[[Context], None]
    icon: str
    group: str = ""
    works_without_data: bool = False

    @property
    def path(self) -> str:
        """The page's part of the address, "" for the first page."""
        return navigation.PATHS[self.id]

    def show(self) -> None:
        """Draw the page with its heading, or say why it can not be drawn."""
        frame.show(
            self.id,
            self.draw,
            works_without_data=self.works_without_data,
            beside=dialog.button,
            above=dialog.last_entry,
        )


PAGES: dict[str, PageEntry] = {
    page.id: page
    for page in (
        PageEntry("today", today.draw_page, "today"),
        PageEntry("overview", overview.draw_page, "home"),
        PageEntry("network", network.draw_page, "hub"),
        PageEntry("actor", actor.draw_page, "badge"),
        PageEntry("intake", intake.draw_page, "upload_file", "data", works_without_data=True),
        PageEntry("ways", ways.draw_page, "route"),
        PageEntry("compare", compare.draw_page, "compare_arrows"),
        PageEntry("gaps", gaps.draw_page, "manage_search", "act"),
        PageEntry("events", events.draw_page, "event", "act"),
        PageEntry("briefing", briefing.draw_page, "summarize", "act"),
        PageEntry("review", review.draw_page, "fact_check", "data", works_without_data=True),
        PageEntry("sources", sources.draw_page, "description", "data", works_without_data=True),
        PageEntry("privacy", privacy.draw_page, "policy", "data", works_without_data=True),
    )
}
